// What a revision took from others, kept beside the history for the way back.
import type { Queryable } from "../connect/connect.ts";
import { forget, type HistoryTable, remember, remembered } from "./history-table.ts";

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
export const forgetGiven = (
  tx: Queryable,
  history: HistoryTable,
  revision: string,
  taken: Taken = "given",
): Promise<void> => forget(tx, history, `${taken}:${revision}`);
