import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { readLog } from "../../scripts/database/apply/log-table.ts";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { type Move, migrate } from "../../scripts/move/migrate.ts";
import { type StampRequest, stamp } from "../../scripts/move/stamp-history.ts";
import { readTargetState } from "../../scripts/move/target-state.ts";
import { historyTable } from "../../scripts/sources/history-place.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeHistory } from "../support/history.ts";
import { revise, target, writeFiles } from "../support/project.ts";

const suffix = randomBytes(4).toString("hex");
const deployer = `stamper_${suffix}`;
const reader = `reader_${suffix}`;

let project: Project;
let names: string[];
let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
let url: string;

beforeAll(async () => {
  project = await makeHistory(3);
  await writeFiles(project.root, {
    "roles/all.yaml": `roles:\n  ${reader}: {shared: true}\ngrants:\n  - {to: ${reader}, privileges: SELECT, tables: SHOP.t0}\n`,
  });
  await revise(project, "reader", { proof: false });
  names = (await loadRevisions(project.config.out)).map(({ name }) => name);
});
beforeEach(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  await sql.unsafe(`CREATE ROLE ${deployer} LOGIN CREATEROLE PASSWORD 'p'`);
  await sql.unsafe(`GRANT CREATE ON DATABASE "${new URL(database.url).pathname.slice(1)}" TO ${deployer}`);
  const address = new URL(database.url);
  address.username = deployer;
  address.password = "p";
  url = address.href;
});
afterEach(async () => {
  await sql.unsafe(`DROP OWNED BY ${deployer}; DROP ROLE IF EXISTS ${reader}; DROP ROLE ${deployer}`);
  await sql.end();
  await database.drop();
});
afterAll(() => removeProject(project.root));

const here = () => target(url, { env: "test" });
const say = (to: string, more: Partial<StampRequest> = {}) => stamp(project, here(), { to, ...more });
const move = (to: Pick<Move, "direction" | "to">) => migrate(project, here(), to);
const state = async () => {
  const { applied, how, head } = await readTargetState(project, here());
  return {
    head,
    applied: applied.map(({ number, name }) => `${number}${how.get(name)?.stamped ? " stamped" : ""}`),
  };
};
const codes = async (work: Promise<unknown>) => {
  const error = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof Refusal)) throw error ?? new Error("it was not refused");
  return error.diagnostics.map(({ code }) => code);
};
const tables = async () => {
  const rows = await sql.unsafe("SELECT tablename FROM pg_tables WHERE schemaname = 'SHOP' ORDER BY 1");
  return rows.map(({ tablename }) => tablename);
};

describe("stamp, by a plain deployer", () => {
  test("says that a database is at a revision and runs nothing; the next ones are applied behind it", async () => {
    // As somebody made it who knew no revisions.
    const [first, second] = await loadRevisions(project.config.out);
    const own = await connect(url);
    for (const revision of [first, second]) await own.unsafe(revision?.migration ?? "");
    await own.end();
    const report = await say("2");
    expect(report).toMatchObject({ added: names.slice(0, 2), removed: [], head: names[1] });
    expect(await tables()).toEqual(["t0", "t1"]);
    expect(await state()).toEqual({ head: names[1], applied: ["1 stamped", "2 stamped"] });
    expect((await move({ direction: "up", to: "head" })).moved).toHaveLength(2);
    expect(await tables()).toEqual(["t0", "t1", "t2"]);

    const log = (await readLog(sql, historyTable(project, { variables: {} }))) ?? [];
    expect(log.map(({ action, revision }) => `${action} ${names.indexOf(revision) + 1}`)).toEqual([
      "stamp 2",
      "upgrade 3",
      "upgrade 4",
    ]);
    // The floor: down to it, and no further.
    expect(await codes(move({ direction: "down", to: "base" }))).toEqual(["stamped-floor"]);
    expect(await codes(move({ direction: "down", to: "-3" }))).toEqual(["stamped-floor"]);
    expect(await state()).toMatchObject({ head: names[3] });
    expect((await move({ direction: "down", to: "2" })).moved).toHaveLength(2);
    expect(await codes(move({ direction: "down", to: "-1" }))).toEqual(["stamped-floor"]);
    // Said to be at the first, the second is pending again.
    expect(await say("-1")).toMatchObject({ added: [], removed: [names[1]] });
    expect(await state()).toEqual({ head: names[0], applied: ["1 stamped"] });
  });

  test("a role of the cluster that a stamped history needs is kept by others", async () => {
    const other = await freshDatabase(inject("adminUrl"));
    try {
      const theirs = target(other.url, { env: "test" });
      await migrate(project, theirs, { direction: "up", to: "head" });
      await stamp(project, target(database.url, { env: "test" }), { to: "head" });
      const { moved } = await migrate(project, theirs, { direction: "down", to: "base" });
      expect(moved.flatMap(({ kept }) => kept.map(({ role }) => role))).toEqual([reader]);
      await stamp(project, target(database.url, { env: "test" }), { to: "base", purge: true });
      const objects = await sql.unsafe("SELECT 1 FROM pg_largeobject_metadata");
      expect([...objects]).toEqual([]);
    } finally {
      await other.drop();
    }
  });

  test("base --purge leaves nothing of ours, the log neither; base alone keeps it", async () => {
    await move({ direction: "up", to: "2" });
    await say("base");
    expect(await readLog(sql, historyTable(project, { variables: {} }))).toHaveLength(3);
    await say("1");
    await say("base", { purge: true });
    const left = await sql.unsafe("SELECT 1 FROM pg_namespace WHERE nspname = 'drizzle'");
    expect([...left]).toEqual([]);
    expect(await tables()).toEqual(["t0", "t1"]);
    expect((await say("base")).notLogged).toBeUndefined();
  });

  test("what the database says and the folder has not is refused, and forgotten with --purge", async () => {
    await move({ direction: "up", to: "1" });
    await sql.unsafe(
      `INSERT INTO drizzle.__drizzle_migrations (hash, name) VALUES ('x', '20250101000000_other')`,
    );
    expect(await codes(say("2"))).toEqual(["applied-missing"]);
    await say("2", { purge: true });
    expect(await state()).toEqual({ head: names[1], applied: ["1 stamped", "2 stamped"] });
  });

  test("whoever may not write the history is told before", async () => {
    await migrate(project, target(database.url, { env: "test" }), { direction: "up", to: "1" });
    await sql.unsafe(`GRANT USAGE ON SCHEMA drizzle TO ${deployer};
      GRANT SELECT ON ALL TABLES IN SCHEMA drizzle TO ${deployer}`);
    expect((await codes(say("2"))).every((code) => code === "executor-lacks-ownership")).toBe(true);
    expect(await state()).toEqual({ head: names[0], applied: ["1"] });
  });
});

test("what is applied is told with when, by whom, how long", async () => {
  await move({ direction: "up", to: "2" });
  const { how, log } = await readTargetState(project, here());
  const applied = how.get(names[1] ?? "");
  expect(applied?.at).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  expect(applied?.by).toMatch(new RegExp(`^${deployer}, `));
  expect(applied?.milliseconds).toBe(log?.at(-1)?.milliseconds);
  // Of a history that kept no log, what drizzle's table says.
  await sql.unsafe("DROP TABLE drizzle.__drizzle_migrations_log");
  const before = await readTargetState(project, here());
  expect(before.how.get(names[1] ?? "")).toEqual({ ...applied, by: undefined, milliseconds: undefined });
});
