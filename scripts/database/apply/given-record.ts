// What a revision took from roles that went, kept beside the history for the way back.
import type { Queryable } from "../connect/connect.ts";
import { type HistoryTable, remember, remembered, stateTable } from "./history-table.ts";

const GIVEN = "given:";

/** Remembers what a revision took from roles that went. */
export const rememberGiven = (tx: Queryable, history: HistoryTable, revision: string, text: string) =>
  remember(tx, history, `${GIVEN}${revision}`, text);

/** What a revision took from roles that went. */
export async function readGiven(
  sql: Queryable,
  history: HistoryTable,
  revision: string,
): Promise<string | undefined> {
  return (await remembered(sql, history, GIVEN)).get(revision);
}

/** Forgets it, once it was given back. */
export async function forgetGiven(tx: Queryable, history: HistoryTable, revision: string): Promise<void> {
  await tx.unsafe(`DELETE FROM ${stateTable(history)} WHERE key = $1`, [`${GIVEN}${revision}`]);
}
