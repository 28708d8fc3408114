// Names and patterns that people type → tables of a database.
import type { HistoryTable } from "../database/apply/history-table.ts";
import type { DataTable } from "../database/inspect/data-tables.ts";
import { matches, parsePattern } from "../declarations/objects/pattern.ts";
import { nearest } from "../declarations/yaml/suggest.ts";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import { displayPath, quotePath, splitList } from "../model/identifier.ts";
import { isOfHistory } from "../sources/history-place.ts";

/** How people call a table. */
export const shownTable = ({ schema, name }: DataTable): string => displayPath([schema, name]);

/** How SQL does. */
export const tableSql = ({ schema, name }: DataTable): string => quotePath([schema, name]);

/** The tables without those of histories, and what the program keeps beside them: their rows are nobody's data. */
export const withoutHistory = (
  tables: readonly DataTable[],
  histories: readonly HistoryTable[],
): DataTable[] => tables.filter(({ schema, name }) => !isOfHistory([schema, name], histories));

/**
 * The tables that are named, each once: `STG_AUTH.user`, `STG_*.*`, several in one text apart by blanks. Partitions
 * and heirs of a table that is named belong to it.
 *
 * @throws {Refusal} where a text is no pattern of two parts, or names no table
 */
export function namedTables(
  tables: readonly DataTable[],
  texts: readonly string[],
  shown: string,
): DataTable[] {
  const problems: Diagnostic[] = [];
  const found = new Set<DataTable>();
  for (const text of texts.flatMap(splitList)) {
    const pattern = parsePattern(text);
    const meant =
      pattern?.segments.length === 2
        ? tables.filter(({ schema, name }) => matches(pattern, [schema, name]))
        : [];
    for (const table of meant) found.add(table);
    if (meant.length > 0) continue;
    const guess = nearest(text, tables.map(shownTable));
    problems.push(
      problem("no-such-table", `${text} names no table of ${shown}`, {
        help: guess
          ? `Did you mean ${guess}?`
          : "Write SCHEMA.table or a pattern such as 'STG_*.*', in quotes for the shell.",
      }),
    );
  }
  if (problems.length > 0) throw new Refusal(problems);
  const oids = new Set([...found].map(({ oid }) => oid));
  return tables.filter((table) => found.has(table) && !table.above.some((oid) => oids.has(oid)));
}
