// Which revisions a database was said to have and never ran: the way back does not go below them.
import type { Queryable } from "../connect/connect.ts";
import { forget, type HistoryTable, remember, remembered } from "./history-table.ts";

const STAMPED = "stamped:";

/** Remembers that a revision counts as applied and did not run. */
export const rememberStamped = (tx: Queryable, history: HistoryTable, revision: string) =>
  remember(tx, history, `${STAMPED}${revision}`, "stamped");

/** The revisions that count as applied and did not run. */
export async function stampedRevisions(sql: Queryable, history: HistoryTable): Promise<ReadonlySet<string>> {
  return new Set((await remembered(sql, history, STAMPED)).keys());
}

/** Forgets it, once the revision does not count as applied any more. */
export const forgetStamped = (tx: Queryable, history: HistoryTable, revision: string): Promise<void> =>
  forget(tx, history, `${STAMPED}${revision}`);
