import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { readHistory } from "../../scripts/database/apply/history-table.ts";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { historyTable } from "../../scripts/sources/history-place.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { type Running, startDwh } from "../support/cli.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeHistory } from "../support/history.ts";
import { until } from "../support/until.ts";

/** A statement that takes as long as it is let, and one that even a cancel request does not end. */
const SLOW = "SELECT pg_sleep(600);\n";
const STUBBORN = `DO $$ BEGIN
  LOOP BEGIN PERFORM pg_sleep(600); EXCEPTION WHEN query_canceled THEN NULL; END; END LOOP;
END $$;
`;

const WRONG = `SELECT 1;
SELECT nothing
  FROM pg_class;
`;

let slow: Project;
let stubborn: Project;
let wrong: Project;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
let runs: Running[];

beforeAll(async () => {
  slow = await makeHistory(3, (number) => (number === 2 ? SLOW : ""));
  stubborn = await makeHistory(1, () => STUBBORN);
  wrong = await makeHistory(3, (number) => (number === 2 ? WRONG : ""));
});
beforeEach(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  runs = [];
});
afterEach(async () => {
  for (const run of runs) run.kill("SIGKILL");
  await sql.end();
  await database.drop();
});
afterAll(async () => {
  for (const { root } of [slow, stubborn, wrong]) await removeProject(root);
});

function upgrade({ root }: Project): Running {
  const run = startDwh(root, ["upgrade"], { DATABASE_URL: database.url, DWH_ENV: "test" });
  runs.push(run);
  return run;
}

async function sleepers(): Promise<number> {
  const rows = await sql.unsafe(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`,
  );
  return rows.length;
}

const sleeps = () => until("the statement that takes its time", sleepers);
const awake = () => until("the end of its session", async () => (await sleepers()) === 0);
const applied = async () =>
  (await readHistory(sql, historyTable(slow, { variables: {} }))).map(({ name }) => name);

describe("a run that is interrupted", () => {
  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("by %s cancels its statement, rolls back and says so", async (signal, exit) => {
    const run = upgrade(slow);
    await sleeps();
    run.kill(signal);
    const { code, err, out } = await run.ended;
    expect(code).toBe(exit);
    expect(err).toContain(`interrupted by ${signal}`);
    expect(err).toMatch(/_table_2 was rolled back as a whole/);
    expect(err).toMatch(/The database is at \d+_table_1\./);
    expect(out).not.toContain("table_2");
    expect(await sleepers()).toBe(0);
    expect(await applied()).toEqual([expect.stringContaining("table_1")]);
  });

  test("while it waits for the lock, of whose holder it tells", async () => {
    const first = upgrade(slow);
    await sleeps();
    const second = upgrade(slow);
    const [, end = ""] = await until("who holds the lock", () =>
      /Waiting for another run .*process \d+ and \d+, dwh-definitions, since .*: (SELECT pg_terminate_backend.*;)/.exec(
        second.said(),
      ),
    );
    second.kill("SIGINT");
    const { code, err } = await second.ended;
    expect(code).toBe(130);
    expect(err).toContain("Nothing was done.");
    expect(await sleepers()).toBe(1);
    expect(await sql.unsafe(end)).toHaveLength(2);
    const ended = await first.ended;
    expect(ended.code).toBe(2);
    expect(ended.err).toContain("connection-lost");
    expect(ended.err).toMatch(/_table_2 was rolled back as a whole\./);
  });

  test("a second time ends at once, though the statement does not; the server notices that", async () => {
    const run = upgrade(stubborn);
    await sleeps();
    run.kill("SIGINT");
    await until("the first answer", () => run.said().includes("SIGINT"));
    expect(await sleepers()).toBe(1);
    run.kill("SIGINT");
    expect((await run.ended).code).toBe(130);
    await awake();
    expect(await applied()).toEqual([]);
  });
});

test("a run that is killed leaves the lock to the next, though its statement would take long", async () => {
  const first = upgrade(slow);
  await sleeps();
  first.kill("SIGKILL");
  await first.ended;
  const second = upgrade(slow);
  await until("the next run at the same revision", () => /Applying \d+_table_2/.test(second.said()));
  await sleeps();
  expect(await applied()).toEqual([expect.stringContaining("table_1")]);
  second.kill("SIGINT");
  expect((await second.ended).code).toBe(130);
});

test("a statement that somebody else cancels is told from one that takes too long", async () => {
  const run = upgrade(slow);
  await sleeps();
  await sql.unsafe(
    `SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`,
  );
  const { code, err } = await run.ended;
  expect(code).toBe(2);
  expect(err).toContain("error[statement-cancelled]");
  expect(err).toContain("Somebody cancelled it");
});

test("a statement that fails: shown once, with where the database stands", async () => {
  const { code, err } = await upgrade(wrong).ended;
  expect(code).toBe(2);
  expect(err).toContain(
    'error[statement-failed] PostgreSQL says ERROR 42703: column "nothing" does not exist',
  );
  expect(err.split("SELECT nothing")).toHaveLength(2);
  expect(err).toMatch(/migration\.sql:2:8/);
  expect(err).toMatch(
    /\d+_table_2 was rolled back as a whole\. \d+_table_1 was applied before, and that stays\. The database is at \d+_table_1\./,
  );
});
