// Items that name objects other than tables.
import { type ObjectName, objectKey, splitRoutine } from "../../model/object.ts";
import { kindFacts, type ObjectKind } from "../../model/object-kinds.ts";
import { columnSequences } from "../../model/relation-objects.ts";
import { type Placed, placeOf, problemAt, type Report, type Words } from "../yaml/placed.ts";
import type { NamingContext } from "./catalog.ts";
import type { Given } from "./given.ts";
import { isKnownSchema, PUBLIC_SCHEMA } from "./known-schema.ts";
import { reportNoMatch } from "./match.ts";
import { matchRoutines } from "./match-routines.ts";
import { type MatchOptions, matches, type Pattern, parsePattern } from "./pattern.ts";

function readObjectPattern(pattern: Placed<string>, kind: ObjectKind, report: Report): Pattern | undefined {
  const parsed = parsePattern(pattern.value);
  const count = kindFacts(kind).path.length;
  if (parsed?.segments.length === count) return parsed;
  const form = count === 1 ? "one, its name" : "two, SCHEMA.name";
  const [code, message]: Words = parsed
    ? [
        "pattern-parts",
        `${parsed.text} has ${parsed.segments.length} part${parsed.segments.length === 1 ? "" : "s"}, where a ${kind} is named`,
      ]
    : ["bad-pattern", `${pattern.value} is no pattern of names`];
  const help = `A ${kind} has ${form}; a name that has a dot is quoted: '"geo.v2"'.`;
  report(problemAt(placeOf(pattern), code, message, help));
  return undefined;
}

/** Whether a sequence can be named, but not by a wildcard: others make it, or an identity column has it. */
const isNamedAlone = (sequence: ObjectName, { catalog }: NamingContext): boolean => {
  const [schema = ""] = sequence.path;
  const ofColumns = catalog.relationsOf(schema).flatMap(columnSequences).map(objectKey);
  return catalog.externalSchemas.has(schema) || ofColumns.includes(objectKey(sequence));
};

/** A name of what others make, as it is said; undefined where the definitions would have to know it. */
function asSaid(
  pattern: Placed<string>,
  { segments, wildcard }: Pattern,
  kind: ObjectKind,
  context: NamingContext,
): ObjectName[] | undefined {
  if (wildcard) return undefined;
  const [schema = ""] = segments;
  const object: ObjectName = { kind, path: segments };
  if (kind === "schema") return schema === PUBLIC_SCHEMA ? [object] : undefined;
  if (kind === "sequence") return isNamedAlone(object, context) ? [object] : undefined;
  if (kind === "type") return isKnownSchema(pattern, schema, context) ? [object] : [];
  return [object];
}

/** By a pattern of as many segments as the kind's path has. */
function byPattern(
  pattern: Placed<string>,
  kind: ObjectKind,
  { open }: MatchOptions,
  context: NamingContext,
): readonly ObjectName[] {
  const { catalog, report } = context;
  const parsed = readObjectPattern(pattern, kind, report);
  if (!parsed) return [];
  const known: readonly ObjectName[] =
    kind === "schema" ? catalog.schemas.map((name) => ({ kind, path: [name] })) : catalog.objectsOf(kind);
  const found = known.filter(({ path }) => matches(parsed, path));
  const objects = found.length > 0 ? found : asSaid(pattern, parsed, kind, context);
  if (objects) return objects;
  if (open && parsed.wildcard) return [];
  if (kindFacts(kind).path.length === 1 && kind !== "schema") {
    const help = "Nobody knows here which there are: name it without *.";
    report(problemAt(placeOf(pattern), "no-match", `no ${kind} matches ${parsed.text}`, help));
  } else {
    const paths = known.map(({ path }) => path);
    reportNoMatch(pattern, parsed, kind, paths, report);
  }
  return [];
}

// The server keeps the names of parameters in lower case; those of extensions have a dot.
const PARAMETER = /^[a-z_][a-z0-9_$]*(?:\.[a-z_][a-z0-9_$]*)*$/;

function byParameter(pattern: Placed<string>, report: Report): ObjectName[] {
  const name = pattern.value.toLowerCase();
  if (PARAMETER.test(name)) return [{ kind: "parameter", path: [name] }];
  const help = "Name one setting, such as work_mem, without * or quotes.";
  report(problemAt(placeOf(pattern), "bad-pattern", `${pattern.value} is no name of a parameter`, help));
  return [];
}

/** The objects of a kind other than tables that an item names; none after a report. */
export function matchObjects(
  kind: Exclude<ObjectKind, "table" | "column">,
  item: Placed<string | number>,
  options: MatchOptions,
  context: NamingContext,
): readonly ObjectName[] {
  if (kind === "database") return [{ kind, path: [] }];
  const pattern: Placed<string> = { ...item, value: String(item.value) };
  if (kind === "large object") return [{ kind, path: [pattern.value] }];
  if (kind === "parameter") return byParameter(pattern, context.report);
  if (kind === "routine") return matchRoutines(pattern, options, context);
  return byPattern(pattern, kind, options, context);
}

/** Whether an item names one object without a wildcard, or all sorts of things in one schema. */
export function exactnessOf(kind: ObjectKind, item: Placed<string | number>): Given["named"] {
  const text = String(item.value);
  if (kind === "database" || kind === "large object" || kind === "parameter") return "object";
  const segments =
    (kind === "routine" ? splitRoutine(text) : undefined) ?? parsePattern(text)?.segments ?? [];
  const [first = "*"] = segments;
  if (first.includes("*")) return undefined;
  return segments.length === kindFacts(kind).path.length && !segments.some((one) => one.includes("*"))
    ? "object"
    : "schema";
}
