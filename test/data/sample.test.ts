import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Sampled, sampleTables } from "../../scripts/data/sample-tables.ts";
import { sensitiveColumns } from "../../scripts/data/sensitive-columns.ts";
import { connect, disconnect, type Sql } from "../../scripts/database/connect/connect.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject } from "../support/project.ts";

let project: Project;
let databases: Awaited<ReturnType<typeof freshDatabase>>[];
let there: Sql;
let here: Sql;

const DEFINITIONS = `import { annotate } from "dwh-definitions";
import { integer, pgSchema, text } from "drizzle-orm/pg-core";
export const s = pgSchema("S a");
export const person = s.table("person", { id: integer().primaryKey(), mail: text(), age: integer() });
export const secret = s.table("secret", { id: integer().primaryKey() });
annotate(person, { columns: { mail: { sensitive: true } } });
annotate(secret, { sensitive: true });
`;

beforeAll(async () => {
  project = await makeProject({ "definitions/s.ts": DEFINITIONS });
  databases = [await freshDatabase(inject("adminUrl")), await freshDatabase(inject("adminUrl"))];
  there = await connect(databases[0]?.url ?? "");
  here = await connect(databases[1]?.url ?? "");
});
afterAll(async () => {
  for (const sql of [there, here]) await disconnect(sql);
  for (const database of databases) await database.drop();
  await removeProject(project.root);
});

const DDL = `DROP SCHEMA IF EXISTS "S a" CASCADE;
CREATE SCHEMA "S a"; SET LOCAL search_path = "S a";
CREATE TYPE mood AS ENUM ('calm', 'loud');
CREATE DOMAIN mail AS text NOT NULL;
CREATE TABLE region (id int PRIMARY KEY, capital int, up int REFERENCES region, name text);
CREATE TABLE person (
  id serial PRIMARY KEY, region int NOT NULL REFERENCES region, mail mail UNIQUE, phone text UNIQUE,
  code varchar(4) NOT NULL, mood mood NOT NULL DEFAULT 'loud', born date NOT NULL, data jsonb NOT NULL,
  photo bytea, note text, big bigint GENERATED ALWAYS AS (id * 2) STORED
);
ALTER TABLE region ADD FOREIGN KEY (capital) REFERENCES person DEFERRABLE;
CREATE TABLE visit (
  id bigint GENERATED ALWAYS AS IDENTITY, at date, person int REFERENCES person, place text, PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
CREATE TABLE visit_1 PARTITION OF visit FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');
CREATE TABLE visit_2 PARTITION OF visit FOR VALUES FROM ('2026-02-01') TO ('2026-03-01');
CREATE TABLE pair (a int, b date, FOREIGN KEY (a, b) REFERENCES pair_of MATCH FULL)`.replace(
  "CREATE TABLE pair ",
  "CREATE TABLE pair_of (a int, b date, PRIMARY KEY (a, b));\nCREATE TABLE pair ",
);

const ROWS = `SET LOCAL search_path = "S a"; SET LOCAL session_replication_role = replica;
INSERT INTO region SELECT i, i, nullif(i - 1, 0), 'r' || i FROM generate_series(1, 20) i;
INSERT INTO person (id, region, mail, phone, code, born, data, photo, note)
  SELECT i, i, i || '@x', 't' || i, 'c' || i, '1999-09-09', '{"a": 1}', '\\x0001ff'::bytea,
    E'tab\\there\\\\back\\nline ö Ж 漢 \\x7f' || i FROM generate_series(1, 20) i;
INSERT INTO visit (at, person, place) SELECT '2026-01-01'::date + i, i, 'p' || i FROM generate_series(1, 20) i;
INSERT INTO visit (at, person, place) SELECT '2026-02-01'::date + i, i, 'q' || i FROM generate_series(1, 20) i;
INSERT INTO pair_of VALUES (1, '2026-01-01'), (2, '2026-01-01');
INSERT INTO pair VALUES (1, '2026-01-01'), (NULL, NULL)`;

async function ready(): Promise<void> {
  await there.unsafe(`BEGIN; ${DDL}; ${ROWS}; COMMIT`);
  await here.unsafe(`BEGIN; ${DDL}; COMMIT`);
}

const sample = (
  tables: readonly string[],
  rows: number,
  sensitive: readonly string[] = [],
  schemas: ReadonlyMap<string, string> = new Map(),
): Promise<Sampled> =>
  sampleTables(project, there, here, {
    tables,
    rows,
    sensitive: new Set(sensitive),
    schemas,
    shown: "the target",
    onStep: () => {},
  });

const lines = async (sql: Sql, query: string) => (await sql.unsafe(query)).map((row) => ({ ...row }));

/** Every foreign key holds: PostgreSQL itself looks through all rows. */
async function keysHold(): Promise<void> {
  const keys =
    await here.unsafe(`SELECT conrelid::regclass::text AS of, conname AS name, pg_get_constraintdef(oid) AS said
    FROM pg_constraint WHERE contype = 'f' AND conparentid = 0`);
  expect(keys.length).toBeGreaterThan(4);
  for (const [index, { of, said }] of keys.entries())
    await here.unsafe(`BEGIN; ALTER TABLE ${of} ADD CONSTRAINT again_${index} ${said}; ROLLBACK`);
}

const byTable = ({ tables }: Sampled) => Object.fromEntries(tables.map(({ table, put }) => [table, put]));

describe("a sample", () => {
  test("takes as many rows as were asked for, and all that they point at, in circles too", async () => {
    await ready();
    const result = await sample(['"S a".visit'], 3);
    const {
      '"S a".visit': visits,
      '"S a".person': persons = 0,
      '"S a".region': regions = 0,
    } = byTable(result);
    expect(visits).toBe(3);
    expect(persons).toBeGreaterThanOrEqual(1);
    expect(regions).toBe(persons);
    await keysHold();
    const query = 'SELECT * FROM "S a".person WHERE id IN (SELECT id FROM "S a".person) ORDER BY id';
    const came = await lines(here, query);
    const ids = came.map(({ id }) => Number(id));
    expect(came).toEqual(await lines(there, query.replace('(SELECT id FROM "S a".person)', `(${ids})`)));
  });

  test("finds the schema that is called otherwise here", async () => {
    await ready();
    await here.unsafe('ALTER SCHEMA "S a" RENAME TO "S b"');
    const result = await sample(['"S a".visit'], 2, [], new Map([["S b", "S a"]])).finally(() =>
      here.unsafe('DROP SCHEMA IF EXISTS "S a" CASCADE; ALTER SCHEMA "S b" RENAME TO "S a"'),
    );
    expect(byTable(result)['"S a".visit']).toBe(2);
    await keysHold();
  });

  test("is by chance: two samples differ", async () => {
    await ready();
    const seen = new Set<string>();
    for (let round = 0; round < 4; round++) {
      await sample(['"S a".visit'], 5);
      seen.add(JSON.stringify(await lines(here, 'SELECT place FROM "S a".visit ORDER BY 1')));
      await here.unsafe('TRUNCATE "S a".visit');
    }
    expect(seen.size).toBeGreaterThan(1);
  });

  test("of a pattern takes every table and no view; sequences go on behind what came", async () => {
    await ready();
    const result = await sample(["S*.*"], 1000);
    expect(byTable(result)).toEqual({
      '"S a".pair': 2,
      '"S a".pair_of': 2,
      '"S a".person': 20,
      '"S a".region': 20,
      '"S a".visit': 40,
    });
    await keysHold();
    const [person] = await lines(
      here,
      `INSERT INTO "S a".person (region, mail, code, born, data) VALUES (1, 'n', 'n', '2000-01-01', '{}') RETURNING id`,
    );
    expect(person).toEqual({ id: 21 });
    const [visit] = await lines(here, `INSERT INTO "S a".visit (at) VALUES ('2026-01-31') RETURNING id::int`);
    expect(visit).toEqual({ id: 41 });
  });

  test("leaves rows that are there, and what would point at one that had no place", async () => {
    await ready();
    await here.unsafe(`INSERT INTO "S a".region VALUES (7, NULL, NULL, 'mine');
      INSERT INTO "S a".person (id, region, mail, code, born, data) VALUES (500, 7, '7@x', 'mine', '2000-01-01', '{}')`);
    const result = await sample(['"S a".visit'], 1000);
    const person = result.tables.find(({ table }) => table === '"S a".person');
    // Person 7 has a mail that is there; region 7 is; the two visits of person 7 point at nobody.
    expect(person).toMatchObject({ sent: 20, put: 19 });
    expect(result.tables.find(({ table }) => table === '"S a".visit')).toMatchObject({ sent: 40, put: 38 });
    expect(result.tables.find(({ table }) => table === '"S a".region')).toMatchObject({ sent: 20, put: 19 });
    expect(await lines(here, 'SELECT name FROM "S a".region WHERE id = 7')).toEqual([{ name: "mine" }]);
    await keysHold();
    const again = await sample(['"S a".visit'], 1000);
    expect(again.tables.map(({ put }) => put)).toEqual([0, 0, 0]);
  });

  test("masks what is sensitive before it leaves the source", async () => {
    await ready();
    const columns = ["phone", "code", "mood", "born", "data", "photo", "note"];
    const result = await sample(
      ['"S a".person'],
      1000,
      columns.map((name) => `"S a".person.${name}`),
    );
    expect(result.tables.find(({ table }) => table === '"S a".person')).toMatchObject({
      put: 20,
      masked: columns,
    });
    expect(await lines(here, `SELECT DISTINCT ${columns.join(", ")} FROM "S a".person`)).toEqual([
      {
        phone: null,
        code: "mask",
        mood: "calm",
        born: new Date("2000-01-01"),
        data: {},
        photo: null,
        note: null,
      },
    ]);
    await keysHold();
  });

  test("leaves out a table whose key is sensitive; what points at it is null, or left out too", async () => {
    await ready();
    const result = await sample(['"S a".visit'], 1000, ['"S a".person']);
    expect(result.leftOut).toEqual([
      { table: '"S a".person', why: "id is sensitive, part of a key and may not be null" },
    ]);
    expect(await lines(here, 'SELECT DISTINCT person FROM "S a".visit')).toEqual([{ person: null }]);
    const both = await sample(['"S a".person'], 5, ['"S a".region']);
    expect(both.tables).toEqual([]);
    expect(both.leftOut.map(({ table }) => table).sort()).toEqual(['"S a".person', '"S a".region']);
    expect(await lines(here, 'SELECT count(*)::int AS rows FROM "S a".person')).toEqual([{ rows: 0 }]);
  });

  test("says which columns the local table lacks, and refuses where it wants more", async () => {
    await ready();
    await here.unsafe('ALTER TABLE "S a".region DROP COLUMN name, ADD COLUMN more int');
    const result = await sample(['"S a".pair', '"S a".region'], 1000);
    expect(result.tables.find(({ table }) => table === '"S a".region')).toMatchObject({
      put: 20,
      absent: ["name"],
    });
    await here.unsafe(
      'TRUNCATE "S a".region CASCADE; ALTER TABLE "S a".region ALTER COLUMN more SET NOT NULL; DROP TABLE "S a".pair',
    );
    const error = await sample(['"S a".pair', '"S a".region'], 10).catch((thrown: unknown) => thrown);
    expect((error as Refusal).diagnostics.map(({ message }) => message).sort()).toEqual([
      'no rows of "S a".pair can be taken: it is not in the local database',
      'no rows of "S a".region can be taken: its column more may not be null, and is not at the source',
    ]);
  });

  test("that a check refuses puts nothing there, and names the masked columns", async () => {
    await ready();
    await here.unsafe(`ALTER TABLE "S a".person ADD CHECK (code <> 'mask')`);
    const error = await sample(['"S a".person'], 2, ['"S a".person.code']).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(Refusal);
    const [{ code, help } = {}] = (error as Refusal).diagnostics;
    expect({ code, help }).toEqual({
      code: "sample-fails",
      help: "Its masked columns are code: leave the table out, or take them with --with-sensitive.",
    });
    expect(await lines(here, 'SELECT FROM "S a".region')).toEqual([]);
    await here.unsafe(
      'ALTER TABLE "S a".person DROP CONSTRAINT person_code_check, ALTER COLUMN data TYPE int USING 1',
    );
    const typed = await sample(['"S a".person'], 2).catch((thrown: unknown) => thrown);
    expect((typed as Refusal).message).toMatch(/the rows of "S a".person do not fit: invalid input syntax/);
    expect(await lines(there, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
  });

  test("knows what is sensitive from definitions that no revision has yet", async () => {
    const found = await sensitiveColumns(project, { env: "test" });
    expect([...found].sort()).toEqual(['"S a".person.mail', '"S a".secret']);
  });
});
