import { randomBytes } from "node:crypto";
import { createServer } from "node:net";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { DryRun } from "../../scripts/database/apply/dry-run.ts";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { waitForServer } from "../../scripts/database/connect/wait-for-server.ts";
import { catalogShape } from "../../scripts/database/inspect/shape.ts";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { type Move, migrate } from "../../scripts/move/migrate.ts";
import { printedMove, printedRange } from "../../scripts/move/printed-move.ts";
import { parseParallel, parseWait, targetToMove } from "../../scripts/move/target-to-move.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { type OwnedDatabase, ownedDatabase } from "../support/owned-database.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";

const suffix = randomBytes(4).toString("hex");
const deployer = `dry_${suffix}`;
const reader = `dry_reader_${suffix}`;

const definitions = (columns: string, more = "") => `
import { integer, pgSchema, serial, text } from "drizzle-orm/pg-core";
export const shop = pgSchema("SHOP");
export const t = shop.table("t", { id: serial().primaryKey()${columns} });
${more}`;

let project: Project;
let names: string[];
let database: OwnedDatabase;
let sql: Sql;
let url: string;

beforeAll(async () => {
  project = await makeProject({
    "definitions/shop.ts": definitions(""),
    "roles/all.yaml": `roles:\n  ${reader}: {shared: true}\ngrants:\n  - {to: ${reader}, privileges: SELECT, tables: SHOP.t}\n  - {to: ${reader}, privileges: CONNECT, database: current}\n`,
  });
  await revise(project, "one", { proof: false });
  await writeFiles(project.root, { "definitions/shop.ts": definitions(", n: integer()") });
  await revise(project, "two", { proof: false });
  await writeFiles(project.root, {
    "definitions/shop.ts": definitions(
      ", n: integer().notNull()",
      'export const u = shop.table("u", { a: text() });',
    ),
  });
  await revise(project, "three", { proof: false });
  names = (await loadRevisions(project.config.out)).map(({ name }) => name);
});
beforeEach(async () => {
  database = await ownedDatabase(deployer);
  sql = await connect(database.url);
  url = database.asDeployer;
});
afterEach(async () => {
  await sql.unsafe(`DROP OWNED BY ${reader}`).catch(() => {});
  await sql.end();
  await database.drop();
  const admin = await connect(inject("adminUrl"));
  await admin.unsafe(`DROP ROLE IF EXISTS ${reader}`);
  await admin.end();
});
afterAll(() => removeProject(project.root));

const here = () => ({ ...target(url, { env: "test" }), lockTimeout: "5s" });
const move = (to: Move) => migrate(project, here(), to);
const shape = () => catalogShape(sql, { roles: (role) => role.includes(suffix) });

describe("--dry-run, by a plain deployer", () => {
  test("runs all revisions on an empty database and leaves it as it was", async () => {
    const before = await shape();
    const { moved, head, tried } = await move({ direction: "up", to: "head", dryRun: true });
    expect(moved.map(({ name }) => name)).toEqual(names);
    expect(head).toBeUndefined();
    expect(tried?.statements.length).toBeGreaterThan(5);
    expect(tried?.statements.every(({ milliseconds }) => milliseconds > 0)).toBe(true);
    // What the run itself makes nobody waits for.
    expect(tried?.locks).toEqual([]);
    expect(await shape()).toEqual(before);
  });

  test("tells the locks on what was there, by the statement that took them", async () => {
    await move({ direction: "up", to: "1" });
    const before = await shape();
    const { tried } = await move({ direction: "up", to: "head", dryRun: true });
    expect(
      tried?.locks.map(
        ({ relation, mode, revision }) => `${relation} ${mode} ${names.indexOf(revision) + 1}`,
      ),
    ).toEqual(['"SHOP"."t" ACCESS EXCLUSIVE 2']);
    const taken = tried?.statements.find(({ line, revision }) => {
      const [lock] = tried.locks;
      return line === lock?.line && revision === lock.revision;
    });
    expect(taken?.sql).toBe('ALTER TABLE "SHOP"."t" ADD COLUMN "n" integer');
    expect(await shape()).toEqual(before);
    // The real run then goes as the dry one did, and so does the way back.
    expect((await move({ direction: "up", to: "head" })).head).toBe(names[2]);
    const after = await shape();
    const back = await move({ direction: "down", to: "base", dryRun: true, destructive: "everything" });
    expect(back).toMatchObject({ head: names[2] });
    expect(back.moved).toHaveLength(3);
    expect(await shape()).toEqual(after);
  });

  test("a revision that fails on rows fails as it would, and nothing stays, not in the log either", async () => {
    await move({ direction: "up", to: "2" });
    await sql.unsafe('INSERT INTO "SHOP".t (n) VALUES (NULL)');
    const before = await shape();
    const error = await move({ direction: "up", to: "head", dryRun: true }).catch(
      (thrown: unknown) => thrown,
    );
    expect((error as Refusal).diagnostics[0]?.code).toBe("rows-in-the-way");
    expect(await shape()).toEqual(before);
    const [row] = await sql.unsafe("SELECT count(*)::int AS count FROM drizzle.__drizzle_migrations_log");
    expect(row?.count).toBe(2);
  });

  test("sequences that moved are named", async () => {
    await sql.unsafe("CREATE SEQUENCE public.counter; GRANT ALL ON SEQUENCE public.counter TO PUBLIC");
    const own = await connect(url);
    const watch = new DryRun({ schema: "drizzle", table: "__drizzle_migrations" });
    await watch.begin(own);
    await own.unsafe("BEGIN; SELECT nextval('public.counter'); ROLLBACK");
    expect((await watch.report(own)).sequences).toEqual(['"public"."counter"']);
    await own.end();
  });

  test("waits for a lock no longer than it may", async () => {
    await move({ direction: "up", to: "1" });
    const other = await connect(database.url);
    await other.unsafe('BEGIN; LOCK TABLE "SHOP".t IN ACCESS SHARE MODE');
    const impatient = { ...here(), lockTimeout: "50ms" };
    const error = await migrate(project, impatient, { direction: "up", to: "2", dryRun: true }).catch(
      (thrown: unknown) => thrown,
    );
    expect((error as Refusal).diagnostics[0]?.code).toBe("lock-timeout");
    await other.unsafe("ROLLBACK");
    await other.end();
  });
});

describe("--sql", () => {
  const variables = { env: "test" };
  const withName = (script: string) => script.replaceAll(':"DBNAME"', `"${database.name}"`);

  test("from a target's state: what is sent, and the history with it; then upgrade goes on", async () => {
    await move({ direction: "up", to: "1" });
    const before = await shape();
    const script = await printedMove(project, here(), { direction: "up", to: "head" });
    expect(await shape()).toEqual(before);
    expect(script).toContain(`-- ${names[1]}\nBEGIN;`);
    expect(script).toContain("SET LOCAL lock_timeout = '5s';");
    expect(script).not.toContain(`-- ${names[0]}\n`);
    const own = await connect(url);
    await own.unsafe(script);
    await own.end();
    expect(await move({ direction: "up", to: "head" })).toMatchObject({ moved: [], head: names[2] });
    const back = await printedMove(project, here(), { direction: "down", to: "-2" });
    await sql.unsafe(`SET ROLE ${deployer}; ${back}`);
    await sql.unsafe("RESET ROLE");
    expect(await move({ direction: "up", to: "head", dryRun: true })).toMatchObject({ head: names[0] });
  });

  test("between two revisions, without a database: the whole of it makes what upgrade makes", async () => {
    const offline = {
      variables,
      major: Number.parseInt(String(sql.parameters.server_version), 10),
      shown: "nobody",
    };
    const script = await printedRange(project, { direction: "up", to: "base:head" }, offline);
    expect(script).toContain(':"DBNAME"');
    const own = await connect(url);
    await own.unsafe(withName(script));
    await own.end();
    const printed = await catalogShape(sql, { leaveOut: ["drizzle"], roles: (role) => role === reader });
    const down = await printedRange(project, { direction: "down", to: "head:1" }, offline);
    const other = await freshDatabase(inject("adminUrl"));
    try {
      const theirs = await connect(other.url);
      await migrate(project, target(other.url, variables), { direction: "up", to: "head" });
      const marksAndOwners = (lines: readonly string[]) =>
        lines
          .filter((line) => !/^(comment on large object|large object|database)/.test(line))
          .map((line) => line.replaceAll(deployer, "postgres").split(" ").sort().join(" "));
      const migrated = await catalogShape(theirs, {
        leaveOut: ["drizzle"],
        roles: (role) => role === reader,
      });
      expect(marksAndOwners(printed)).toEqual(marksAndOwners(migrated));
      await theirs.end();
    } finally {
      await migrate(project, target(other.url, variables), { direction: "down", to: "base" });
      await other.drop();
    }
    const back = await connect(url);
    await back.unsafe(withName(down));
    await back.end();
    expect(await move({ direction: "up", to: "head", dryRun: true })).toMatchObject({ head: names[0] });
    await expect(printedRange(project, { direction: "up", to: "3:1" }, offline)).rejects.toThrow(Refusal);
    expect(await printedRange(project, { direction: "up", to: "3:3" }, offline)).toContain("nothing to do");
  });
});

describe("options of a move", () => {
  test("times and numbers", () => {
    expect([parseWait("60s"), parseWait("2min"), parseWait("500ms"), parseWait("3")]).toEqual([
      60_000, 120_000, 500, 3_000,
    ]);
    expect(parseParallel("12")).toBe(12);
    for (const wrong of ["", "soon", "-1s", "1d"]) expect(() => parseWait(wrong)).toThrow(Refusal);
    for (const wrong of ["0", "-1", "many"]) expect(() => parseParallel(wrong)).toThrow(Refusal);
  });

  test("a dry run without a lock_timeout is refused", async () => {
    const configured = {
      ...project,
      config: { ...project.config, targets: { here: { urlFrom: "DRY_URL", variables: { env: "test" } } } },
    };
    process.env.DRY_URL = url;
    try {
      const error = await targetToMove(configured, "here", { dryRun: true }).catch(
        (thrown: unknown) => thrown,
      );
      expect((error as Refusal).diagnostics[0]?.code).toBe("dry-run-without-lock-timeout");
      const given = await targetToMove(configured, "here", { dryRun: true, lockTimeout: "2s" });
      expect(given.lockTimeout).toBe("2s");
    } finally {
      delete process.env.DRY_URL;
    }
  });

  test("--wait waits for a server that comes, and says what it said last where it does not", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await new Promise((ready) => taken.once("listening", ready));
    const { port } = taken.address() as { port: number };
    await new Promise((closed) => taken.close(closed));
    const late = new URL(url);
    late.port = String(port);
    const told: string[] = [];
    const error = await waitForServer(late.href, 300, (text) => told.push(text)).catch(
      (thrown: unknown) => thrown,
    );
    expect((error as Refusal).diagnostics[0]?.code).toBe("server-down");
    expect(told).toHaveLength(1);
    await waitForServer(url, 0);
    late.port = new URL(url).port;
    late.password = "wrong";
    const refused = await waitForServer(late.href, 60_000).catch((thrown: unknown) => thrown);
    expect((refused as Refusal).diagnostics[0]?.code).toBe("wrong-password");
  });
});
