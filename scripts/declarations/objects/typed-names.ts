// Names and patterns of tables, as people type them on a command line → those that they mean.
import { type Diagnostic, problem, Refusal } from "../../model/diagnostic.ts";
import { splitList } from "../../model/identifier.ts";
import { relationKey } from "../../model/relation.ts";
import { nearest } from "../yaml/suggest.ts";
import { matches, parsePattern } from "./pattern.ts";

/**
 * Those that are named: `STG_AUTH.user`, `STG_*.*`, several in one text apart by blanks.
 *
 * @param what how a single one is called, and of what it is: `table of test`
 * @throws {Refusal} where a text is no pattern of two parts, or names none
 */
export function typedNames<Named extends { readonly schema: string; readonly name: string }>(
  all: readonly Named[],
  texts: readonly string[],
  what: string,
): ReadonlySet<Named> {
  const problems: Diagnostic[] = [];
  const found = new Set<Named>();
  for (const text of texts.flatMap(splitList)) {
    const pattern = parsePattern(text);
    const meant = pattern ? all.filter(({ schema, name }) => matches(pattern, [schema, name])) : [];
    for (const one of meant) found.add(one);
    if (meant.length > 0) continue;
    const guess = nearest(text, all.map(relationKey));
    problems.push(
      problem("no-such-table", `${text} names no ${what}`, {
        help: guess
          ? `Did you mean ${guess}?`
          : "Write SCHEMA.table or a pattern such as 'STG_*.*', in quotes for the shell.",
      }),
    );
  }
  if (problems.length > 0) throw new Refusal(problems);
  return found;
}
