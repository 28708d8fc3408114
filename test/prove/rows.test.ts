import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { connect } from "../../scripts/database/connect/connect.ts";
import { readSequences } from "../../scripts/database/inspect/fillable-tables.ts";
import { clearRows, fillTables, rowTexts } from "../../scripts/prove/sample-rows.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, plan, revise, writeFiles } from "../support/project.ts";

const TYPES = `smallint, integer, bigint, numeric(5,2), real, double precision, money, text, varchar(1), char(1), char(5),
  boolean, date, timestamp(3), timestamptz, time, timetz, interval, uuid, json, jsonb, bytea, bit(3), varbit(4), inet, cidr,
  macaddr, macaddr8, point, line, lseg, box, path, polygon, circle, int4range, int8range, numrange, daterange, tsrange,
  tstzrange, tsvector, tsquery, "A".mood, "A".positive, integer[], text[], "A".mood[], jsonb[], timestamp[], char(2)[]`;

test("two rows of every type, with what foreign keys and checks want, and out again", async () => {
  const database = await freshDatabase(inject("adminUrl"));
  const sql = await connect(database.url);
  try {
    const types = TYPES.split(/,\s+/);
    const columns = types.map((type, index) =>
      `c${index} ${type} NOT NULL UNIQUE`.replace(
        /(json|point|line|lseg|box|path|polygon|circle|xml)( NOT NULL) UNIQUE/,
        "$1$2",
      ),
    );
    await sql.unsafe(`
      CREATE SCHEMA "A";
      CREATE TYPE "A".mood AS ENUM ('it''s', 'a "b" \\c');
      CREATE TYPE "A".pair AS (a int, b int);
      CREATE DOMAIN "A".positive AS int CHECK (VALUE > 0);
      CREATE TABLE "A".types (${columns.join(", ")}, maybe "A".pair);
      CREATE TABLE "A"."the parent" (id serial PRIMARY KEY, code text UNIQUE, other int GENERATED ALWAYS AS IDENTITY, twice int GENERATED ALWAYS AS (2) STORED);
      CREATE TABLE "A".child (parent int NOT NULL REFERENCES "A"."the parent", code text REFERENCES "A"."the parent" (code),
        self int, state text DEFAULT 'new' NOT NULL CHECK (state IN ('new', 'old')), PRIMARY KEY (parent));
      CREATE TABLE "A".never (a int NOT NULL CHECK (a > 100));
      CREATE TABLE "A".unknown (a "A".pair NOT NULL);
      CREATE TABLE "A".seeded (a int);
      INSERT INTO "A".seeded VALUES (7);`);
    const names = ["types", "child", "never", "unknown", "seeded", "gone"];
    const before = await readSequences(sql);
    const rows = await fillTables(
      sql,
      names.map((name) => ({ schema: "A", name })),
    );
    expect(rows.notFilled).toEqual([
      expect.stringMatching(/^A\.never \(new row .* violates check constraint "never_a_check"\)$/),
      'A.unknown (no value is known for a "A".pair)',
    ]);
    expect(rows.tables.map(({ name }) => name).sort()).toEqual(["child", "the parent", "types"]);
    const texts = (name: string, ...list: readonly string[]) => rowTexts(sql, { schema: "A", name }, list);
    expect(await texts("child", "parent", "code", "state")).toEqual([
      ["1", "1", "new"],
      ["2", "2", "new"],
    ]);
    expect(await texts("types", "c0", "maybe")).toEqual([
      ["1", null],
      ["2", null],
    ]);
    expect(await texts("seeded", "a")).toEqual([["7"]]);
    await clearRows(sql, rows);
    expect([await texts("types", "c0"), await texts("child", "parent"), await texts("seeded", "a")]).toEqual([
      [],
      [],
      [["7"]],
    ]);
    expect(await readSequences(sql)).toEqual(before);
  } finally {
    await sql.end();
    await database.drop();
  }
});

test("partitioned tables get rows that a partition takes, and what points at them", async () => {
  const database = await freshDatabase(inject("adminUrl"));
  const sql = await connect(database.url);
  try {
    await sql.unsafe(`
      CREATE SCHEMA "A";
      CREATE TABLE "A".days (id int, day date NOT NULL, PRIMARY KEY (id, day)) PARTITION BY RANGE (day);
      CREATE TABLE "A".first PARTITION OF "A".days FOR VALUES FROM (MINVALUE) TO ('2026-10-01');
      CREATE TABLE "A".second PARTITION OF "A".days FOR VALUES FROM ('2026-10-01') TO ('2026-11-01');
      CREATE TABLE "A".third PARTITION OF "A".days FOR VALUES FROM ('2026-11-01') TO (MAXVALUE);
      CREATE TABLE "A".pairs (a int, b text) PARTITION BY LIST (b);
      CREATE TABLE "A".listed PARTITION OF "A".pairs FOR VALUES IN ('it''s, (one)', 'other');
      CREATE TABLE "A".hashed (a int) PARTITION BY HASH (a);
      CREATE TABLE "A".even PARTITION OF "A".hashed FOR VALUES WITH (MODULUS 1, REMAINDER 0);
      CREATE TABLE "A".rest (a int) PARTITION BY LIST ((a + 1));
      CREATE TABLE "A".bare (a int) PARTITION BY LIST (a);
      CREATE TABLE "A".other PARTITION OF "A".rest DEFAULT;
      CREATE TABLE "A".child (id int, day date, FOREIGN KEY (id, day) REFERENCES "A".days);`);
    const rows = await fillTables(
      sql,
      ["child", "pairs", "hashed", "rest", "bare"].map((name) => ({ schema: "A", name })),
    );
    expect(rows.notFilled).toEqual(['A.bare (no partition of relation "bare" found for row)']);
    expect(rows.tables.map(({ name }) => name).sort()).toEqual(["child", "days", "hashed", "pairs", "rest"]);
    const texts = (name: string, ...list: readonly string[]) => rowTexts(sql, { schema: "A", name }, list);
    const days = [
      ["1", "2026-10-01"],
      ["2", "2026-11-01"],
    ];
    expect([await texts("days", "id", "day"), await texts("child", "id", "day")]).toEqual([days, days]);
    expect(await texts("pairs", "b")).toEqual([["it's, (one)"], ["it's, (one)"]]);
    await clearRows(sql, rows);
    expect(await texts("days", "id")).toEqual([]);
  } finally {
    await sql.end();
    await database.drop();
  }
});

describe("a revision is tried on rows", () => {
  let project: Project;
  const define = (columns: string) =>
    writeFiles(project.root, {
      "definitions/s.ts": `import { integer, pgSchema, serial, text } from "drizzle-orm/pg-core";
export const s = pgSchema("stg");
export const t = s.table("t", { ${columns} });
`,
    });
  beforeEach(async () => {
    project = await makeProject({ "roles/r.yaml": "roles: {}\n" });
    await define("id: integer().primaryKey(), name: text()");
    await revise(project, "init", { proof: false });
  });
  afterEach(() => removeProject(project.root));

  /** Proves the next revision with its scripts as they are changed. @returns review.md */
  async function prove(change: (scripts: { migration: string; down: string }) => object = () => ({})) {
    const revision = await plan(project, "next");
    const { files } = await proveAndWrite(project, { ...revision, ...change(revision) }, { proof: true });
    return files["review.md"] ?? "";
  }

  test("what rows may refuse is tried without them, and told", async () => {
    await define("id: integer().primaryKey(), name: text(), more: text().notNull()");
    expect(await prove()).toMatch(/rows may refuse the way up, tried without: .*23502/);
    await define("id: integer().primaryKey(), name: text()");
    expect(await prove()).toMatch(/rows may refuse the way down, tried without: .*23502/);
  });

  test("rows that the way down could keep are kept", async () => {
    await define("id: integer().primaryKey(), name: text(), more: text()");
    const lost = prove(({ down }) => ({
      down: `${down}--> statement-breakpoint\nALTER TABLE stg.t DROP name, ADD name text;\n`,
    }));
    await expect(lost).rejects.toThrow(/does not give back the rows of stg\.t \(id, name\):\n.*\["1","1"\]/);
    expect(await prove()).not.toContain("rows");
  });

  test("a statement that fails on rows only", async () => {
    await define("id: integer().primaryKey(), name: text(), more: text()");
    const fails = prove(({ migration }) => ({
      migration: `DO $$ BEGIN IF EXISTS (SELECT FROM stg.t) THEN RAISE 'not empty'; END IF; END $$;\n--> statement-breakpoint\n${migration}`,
    }));
    await expect(fails).rejects.toThrow(/not empty[\s\S]*It runs where no rows are in stg\.t/);
  });

  test("a sequence that would give what is there", async () => {
    await define("id: serial().primaryKey(), name: text()");
    const withNext = (value: number) => (scripts: { migration: string }) => ({
      migration: `${scripts.migration}--> statement-breakpoint\nALTER SEQUENCE stg.t_id_seq AS integer;\nSELECT setval('stg.t_id_seq', ${value}, false);\n`,
    });
    await expect(prove(withNext(1))).rejects.toThrow(
      "the next value of stg.t.id is 1, which a row has already",
    );
    expect(await prove(withNext(3))).not.toContain("rows");
  });
});
