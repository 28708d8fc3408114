// Names and patterns that people type → tables of a database.
import type { DataTable } from "../database/inspect/data-tables.ts";
import { typedNames } from "../declarations/objects/typed-names.ts";
import { displayPath, quotePath } from "../model/identifier.ts";

/** The history of revisions, whose rows are nobody's data. */
interface History {
  readonly schema: string;
  readonly table: string;
}

/** How people call a table. */
export const shownTable = ({ schema, name }: DataTable): string => displayPath([schema, name]);

/** How SQL does. */
export const tableSql = ({ schema, name }: DataTable): string => quotePath([schema, name]);

/** The tables without those of the history, and what the program keeps beside it. */
export const withoutHistory = (tables: readonly DataTable[], { schema, table }: History): DataTable[] =>
  tables.filter((one) => one.schema !== schema || (one.name !== table && !one.name.startsWith(`${table}_`)));

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
