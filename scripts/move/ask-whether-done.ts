// Whether a revision was committed whose COMMIT nobody answered.
import { type HistoryTable, readHistory } from "../database/apply/history-table.ts";
import { lockTransaction } from "../database/apply/lock.ts";
import { readHalfDone } from "../database/apply/step-record.ts";
import { type Queryable, withConnection } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import type { Target } from "../sources/target.ts";

/** What the history says of a revision whose COMMIT was not answered, once its transaction has ended. */
export async function askWhetherDone(
  history: HistoryTable,
  { url }: Pick<Target, "url">,
  direction: "up" | "down",
  name: string,
): Promise<boolean | undefined> {
  const read = async (tx: Queryable) => {
    await lockTransaction(tx, history);
    const isApplied = (await readHistory(tx, history)).some((row) => row.name === name);
    const isHalf = (await readHalfDone(tx, history))?.revision === name;
    return !isHalf && isApplied === (direction === "up");
  };
  try {
    return await withConnection(url, (sql) => transaction(sql, read, "READ ONLY"));
  } catch {
    return undefined;
  }
}
