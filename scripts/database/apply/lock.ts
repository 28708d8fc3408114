import { createHash } from "node:crypto";
import { problem, Refusal } from "../../model/diagnostic.ts";
import { quoteLiteral } from "../../model/identifier.ts";
import type { Sql } from "../connect/connect.ts";
import { errorCode } from "../connect/connection-problem.ts";
import { transaction } from "../connect/transaction.ts";
import holderQuery from "../queries/lock-holder.sql";
import type { HistoryPlace } from "./history-table.ts";

/** Marks our locks among those of other programs: "dwh" as bytes. */
const CLASS = 0x647768;

/** The second key of the lock of one history: two histories in a database do not wait for each other. */
function lockKey({ schema, table }: HistoryPlace): number {
  return createHash("sha256")
    .update(JSON.stringify([schema, table]))
    .digest()
    .readInt32BE();
}

/** Who holds the lock, as far as one may see: `alice (process 4711)`. */
async function holderOf(sql: Sql, key: number): Promise<string> {
  const [row] = await sql.unsafe<{ holder: string }[]>(holderQuery, [CLASS, key]);
  return row?.holder ?? "another session";
}

/**
 * Does something while holding the one advisory lock of a history, which the session keeps until it is done.
 *
 * @param options.onWait told who holds the lock when that is another run
 * @param options.timeout how long to wait for it, as PostgreSQL understands it; ten minutes unless said
 * @throws {Refusal} when the other run does not end in time
 */
export async function withLock<Result>(
  sql: Sql,
  place: HistoryPlace,
  options: { readonly onWait?: (holder: string) => void; readonly timeout?: string },
  run: () => Promise<Result>,
): Promise<Result> {
  const key = lockKey(place);
  const lock = `(${CLASS}, ${key})`;
  const [row] = await sql.unsafe<{ free: boolean }[]>(`SELECT pg_try_advisory_lock${lock} AS free`);
  if (!row?.free) {
    const holder = await holderOf(sql, key);
    options.onWait?.(holder);
    await waitFor(sql, lock, options.timeout ?? "10min", holder);
  }
  try {
    return await run();
  } finally {
    // A lost connection has given the lock back already.
    await sql.unsafe(`SELECT pg_advisory_unlock${lock}`).catch(() => {});
  }
}

/** The lock belongs to the session, the timeout only to the transaction in which it is waited for. */
async function waitFor(sql: Sql, lock: string, timeout: string, holder: string): Promise<void> {
  try {
    await transaction(sql, async (tx) => {
      await tx.unsafe(`SELECT set_config('lock_timeout', ${quoteLiteral(timeout)}, true)`);
      await tx.unsafe(`SELECT pg_advisory_lock${lock}`);
    });
  } catch (error) {
    if (errorCode(error) !== "55P03") throw error;
    throw new Refusal([
      problem("locked", `another run on this database does not end: ${holder}`, {
        help: "Wait for it, or end its session: application_name is dwh-definitions in pg_stat_activity.",
      }),
    ]);
  }
}
