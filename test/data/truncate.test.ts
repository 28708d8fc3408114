import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { truncateTables } from "../../scripts/data/truncate-tables.ts";
import { connect, disconnect, type Sql } from "../../scripts/database/connect/connect.ts";
import { type Allowance, parseAllowance } from "../../scripts/model/allowance.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject } from "../support/project.ts";
import { refusalOf } from "../support/refusal.ts";

let project: Project;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;

beforeAll(async () => {
  project = await makeProject({});
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
});
afterAll(async () => {
  await disconnect(sql);
  await database.drop();
  await removeProject(project.root);
});

const DDL = `DROP SCHEMA IF EXISTS "A b", "STG_X", drizzle CASCADE;
CREATE SCHEMA "A b"; CREATE SCHEMA "STG_X"; CREATE SCHEMA drizzle;
CREATE TABLE drizzle.__drizzle_migrations (id int); INSERT INTO drizzle.__drizzle_migrations VALUES (1);
CREATE TABLE "A b"."par""ent" (id serial PRIMARY KEY, next int);
CREATE TABLE "A b".child (id int PRIMARY KEY, parent int REFERENCES "A b"."par""ent");
ALTER TABLE "A b"."par""ent" ADD FOREIGN KEY (next) REFERENCES "A b".child;
CREATE TABLE "A b".alone (id int);
CREATE TABLE "STG_X".events (id int, at date) PARTITION BY RANGE (at);
CREATE TABLE "STG_X".events_1 PARTITION OF "STG_X".events FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE "STG_X".heir (more int) INHERITS ("A b".alone);
CREATE VIEW "STG_X".seen AS SELECT 1 AS one;
INSERT INTO "A b"."par""ent" (next) VALUES (NULL), (NULL), (NULL);
INSERT INTO "A b".child VALUES (1, 1), (2, 3);
INSERT INTO "A b".alone VALUES (1);
INSERT INTO "STG_X".heir VALUES (2, 2);
INSERT INTO "STG_X".events VALUES (1, '2026-01-05'), (2, '2026-01-06')`;

async function empty(tables: readonly string[], allowed?: Allowance) {
  await sql.unsafe(DDL);
  return truncateTables(project, sql, { tables, allowed, shown: "the database" });
}

async function refused(tables: readonly string[], allowed?: Allowance): Promise<string[]> {
  const { diagnostics } = await refusalOf(empty(tables, allowed));
  return diagnostics.map(({ code, message, help }) => `${code}: ${message}. ${help}`);
}

const rowsOf = async (table: string): Promise<number> =>
  Number((await sql.unsafe(`SELECT count(*) AS rows FROM ${table}`))[0]?.rows);

test("tables that point at one another in a circle go in one statement, and their rows are counted", async () => {
  expect(new Set(await empty(['"A b".child', '"A b"."par""ent"']))).toEqual(
    new Set([
      { table: '"A b".child', rows: 2 },
      { table: '"A b"."par""ent"', rows: 3 },
    ]),
  );
  expect(await rowsOf('"A b".child')).toBe(0);
  expect(await rowsOf('"A b".alone')).toBe(2);
  const [row] = await sql.unsafe(`INSERT INTO "A b"."par""ent" DEFAULT VALUES RETURNING id`);
  expect(row?.id).toBe(4);
});

test("a table goes before those that it points at", async () => {
  await sql.unsafe(`DROP SCHEMA IF EXISTS "O" CASCADE; CREATE SCHEMA "O"; CREATE TABLE "O".b (id int PRIMARY KEY);
    CREATE TABLE "O".c (id int PRIMARY KEY REFERENCES "O".b); CREATE TABLE "O".a (id int PRIMARY KEY REFERENCES "O".c)`);
  const gone = await truncateTables(project, sql, { tables: ["O.*"], allowed: undefined, shown: "" });
  expect(gone.map(({ table }) => table)).toEqual(["O.a", "O.c", "O.b"]);
});

test("a pattern takes tables and not views; partitions count once; the history of revisions stays", async () => {
  expect(await empty(["STG_X.*"])).toEqual([
    { table: "STG_X.events", rows: 2 },
    { table: "STG_X.heir", rows: 1 },
  ]);
  expect(await rowsOf('"A b".alone')).toBe(1);
  await empty(["*.*"]);
  expect(await rowsOf("drizzle.__drizzle_migrations")).toBe(1);
  expect(await rowsOf('"A b".alone')).toBe(0);
  expect(await refused(["drizzle.__drizzle_migrations"])).toHaveLength(1);
});

test("several in one text; what names nothing is told with what was meant", async () => {
  expect(await empty(['"A b".alone STG_X.events'])).toHaveLength(2);
  expect(await refused(["STG_X.event", "nowhere.*", "x"])).toEqual([
    "no-such-table: STG_X.event names no table of the database. Did you mean STG_X.events?",
    "no-such-table: nowhere.* names no table of the database. Write SCHEMA.table or a pattern such as 'STG_*.*', in quotes for the shell.",
    "no-such-table: x names no table of the database. Write SCHEMA.table or a pattern such as 'STG_*.*', in quotes for the shell.",
  ]);
});

test("a table at which another one points is refused, and nothing is emptied", async () => {
  expect(await refused(['"A b"."par""ent"', '"A b".alone'])).toEqual([
    'rows-point: a foreign key of "A b".child points at "A b"."par""ent". Name "A b".child too: its rows would point at nothing.',
  ]);
  expect(await rowsOf('"A b".alone')).toBe(2);
});

test("a named target needs that it is allowed, for all or for each", async () => {
  const [first] = await refused(["STG_X.events"], parseAllowance(undefined));
  expect(first).toMatch(/^truncate-destroys: all rows of STG_X.events in the database would be destroyed/);
  expect(await rowsOf('"STG_X".events')).toBe(2);
  expect(await refused(["STG_X.*"], parseAllowance(["STG_X.events STG_X.nothing"]))).toEqual([
    expect.stringMatching(/^truncate-destroys: all rows of STG_X.heir/),
    expect.stringMatching(/^destructive-unknown: .*STG_X.nothing/),
  ]);
  expect(await empty(["STG_X.*"], parseAllowance(["*"]))).toHaveLength(2);
  expect(await empty(["STG_X.heir"], parseAllowance(["STG_X.heir"]))).toHaveLength(1);
});
