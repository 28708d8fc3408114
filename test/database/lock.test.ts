import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { withLock } from "../../scripts/database/apply/lock.ts";
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
  expect(events).toEqual([`${row?.name} (process ${row?.pid}, dwh-definitions)`, "one", "two"]);
});

test("another history does not wait", async () => {
  await withLock(first, place, {}, async () => {
    const result = withLock(second, { ...place, table: "other" }, { timeout: "1ms" }, async () => "free");
    expect(await result).toBe("free");
  });
});

test("waiting ends", async () => {
  await withLock(first, place, {}, async () => {
    const error = await withLock(second, place, { timeout: "1ms" }, async () => {}).catch((error) => error);
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
  expect(await withLock(second, place, { timeout: "1ms" }, async () => "free")).toBe("free");
});

test("the lock goes with a connection that is lost", async () => {
  const third = await connect(database.url);
  const [row] = await third.unsafe("SELECT pg_backend_pid() AS pid");
  const run = withLock(third, place, {}, async () => {
    await first.unsafe(`SELECT pg_terminate_backend(${row?.pid})`);
    await third.unsafe("SELECT 1");
  });
  await expect(run).rejects.toThrow();
  expect(await withLock(second, place, { timeout: "10s" }, async () => "free")).toBe("free");
});
