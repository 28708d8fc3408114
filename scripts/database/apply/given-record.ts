// What a revision took from others, kept beside the history for the way back.
import type { Queryable } from "../connect/connect.ts";
import { type HistoryTable, remember, remembered, stateTable } from "./history-table.ts";

/** What was taken: things and rights of roles that went, or objects that got another owner. */
type Taken = "given" | "owners";

/** Remembers what a revision took. */
export const rememberGiven = (
  tx: Queryable,
  history: HistoryTable,
  revision: string,
  text: string,
  taken: Taken = "given",
) => remember(tx, history, `${taken}:${revision}`, text);

/** What a revision took. */
export async function readGiven(
  sql: Queryable,
  history: HistoryTable,
  revision: string,
  taken: Taken = "given",
): Promise<string | undefined> {
  return (await remembered(sql, history, `${taken}:`)).get(revision);
}

/** Forgets it, once it was given back. */
export async function forgetGiven(
  tx: Queryable,
  history: HistoryTable,
  revision: string,
  taken: Taken = "given",
): Promise<void> {
  await tx.unsafe(`DELETE FROM ${stateTable(history)} WHERE key = $1`, [`${taken}:${revision}`]);
}
