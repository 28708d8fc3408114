// The tables of a history: what of them is there, and making them.
import { quotePath } from "../../model/identifier.ts";
import type { Queryable } from "../connect/connect.ts";
import { together } from "../connect/together.ts";
import { type HistoryTable, MADE_SCHEMA, remember, revisionsTable, stateTable } from "./history-table.ts";

/** What of a history is in a database. */
export interface HistoryThere {
  readonly schema: boolean;
  readonly revisions: boolean;
  readonly state: boolean;
}

/** Asks for all of it at once. */
export async function historyThere(sql: Queryable, history: HistoryTable): Promise<HistoryThere> {
  const [row] = await sql.unsafe<HistoryThere[]>(
    `SELECT EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = $1) AS schema,
       to_regclass($2) IS NOT NULL AS revisions, to_regclass($3) IS NOT NULL AS state`,
    [history.schema, revisionsTable(history), stateTable(history)],
  );
  return row ?? { schema: false, revisions: false, state: false };
}

/** The statements that make the tables where they are missing. */
export const historyTables = (history: HistoryTable): string[] => [
  // drizzle's own definition, byte for byte what its migrator makes.
  `CREATE TABLE IF NOT EXISTS ${revisionsTable(history)} (
      id SERIAL PRIMARY KEY, hash text NOT NULL, created_at bigint, name text, applied_at timestamptz DEFAULT now()
    )`,
  `CREATE TABLE IF NOT EXISTS ${stateTable(history)} (key text PRIMARY KEY, value text NOT NULL)`,
];

/**
 * Makes the tables where they are missing, and the schema, remembering if it was made.
 *
 * @param known what is there, where that was asked before
 */
export async function ensureHistory(
  tx: Queryable,
  history: HistoryTable,
  known?: HistoryThere,
): Promise<void> {
  const there = known ?? (await historyThere(tx, history));
  if (there.revisions && there.state) return;
  const schema = there.schema ? [] : [`CREATE SCHEMA ${quotePath([history.schema])}`];
  await together([
    tx.unsafe([...schema, ...historyTables(history)].join(";\n")),
    !there.schema && remember(tx, history, MADE_SCHEMA, "made"),
  ]);
}
