// Patterns of schemas and tables → those that they name.
import type { Diagnostic } from "../../model/diagnostic.ts";
import type { DiagnosticCode } from "../../model/diagnostic-codes.ts";
import { displayPath } from "../../model/identifier.ts";
import type { ObjectKind } from "../../model/object-kinds.ts";
import type { Relation } from "../../model/relation.ts";
import { type Placed, placeOf, problemAt, type Report, type Words } from "../yaml/placed.ts";
import { nearest } from "../yaml/suggest.ts";
import { type Catalog, isSystemSchema, type NamingContext, namedRelation } from "./catalog.ts";
import { listNames } from "./list-names.ts";
import { matches, type Pattern, parsePattern } from "./pattern.ts";

/** A relation's path. */
const pathOf = ({ schema, name }: Relation): readonly string[] => [schema, name];

function partsProblem(
  pattern: Placed<string>,
  parsed: Pattern,
  wanted: number,
  catalog: Catalog,
): Diagnostic {
  const { text, segments } = parsed;
  const at = placeOf(pattern);
  const code = "pattern-parts";
  const parts = `${segments.length} part${segments.length === 1 ? "" : "s"}`;
  if (wanted === 1) {
    const help = `A schema has one, ${displayPath(segments.slice(0, 1))}; single tables go with \`privileges\` and \`tables\`.`;
    return problemAt(at, code, `${text} has ${parts}, where a schema is named`, help);
  }
  const message = `${text} has ${parts}, where a table is named`;
  if (segments.length !== 1) {
    return problemAt(
      at,
      code,
      message,
      "A table has two, SCHEMA.name; a dot within a name needs quotes: '\"geo.v2\".*'.",
    );
  }
  const namesakes = catalog.relations.filter(({ name }) => name === segments[0]);
  const guess = catalog.schemas.some((schema) => matches(parsed, [schema]))
    ? `For all of the schema write "${text}.*".`
    : namesakes.length > 0
      ? `Did you mean ${namesakes.map((relation) => displayPath(pathOf(relation))).join(" or ")}?`
      : "Write the schema in front: SCHEMA.name.";
  return problemAt(at, code, message, guess);
}

const TEMPLATE_VARIABLE = /\$\{(?:schema|SCHEMA|level)\}/;

/** What to say of a pattern that names nothing. */
function guessFor({ text, segments, wildcard }: Pattern, paths: readonly (readonly string[])[]): string {
  const [variable] = TEMPLATE_VARIABLE.exec(text) ?? [];
  if (variable) return `${variable} is filled in only in the keys of \`access_roles\`.`;
  if (isSystemSchema(segments[0] ?? "")) return "Patterns never reach the schemas of PostgreSQL itself.";
  if (/[,|]/.test(text)) return "Alternatives are a list: [A, B].";
  const lower = { segments: segments.map((segment) => segment.toLowerCase()) };
  const sameLetters = paths.find((path) =>
    matches(
      lower,
      path.map((name) => name.toLowerCase()),
    ),
  );
  if (sameLetters) {
    const otherCase = [text.toUpperCase(), text.toLowerCase()].find((candidate) => {
      const pattern = parsePattern(candidate);
      return pattern && paths.some((path) => matches(pattern, path));
    });
    return `Names are matched in their case: did you mean ${wildcard && otherCase ? otherCase : displayPath(sameLetters)}?`;
  }
  const guess = wildcard ? undefined : nearest(text, paths.map(displayPath));
  if (guess) return `Did you mean ${guess}?`;
  const inSchema = paths.filter(([schema = ""]) => matches({ segments: segments.slice(0, 1) }, [schema]));
  const known = (inSchema.length > 0 ? inSchema : paths).map(displayPath);
  return known.length > 0 ? `There are: ${listNames(known)}.` : "The definitions have none.";
}

/** Reads a pattern of one of the allowed numbers of segments; undefined after a report. */
export function readPattern(
  pattern: Placed<string>,
  allowed: readonly (1 | 2)[],
  { catalog, report }: NamingContext,
): Pattern | undefined {
  const parsed = parsePattern(pattern.value);
  if (!parsed) {
    const help = "Names are separated by single dots; a name that has a dot is quoted: '\"geo.v2\".*'.";
    report(problemAt(placeOf(pattern), "bad-pattern", `${pattern.value} is no pattern of names`, help));
    return undefined;
  }
  if (allowed.some((count) => count === parsed.segments.length)) return parsed;
  report(partsProblem(pattern, parsed, Math.max(...allowed), catalog));
  return undefined;
}

const UNKNOWN: Partial<Readonly<Record<ObjectKind, DiagnosticCode>>> = {
  schema: "unknown-schema",
  table: "unknown-table",
  sequence: "unknown-sequence",
};

/** Says that a pattern names nothing, and what there is. */
export function reportNoMatch(
  pattern: Placed<string>,
  parsed: Pattern,
  kind: ObjectKind,
  paths: readonly (readonly string[])[],
  report: Report,
): void {
  const [code, message]: Words = parsed.wildcard
    ? ["no-match", `no ${kind} matches ${parsed.text}`]
    : [UNKNOWN[kind] ?? "unknown-object", `there is no ${kind} ${parsed.text}`];
  report(problemAt(placeOf(pattern), code, message, guessFor(parsed, paths)));
}

/** The schemas that a pattern names; none after a report. */
export function matchSchemas(pattern: Placed<string>, context: NamingContext): readonly string[] {
  const { catalog, report } = context;
  const parsed = readPattern(pattern, [1], context);
  if (!parsed) return [];
  const found = catalog.schemas.filter((schema) => matches(parsed, [schema]));
  if (found.length === 0)
    reportNoMatch(
      pattern,
      parsed,
      "schema",
      catalog.schemas.map((schema) => [schema]),
      report,
    );
  return found;
}

/** The relations that a pattern names, sensitive or not; none after a report. */
export function matchRelations(pattern: Placed<string>, context: NamingContext): readonly Relation[] {
  const { catalog, report } = context;
  const parsed = readPattern(pattern, [2], context);
  if (!parsed) return [];
  const [schema = "", name = ""] = parsed.segments;
  const found = parsed.wildcard
    ? catalog.relations.filter((relation) => matches(parsed, pathOf(relation)))
    : catalog.relationsCalled(schema, name);
  if (found.length > 0) return found;
  // Of what others make nobody knows here what there is.
  if (!parsed.wildcard && catalog.externalSchemas.has(schema)) return [namedRelation(schema, name)];
  if (catalog.externalSchemas.has(schema)) {
    const help =
      `Nobody knows here what others make in ${displayPath([schema])}: name it without *, or keep what is there with ` +
      "`dwh catalog --write` (make: `make catalog write=1`).";
    report(problemAt(placeOf(pattern), "no-match", `no table matches ${parsed.text}`, help));
    return [];
  }
  reportNoMatch(pattern, parsed, "table", catalog.relations.map(pathOf), report);
  return [];
}

/** Whether a pattern has no wildcard; only asked of patterns that were read before. */
export function isExact(pattern: Placed<string>): boolean {
  return parsePattern(pattern.value)?.wildcard === false;
}
