import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { readHistory } from "../../scripts/database/apply/history-table.ts";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { type Diagnostic, Refusal } from "../../scripts/model/diagnostic.ts";
import { type Move, migrate } from "../../scripts/move/migrate.ts";
import { historyTable } from "../../scripts/sources/history-place.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeHistory } from "../support/history.ts";
import { type Cut, type Network, openNetwork } from "../support/network.ts";
import { target } from "../support/project.ts";

let project: Project;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
let network: Network | undefined;

beforeAll(async () => {
  project = await makeHistory(2);
});
beforeEach(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
});
afterEach(async () => {
  await network?.stop();
  await sql.end();
  await database.drop();
});
afterAll(() => removeProject(project.root));

const up: Move = { direction: "up", to: "head" };
const move = (url: string, to: Move) => migrate(project, target(url, { env: "test" }), to);

/** The numbers of the tables that are there, and of the revisions that the history has. */
async function state(): Promise<{ tables: string; applied: string }> {
  const tables = await sql.unsafe("SELECT tablename FROM pg_tables WHERE schemaname = 'SHOP' ORDER BY 1");
  const rows = await readHistory(sql, historyTable(project, { variables: {} }));
  return {
    tables: tables.map(({ tablename }) => String(Number(String(tablename).slice(1)) + 1)).join(" "),
    applied: rows.map(({ name }) => name.slice(-1)).join(" "),
  };
}

/** What is said of a run over a network that is cut. */
async function saidOf(cut: Cut, to: Move = up): Promise<Diagnostic> {
  network = await openNetwork(database.url, cut);
  const error = await move(network.url, to).catch((error: unknown) => error);
  expect(network.cuts()).toBe(1);
  expect(error).toBeInstanceOf(Refusal);
  const [first, ...others] = (error as Refusal).diagnostics;
  expect(others).toEqual([]);
  if (!first) throw new Error("nothing was said");
  return first;
}

const LOCK = /pg_try_advisory_xact_lock\(6584168/;
const HISTORY = /SELECT name, hash, /;
const STATEMENT = /CREATE TABLE "SHOP"."t1"/;
const COMMIT = /COMMIT/;

describe("a connection that is lost", () => {
  test.each([
    ["at the lock", LOCK],
    ["at the end of what is read before", COMMIT],
  ])("%s: nothing was done", async (_, at) => {
    for (const when of ["before", "after"] as const) {
      const said = await saidOf({ at, when });
      expect(said.code).toBe("connection-lost");
      expect(said.help).toContain("Nothing was done.");
      expect(await state()).toEqual({ tables: "", applied: "" });
    }
  });

  test.each([
    ["at the history", HISTORY, 2],
    ["in a statement", STATEMENT, 1],
  ])("%s of the second revision: that is rolled back, the first stays", async (_, at, nth) => {
    await move(database.url, { direction: "up", to: "+1" });
    for (const when of ["before", "after"] as const) {
      const said = await saidOf({ at, nth, when });
      expect(said.code).toBe("connection-lost");
      expect(said.help).toMatch(/^\d+_table_2 was rolled back as a whole. The database is at \d+_table_1\. /);
      expect(await state()).toEqual({ tables: "1", applied: "1" });
    }
  });

  // The first COMMIT ends what is read before.
  test.each([
    ["before", "not applied", "base", { tables: "", applied: "" }],
    ["after", "applied", "\\d+_table_1", { tables: "1", applied: "1" }],
  ] as const)("%s COMMIT reaches the server: it is looked up", async (when, found, head, there) => {
    const said = await saidOf({ at: COMMIT, nth: 3, when });
    expect(said.code).toBe("connection-lost");
    expect(said.message).toMatch(new RegExp(`_table_1 was being committed: it is ${found}$`));
    expect(said.help).toMatch(new RegExp(`^The database is at ${head}\\.`));
    expect(await state()).toEqual(there);
  });

  test.each(["before", "after"] as const)("%s COMMIT of a way back, likewise", async (when) => {
    await move(database.url, up);
    const said = await saidOf({ at: COMMIT, nth: 3, when }, { direction: "down", to: "-1" });
    expect(said.message).toMatch(when === "after" ? /it is taken back$/ : /it is not taken back$/);
    expect(await state()).toEqual(
      when === "after" ? { tables: "1", applied: "1" } : { tables: "1 2", applied: "1 2" },
    );
  });

  test("at COMMIT, and the server cannot be reached again: how to see it is told", async () => {
    const said = await saidOf({ at: COMMIT, nth: 3, when: "after", forEver: true });
    expect(said.code).toBe("outcome-unknown");
    expect(said.message).toContain("whether it is applied is not known");
    expect(said.help).toMatch(
      /`dwh info` \(make: `make info`\) says where it stands: at \d+_table_1 if it is applied, else at base\./,
    );
    expect(await state()).toEqual({ tables: "1", applied: "1" });
    expect((await move(database.url, up)).moved).toHaveLength(1);
  });

  test("behind the last COMMIT: the run has succeeded", async () => {
    network = await openNetwork(database.url, { at: /ROLLBACK/, when: "before" });
    expect((await move(network.url, up)).moved).toHaveLength(2);
    expect(network.cuts()).toBe(1);
  });
});

test("a run whose lock is lost goes on only as long as no other run comes between", async () => {
  const terminate = `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE classid = 6584168 AND granted
    AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
  let other: Promise<unknown> | undefined;
  const onStep = (text: string) => {
    if (!text.includes("(2 of 2)")) return;
    other ??= sql.unsafe(terminate).then(() => move(database.url, up));
  };
  // The second revision of the one run waits for the other run's to end, or the other way round.
  const [first, second] = await Promise.allSettled([
    migrate(project, target(database.url, { env: "test" }), { ...up, onStep }),
    new Promise((resolve) => setImmediate(resolve)).then(() => other),
  ]);
  await other;
  expect([first.status, second.status]).toContain("fulfilled");
  if (first.status === "rejected")
    expect((first.reason as Refusal).diagnostics[0]?.code).toBe("history-changed");
  expect(await state()).toEqual({ tables: "1 2", applied: "1 2" });
});
