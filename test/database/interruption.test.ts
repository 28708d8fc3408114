// What a signal does to work on a connection.
import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { connect, disconnect, type Sql } from "../../scripts/database/connect/connect.ts";
import { Interrupted, interruptible } from "../../scripts/database/connect/interruption.ts";
import { transaction } from "../../scripts/database/connect/transaction.ts";
import { freshDatabase } from "../support/cluster.ts";
import { until } from "../support/until.ts";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
let other: Sql;

beforeEach(async () => {
  database = await freshDatabase(inject("adminUrl"));
  [sql, other] = await Promise.all([connect(database.url), connect(database.url)]);
});
afterEach(async () => {
  await Promise.all([disconnect(sql), disconnect(other)]);
  await database.drop();
});

const sleeping = () =>
  until("a statement that sleeps", async () => {
    const rows = await other.unsafe(
      "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'",
    );
    return rows.length > 0;
  });

/** What comes of work on the connection when the signal comes while it sleeps. */
async function interrupted(work: () => Promise<unknown>): Promise<unknown> {
  const done = interruptible([sql], () => {}, work).catch((error: unknown) => error);
  await sleeping();
  process.emit("SIGTERM", "SIGTERM");
  return done;
}

test("what was sent behind the cancelled statement may be heard first", async () => {
  const error = await interrupted(() =>
    transaction(sql, (tx) =>
      Promise.all([
        // Its answer is worked on, so that its error takes longer.
        tx
          .unsafe("SELECT pg_sleep(600)")
          .then((rows) => rows)
          .then((rows) => rows),
        tx.unsafe("SELECT 1"),
      ]),
    ),
  );
  expect(error).toBeInstanceOf(Interrupted);
});

test("nothing is committed afterwards", async () => {
  const error = await interrupted(() =>
    transaction(sql, async (tx) => {
      await tx.unsafe("CREATE TABLE public.t ()");
      await tx.unsafe("SAVEPOINT before");
      await tx.unsafe("SELECT pg_sleep(600)").catch(() => {});
      await tx.unsafe("ROLLBACK TO before");
    }),
  );
  expect(error).toBeInstanceOf(Interrupted);
  expect(await other.unsafe("SELECT to_regclass('public.t') AS found")).toEqual([{ found: null }]);
});
