// Names and patterns that people type → tables of a database.
import type { HistoryTable } from "../database/apply/history-table.ts";
import type { DataTable } from "../database/inspect/data-tables.ts";
import { typedNames } from "../declarations/objects/typed-names.ts";
import { displayPath, quotePath } from "../model/identifier.ts";
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
  const found = typedNames(tables, texts, `table of ${shown}`);
  const oids = new Set([...found].map(({ oid }) => oid));
  return tables.filter((table) => found.has(table) && !table.above.some((oid) => oids.has(oid)));
}
