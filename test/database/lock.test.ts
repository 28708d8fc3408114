import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { beat, withLock } from "../../scripts/database/apply/lock.ts";
import { blockersOf, LockWait } from "../../scripts/database/apply/lock-wait.ts";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { freshDatabase } from "../support/cluster.ts";

const place = { schema: "drizzle", table: "history" };

let database: Awaited<ReturnType<typeof freshDatabase>>;
let first: Sql;
let second: Sql;
beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  [first, second] = await Promise.all([connect(database.url), connect(database.url)]);
});
afterAll(async () => {
  await Promise.all([first.end(), second.end()]);
  await database.drop();
});

/** A promise and what fulfils it. */
function signal() {
  let fulfil = () => {};
  const promise = new Promise<void>((resolve) => {
    fulfil = resolve;
  });
  return { promise, fulfil };
}

test("one run at a time: the second waits, and is told for whom", async () => {
  const events: string[] = [];
  const [started, waiting] = [signal(), signal()];
  const one = withLock(first, place, {}, async () => {
    started.fulfil();
    await waiting.promise;
    events.push("one");
  });
  await started.promise;
  const two = withLock(
    second,
    place,
    {
      onWait: (holder) => {
        events.push(holder);
        waiting.fulfil();
      },
    },
    async () => {
      events.push("two");
      return "done";
    },
  );
  expect(await two).toBe("done");
  await one;
  const [row] = await first.unsafe("SELECT pg_backend_pid() AS pid, current_user AS name");
  expect(events).toEqual([
    expect.stringMatching(`^${row?.name} \\(process ${row?.pid}, dwh-definitions, since 2\\S+ \\S+ \\w+\\)$`),
    "one",
    "two",
  ]);
});

test("another history does not wait", async () => {
  await withLock(first, place, {}, async () => {
    const result = withLock(second, { ...place, table: "other" }, { timeout: 1 }, async () => "free");
    expect(await result).toBe("free");
  });
});

test("waiting ends", async () => {
  await withLock(first, place, {}, async () => {
    const error = await withLock(second, place, { timeout: 1 }, async () => {}).catch((error) => error);
    expect(error).toBeInstanceOf(Refusal);
    expect((error as Refusal).diagnostics[0]).toMatchObject({ code: "locked" });
  });
  const [row] = await second.unsafe("SELECT current_setting('lock_timeout') AS timeout");
  expect(row?.timeout).toBe("0");
});

test("the lock is given back where the work fails", async () => {
  const failing = withLock(first, place, {}, async () => {
    throw new Error("no");
  });
  await expect(failing).rejects.toThrow("no");
  expect(await withLock(second, place, { timeout: 1 }, async () => "free")).toBe("free");
});

test("the lock goes with a connection that is lost", async () => {
  const third = await connect(database.url);
  const [row] = await third.unsafe("SELECT pg_backend_pid() AS pid");
  const run = withLock(third, place, {}, async () => {
    await first.unsafe(`SELECT pg_terminate_backend(${row?.pid})`);
    await third.unsafe("SELECT 1");
  });
  await expect(run).rejects.toThrow();
  expect(await withLock(second, place, { timeout: 10_000 }, async () => "free")).toBe("free");
});

test("what is built concurrently waits for no keeper of a run, whatever the database says of isolation", async () => {
  await second.unsafe(
    `ALTER DATABASE ${new URL(database.url).pathname.slice(1)} SET default_transaction_isolation = 'serializable'`,
  );
  const keeper = await connect(database.url);
  const builder = await connect(database.url);
  await builder.unsafe("CREATE TABLE built (id int); SET statement_timeout = '10s'");
  await withLock(keeper, place, {}, async () => {
    // As it is while a transaction waits for a lock, the last look still under way when that ends.
    const wait = new LockWait({ retries: 0, blockersOf: (pid) => blockersOf(keeper, pid) }, "20ms");
    await wait.watch(async () => {
      wait.begin(1);
      await builder.unsafe("SELECT pg_sleep(0.05)");
    });
    const [row] = await builder.unsafe(`SELECT count(*)::int AS open, count(backend_xmin)::int AS seen
      FROM pg_stat_activity WHERE datname = current_database() AND state = 'idle in transaction'`);
    expect(row).toEqual({ open: 1, seen: 0 });
    let isBuilt = false;
    const beats = (async () => {
      while (!isBuilt) await Promise.all(Array.from({ length: 50 }, () => beat(keeper)));
    })();
    for (let n = 0; n < 30; n++) await builder.unsafe(`CREATE INDEX CONCURRENTLY built_${n} ON built (id)`);
    isBuilt = true;
    await beats;
  });
  await Promise.all([keeper.end(), builder.end()]);
});
