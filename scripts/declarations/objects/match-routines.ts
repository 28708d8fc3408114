// Items that name routines.
import { displayPath } from "../../model/identifier.ts";
import { displayObject, type ObjectName, splitRoutine } from "../../model/object.ts";
import { SYSTEM_SCHEMA } from "../../model/restricted-routines.ts";
import { parseRoutineArguments, TYPE_NAMES } from "../../model/routine-arguments.ts";
import { type Placed, placeOf, problemAt, type Report } from "../yaml/placed.ts";
import { nearest } from "../yaml/suggest.ts";
import type { NamingContext } from "./catalog.ts";
import { isKnownSchema } from "./known-schema.ts";
import { listNames } from "./list-names.ts";
import { type MatchOptions, matches, parsePattern } from "./pattern.ts";

/** A routine as it is said: schema and name are patterns, the arguments `*`, types, or not said. */
interface Said {
  readonly name: readonly [schema: string, name: string];
  readonly args: string | undefined;
}

/** Reads `S.f(int, text)`, `S.f(*)` or `S.*`; undefined where it has another form. */
function readRoutine(text: string): Said | undefined {
  const [schema = "", name = "", args] = splitRoutine(text) ?? parsePattern(text)?.segments ?? [];
  if (schema === "" || name === "" || (args === undefined && /[()]/.test(text))) return undefined;
  if (args === undefined && parsePattern(text)?.segments.length !== 2) return undefined;
  return { name: [schema, name], args };
}

function badArguments(pattern: Placed<string>, unknown: readonly string[], report: Report): void {
  const [first = ""] = unknown;
  const guess = nearest(first, TYPE_NAMES);
  const help =
    /\s/.test(first) && !guess
      ? "Write the types alone, without names and modes: S.f(bytea, text)."
      : guess
        ? `Did you mean ${guess}?`
        : "PostgreSQL's own types stand alone, others with their schema: S.f(bytea, public.geometry).";
  const message = `${first === "" ? "an empty argument" : first} is no type of an argument`;
  report(problemAt(placeOf(pattern), "routine-signature", message, help));
}

/** The routines that an item names: known ones by patterns, others by their whole signature. */
export function matchRoutines(
  pattern: Placed<string>,
  { open }: MatchOptions,
  context: NamingContext,
): readonly ObjectName[] {
  const { catalog, report } = context;
  const said = readRoutine(pattern.value);
  if (!said) {
    const help = "A routine is named with its argument types: SCHEMA.name(bytea, text).";
    report(problemAt(placeOf(pattern), "bad-pattern", `${pattern.value} names no routine`, help));
    return [];
  }
  const { name, args } = said;
  const wildcard = name.some((segment) => segment.includes("*"));
  const shown = displayPath(name);
  const { known: made, unclear } = catalog.routines;
  const isMeant = (path: readonly string[]) => matches({ segments: name }, path.slice(0, 2));
  // In `public` all of a kind is what is made later.
  const isLater = open && name.every((segment) => segment === "*");
  const known = [...catalog.objectsOf("routine"), ...(isLater ? [] : made)];
  const namesakes = known.filter(({ path }) => isMeant(path));
  if (args === undefined && !wildcard) {
    const names = namesakes.map(displayObject);
    const help =
      names.length > 0
        ? `There ${names.length === 1 ? "is" : "are"}: ${listNames(names)}.`
        : `Write them: ${shown}(bytea, text), ${shown}() if it has none, ${shown}(*) for all of that name.`;
    const message = `${shown} does not say the types of its arguments`;
    report(problemAt(placeOf(pattern), "routine-signature", message, help));
    return [];
  }
  const parsed = args === undefined || args.trim() === "*" ? undefined : parseRoutineArguments(args);
  if (parsed && parsed.unknown.length > 0) {
    badArguments(pattern, parsed.unknown, report);
    return [];
  }
  const untold = parsed || isLater ? undefined : unclear.find(isMeant);
  if (untold) {
    const message = `${pattern.value} reaches ${displayPath(untold)}, of which the types of arguments cannot be told from its CREATE`;
    const help = "Name the routines one by one, with the types of their arguments.";
    report(problemAt(placeOf(pattern), "routine-signature", message, help));
  }
  const found = parsed ? namesakes.filter(({ path }) => path[2] === parsed.text) : namesakes;
  if (found.length > 0) return found;
  if (parsed && !wildcard) {
    if (name[0] !== SYSTEM_SCHEMA && !isKnownSchema(pattern, name[0], context)) return [];
    return [{ kind: "routine", path: [...name, parsed.text] }];
  }
  if (open) return [];
  const help =
    "Wildcards reach what the SQL of revisions makes; what others make is named one by one, with its argument types.";
  report(problemAt(placeOf(pattern), "no-match", `no routine matches ${pattern.value}`, help));
  return [];
}
