import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { dropHistory } from "../../scripts/database/apply/drop-history.ts";
import { readHistory } from "../../scripts/database/apply/history-table.ts";
import { readLog } from "../../scripts/database/apply/log-table.ts";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { catalogShape } from "../../scripts/database/inspect/shape.ts";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import { problem, Refusal } from "../../scripts/model/diagnostic.ts";
import { logWork } from "../../scripts/move/log-run.ts";
import { type Move, migrate } from "../../scripts/move/migrate.ts";
import { whoRuns } from "../../scripts/move/who-runs.ts";
import { historyTable } from "../../scripts/sources/history-place.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeHistory } from "../support/history.ts";
import { target } from "../support/project.ts";

const suffix = randomBytes(4).toString("hex");
const deployer = `deployer_${suffix}`;
const LOG = "drizzle.__drizzle_migrations_log";

let project: Project;
let names: string[];
let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
let url: string;

beforeAll(async () => {
  // The third fails where a table `trap` stands in its way.
  project = await makeHistory(3, (number) =>
    number === 3 ? "CREATE TABLE public.trap (id int);\nDROP TABLE public.trap;\n" : "",
  );
  names = (await loadRevisions(project.config.out)).map(({ name }) => name);
});
beforeEach(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  await sql.unsafe(`CREATE ROLE ${deployer} LOGIN PASSWORD 'p'`);
  const name = new URL(database.url).pathname.slice(1);
  await sql.unsafe(
    `GRANT CREATE ON DATABASE "${name}" TO ${deployer}; GRANT CREATE ON SCHEMA public TO ${deployer}`,
  );
  const address = new URL(database.url);
  address.username = deployer;
  address.password = "p";
  url = address.href;
});
afterEach(async () => {
  await sql.unsafe(`DROP OWNED BY ${deployer}; DROP ROLE ${deployer}`);
  await sql.end();
  await database.drop();
});
afterAll(() => removeProject(project.root));

const move = (to: Pick<Move, "direction" | "to">, as = url) =>
  migrate(project, target(as, { env: "test" }), to);
const up = (to = "head") => move({ direction: "up", to });
const down = (to: string) => move({ direction: "down", to });
const log = async () => (await readLog(sql, historyTable(project, { variables: {} }))) ?? [];
const told = async () =>
  (await log()).map(({ revision, action, outcome }) => `${action} ${names.indexOf(revision) + 1} ${outcome}`);

describe("the log, kept by a plain deployer", () => {
  test("tells what ran, which way, when, by whom, how long; downgrade base keeps it", async () => {
    const began = Date.now();
    await up();
    await down("-1");
    await down("base");
    expect(await told()).toEqual([
      "upgrade 1 done",
      "upgrade 2 done",
      "upgrade 3 done",
      "downgrade 3 done",
      "downgrade 2 done",
      "downgrade 1 done",
    ]);
    for (const entry of await log()) {
      expect(entry).toMatchObject({ role: deployer, login: deployer, person: whoRuns(), problem: null });
      expect(entry.tool).toMatch(/^\d+\.\d+\.\d+/);
      expect(entry.milliseconds).toBeGreaterThanOrEqual(0);
      // The clock of the server and ours are one.
      expect(entry.beganAt.getTime()).toBeGreaterThan(began - 1_000);
      expect(entry.beganAt.getTime()).toBeLessThan(Date.now() + 1_000);
    }
    expect(await readHistory(sql, historyTable(project, { variables: {} }))).toEqual([]);
    await up();
    expect(await told()).toHaveLength(9);
  });

  test("a failure is in it, behind its rollback, with why and no value", async () => {
    await up("#2");
    await sql.unsafe("CREATE TABLE public.trap (id int)");
    await expect(up()).rejects.toThrow(Refusal);
    expect(await told()).toEqual(["upgrade 1 done", "upgrade 2 done", "upgrade 3 failed"]);
    expect((await log()).at(-1)?.problem).toBe(
      'statement-failed: PostgreSQL says ERROR 42P07: relation "trap" already exists',
    );
    await sql.unsafe("DROP TABLE public.trap");
    await up();
    expect((await told()).at(-1)).toBe("upgrade 3 done");
  });

  test("a first upgrade that fails leaves a database as it was", async () => {
    await sql.unsafe(`CREATE SCHEMA "SHOP"`);
    const before = await catalogShape(sql, { roles: () => false });
    await expect(up()).rejects.toThrow(Refusal);
    expect(await catalogShape(sql, { roles: () => false })).toEqual(before);
  });

  test("rows are only added: its owner may not change them", async () => {
    await up("#1");
    const own = await connect(url);
    for (const statement of [`UPDATE ${LOG} SET person = 'x'`, `DELETE FROM ${LOG}`, `TRUNCATE ${LOG}`])
      await expect(own.unsafe(statement)).rejects.toMatchObject({ code: "42501" });
    await own.end();
  });

  test("a database of an earlier version gets it at its next upgrade; its way back makes none", async () => {
    await up("#2");
    await sql.unsafe(`DROP TABLE ${LOG}`);
    await down("-1");
    expect(await told()).toEqual([]);
    await up("+1");
    expect(await told()).toEqual(["upgrade 2 done"]);
    await sql.unsafe(`DROP TABLE ${LOG}`);
    await down("base");
    const left = await sql.unsafe("SELECT 1 FROM pg_namespace WHERE nspname = 'drizzle'");
    expect([...left]).toEqual([]);
  });

  test("where it cannot be made or written, the upgrade goes on and says so", async () => {
    await up("#1");
    await sql.unsafe(`DROP TABLE ${LOG}; ALTER SCHEMA drizzle OWNER TO CURRENT_USER;
      GRANT USAGE ON SCHEMA drizzle TO ${deployer}`);
    const [second] = (await up("#2")).moved;
    expect(second?.notLogged).toContain('GRANT CREATE ON SCHEMA "drizzle"');
    await sql.unsafe(`CREATE TABLE ${LOG} (id int)`);
    const [third] = (await up("#3")).moved;
    expect(third?.notLogged).toContain("may not INSERT");
  });

  test("behind base the schema still goes with all of it", async () => {
    await up();
    await down("base");
    await dropHistory(sql, historyTable(project, { variables: {} }));
    const left = await sql.unsafe("SELECT 1 FROM pg_namespace WHERE nspname = 'drizzle'");
    expect([...left]).toEqual([]);
  });
});

test("who runs it: CI says it, else the system", () => {
  expect(whoRuns({ GITHUB_ACTOR: "alice" })).toBe("alice (GitHub Actions)");
  expect(whoRuns({ GITLAB_USER_LOGIN: "bob" })).toBe("bob (GitLab CI)");
  expect(whoRuns({})).toMatch(/^\S.*@\S+$/);
});

test("what is done beside the history leaves a row a run, and none where there is no history", async () => {
  const history = historyTable(project, { variables: {} });
  const work = (worked: readonly string[], problems: Refusal["diagnostics"] = []) =>
    logWork({ url }, history, { action: "refresh", names: worked, began: performance.now(), problems });
  expect(await work(["DM.a"])).toBeUndefined();
  expect(await log()).toEqual([]);
  await up("#1");
  await work(["DM.a"]);
  const many = Array.from({ length: 12 }, (_, index) => `DM.v${index}`);
  await work(many, [problem("refresh-failed", "DM.v0: PostgreSQL says ERROR\nKey (a)=(secret)")]);
  await work(
    ["DM.a"],
    [problem("statement-failed", 'PostgreSQL says ERROR 22P02: malformed array literal: "geheim"')],
  );
  const [last, ...others] = (await log()).slice(1).reverse();
  expect(last?.problem).toBe("statement-failed: PostgreSQL says ERROR 22P02: malformed array literal: …");
  const rows = others.reverse();
  expect(rows.map((row) => [row.revision, row.action, row.outcome, row.problem, row.role])).toEqual([
    ["DM.a", "refresh", "done", null, deployer],
    [
      expect.stringMatching(/^DM\.v0, .*, DM\.v9 and 2 more$/),
      "refresh",
      "failed",
      "refresh-failed: DM.v0: PostgreSQL says ERROR",
      deployer,
    ],
  ]);
});
