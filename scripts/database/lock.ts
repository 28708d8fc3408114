import { createHash } from "node:crypto";
import { problem, Refusal } from "../model/diagnostic.ts";
import type { Sql } from "./connect.ts";
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

/**
 * Does something while holding the one advisory lock of a history, which the session keeps until it is done.
 *
 * @param options.onWait told when another run holds the lock
 * @param options.timeout how long to wait for it, as PostgreSQL understands it; ten minutes unless said
 * @throws {Refusal} when the other run does not end in time
 */
export async function withLock<Result>(
  sql: Sql,
  place: HistoryPlace,
  options: { readonly onWait?: () => void; readonly timeout?: string },
  run: () => Promise<Result>,
): Promise<Result> {
  const key = lockKey(place);
  const [row] = await sql`SELECT pg_try_advisory_lock(${CLASS}::int, ${key}::int) AS free`;
  if (!row?.free) {
    options.onWait?.();
    await sql`SELECT set_config('lock_timeout', ${options.timeout ?? "10min"}, false)`;
    try {
      await sql`SELECT pg_advisory_lock(${CLASS}::int, ${key}::int)`;
    } catch (error) {
      if ((error as { code?: string }).code !== "55P03") throw error;
      throw new Refusal([
        problem("locked", "another run on this database does not end", {
          help: "Wait for it, or look for its session: application_name is dwh-definitions in pg_stat_activity.",
        }),
      ]);
    } finally {
      await sql`SELECT set_config('lock_timeout', '0', false)`;
    }
  }
  try {
    return await run();
  } finally {
    // A lost connection has given the lock back already.
    await sql`SELECT pg_advisory_unlock(${CLASS}::int, ${key}::int)`.catch(() => {});
  }
}
