import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { connect, type Sql, serverVersion } from "../../scripts/database/connect/connect.ts";
import { catalogShape, compareShapes } from "../../scripts/database/inspect/shape.ts";
import { freshDatabase } from "../support/cluster.ts";

const suffix = randomBytes(4).toString("hex");
const reader = `reader_${suffix}`;
const other = `other_${suffix}`;
const options = { roles: (name: string) => name.endsWith(suffix) };

const SETUP = `
CREATE ROLE ${reader};
CREATE ROLE ${other};
CREATE SCHEMA "A";
CREATE TYPE "A".mood AS ENUM ('good', 'bad');
CREATE DOMAIN "A".positive AS int CHECK (VALUE > 0);
CREATE TABLE "A".t (id serial PRIMARY KEY, name text DEFAULT 'x' COLLATE "C", mood "A".mood, twice int GENERATED ALWAYS AS (1 + 1) STORED);
CREATE TABLE "A".u (id int REFERENCES "A".t, day date NOT NULL) PARTITION BY RANGE (day);
CREATE TABLE "A".u1 PARTITION OF "A".u DEFAULT;
CREATE INDEX t_name ON "A".t (name) WHERE name <> '';
CREATE VIEW "A".v AS SELECT id FROM "A".t;
CREATE FUNCTION "A".f(n int) RETURNS int LANGUAGE sql AS 'SELECT n';
CREATE AGGREGATE "A".total(int) (sfunc = int4pl, stype = int, initcond = '0');
CREATE PROCEDURE "A".p() LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION "A".touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON "A".t FOR EACH ROW EXECUTE FUNCTION "A".touch();
CREATE POLICY mine ON "A".t TO ${reader} USING (name = current_user);
CREATE RULE quiet AS ON DELETE TO "A".t DO INSTEAD NOTHING;
CREATE STATISTICS "A".s (ndistinct) ON id, name FROM "A".t;
CREATE FOREIGN DATA WRAPPER fdw_${suffix};
CREATE SERVER server_${suffix} FOREIGN DATA WRAPPER fdw_${suffix};
SELECT lo_create(4711);
COMMENT ON COLUMN "A".t.name IS 'it''s
two lines';
`;

let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  await sql.unsafe(SETUP);
});
afterAll(async () => {
  await sql.end();
  await database.drop();
  const admin = await connect(inject("adminUrl"));
  await admin.unsafe(`DROP ROLE ${reader}, ${other}`);
  await admin.end();
});

/** What a change makes of the shape: lines that go, lines that come. */
async function effect(change: string): Promise<{ missing: string[]; extra: string[] }> {
  const before = await catalogShape(sql, options);
  await sql.unsafe(change);
  return compareShapes(before, await catalogShape(sql, options));
}

test("a line for everything", async () => {
  const lines = (await catalogShape(sql, options)).map((line) => line.split(" ").slice(0, 2).join(" "));
  for (const line of [
    'column "A".t.name',
    'column "A".t.twice',
    "comment on",
    'constraint "A".t',
    'constraint "A".positive',
    'index "A".t_name',
    'index "A".t_pkey',
    "policy mine",
    'relation "A".t',
    'relation "A".t_id_seq',
    'relation "A".u1',
    'relation "A".v',
    `role ${reader}`,
    'routine "A".f(n',
    'routine "A".total(integer)',
    'routine "A".p()',
    "rule quiet",
    'schema "A"',
    'statistics "A".s',
    "trigger touch",
    'type "A".mood',
    'type "A".positive',
    "extension plpgsql",
  ]) {
    expect(lines).toContain(line);
  }
  expect(lines.filter((line) => /information_schema|pg_catalog|pg_toast/.test(line))).toEqual([]);
});

describe("every change shows", () => {
  test.each([
    'ALTER TABLE "A".t ADD extra int',
    'ALTER TABLE "A".t ALTER extra SET DEFAULT 1',
    'ALTER TABLE "A".t ALTER extra SET NOT NULL',
    'ALTER TABLE "A".t ALTER extra TYPE bigint',
    'ALTER TABLE "A".t ALTER extra SET STATISTICS 10',
    'ALTER TABLE "A".t ADD sorted text COLLATE "POSIX"',
    'ALTER TABLE "A".t ENABLE ROW LEVEL SECURITY',
    'ALTER TABLE "A".t SET (fillfactor = 50)',
    'ALTER TABLE "A".t DISABLE TRIGGER touch',
    'ALTER TABLE "A".t CLUSTER ON t_pkey',
    'ALTER TABLE "A".t REPLICA IDENTITY FULL',
    `ALTER TABLE "A".v OWNER TO ${other}`,
    `GRANT SELECT ON "A".t TO ${reader}`,
    `GRANT SELECT ON "A".t TO ${reader} WITH GRANT OPTION`,
    `GRANT UPDATE (name) ON "A".t TO ${reader}`,
    `GRANT USAGE ON SEQUENCE "A".t_id_seq TO ${reader}`,
    `GRANT USAGE ON SCHEMA "A" TO ${reader}`,
    'REVOKE EXECUTE ON FUNCTION "A".f FROM PUBLIC',
    'REVOKE EXECUTE ON PROCEDURE "A".p FROM PUBLIC',
    'REVOKE EXECUTE ON FUNCTION "A".total FROM PUBLIC',
    'REVOKE USAGE ON TYPE "A".mood FROM PUBLIC',
    'REVOKE USAGE ON DOMAIN "A".positive FROM PUBLIC',
    "REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC",
    `GRANT USAGE ON FOREIGN DATA WRAPPER fdw_${suffix} TO ${reader}`,
    `GRANT USAGE ON FOREIGN SERVER server_${suffix} TO ${reader}`,
    `GRANT SELECT ON LARGE OBJECT 4711 TO ${reader}`,
    `ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON ROUTINES FROM PUBLIC`,
    `ALTER DEFAULT PRIVILEGES IN SCHEMA "A" GRANT SELECT ON TABLES TO ${reader}`,
    'ALTER SEQUENCE "A".t_id_seq INCREMENT 2',
    'ALTER SEQUENCE "A".t_id_seq OWNED BY NONE',
    `ALTER TYPE "A".mood ADD VALUE 'so so' AFTER 'good'`,
    'ALTER DOMAIN "A".positive SET DEFAULT 1',
    'CREATE OR REPLACE VIEW "A".v AS SELECT id FROM "A".t WHERE id > 0',
    `CREATE OR REPLACE FUNCTION "A".f(n int) RETURNS int LANGUAGE sql AS 'SELECT n + 1'`,
    `COMMENT ON TABLE "A".t IS 'x'`,
    `COMMENT ON ROLE ${reader} IS 'x'`,
    'CREATE INDEX ON "A".u (id)',
    'ALTER TABLE "A".u DETACH PARTITION "A".u1',
    'ALTER POLICY mine ON "A".t USING (true)',
    `ALTER ROLE ${reader} LOGIN`,
    `ALTER ROLE ${reader} NOINHERIT CREATEDB CREATEROLE`,
    `ALTER ROLE ${reader} REPLICATION BYPASSRLS`,
    `ALTER ROLE ${reader} CONNECTION LIMIT 3`,
    `ALTER ROLE ${reader} VALID UNTIL '2027-01-01 00:00:00Z'`,
    `ALTER ROLE ${reader} SET work_mem = '5MB'`,
    `DO $$ BEGIN EXECUTE format('ALTER ROLE ${reader} IN DATABASE %I SET work_mem = 64', current_database()); END $$`,
    `GRANT ${reader} TO ${other}`,
    `GRANT ${reader} TO ${other} WITH ADMIN OPTION`,
    `CREATE SCHEMA "B"`,
  ])("%s", async (change) => {
    const { missing, extra } = await effect(change);
    expect(missing.length + extra.length).toBeGreaterThan(0);
  });
});

test("the ACL of a parameter shows, for the roles that it is about", async () => {
  if ((await serverVersion(sql)).major < 15) return;
  const { missing, extra } = await effect(
    `GRANT SET ON PARAMETER log_statement TO ${reader} WITH GRANT OPTION`,
  );
  expect(missing).toEqual([]);
  expect(extra).toEqual([
    expect.stringMatching(`^parameter log_statement SET to ${reader} by .* grantable$`),
  ]);
  await sql.unsafe(`REVOKE SET ON PARAMETER log_statement FROM ${reader}`);
});

test("the options of a membership show", async () => {
  if ((await serverVersion(sql)).major < 16) return;
  const { extra } = await effect(`GRANT ${reader} TO ${other} WITH INHERIT FALSE, SET FALSE`);
  expect(extra).toEqual([expect.stringContaining("inherit false set false")]);
});

describe("what is the same does not show", () => {
  test("a column that went and came again", async () => {
    await sql.unsafe('CREATE TABLE "A".w (a int, b int)');
    expect(await effect('ALTER TABLE "A".w DROP a; ALTER TABLE "A".w ADD a int')).toEqual({
      missing: [],
      extra: [],
    });
  });

  test("built-in defaults that are spelled out", async () => {
    const change = `GRANT SELECT ON "A".w TO ${other}; REVOKE SELECT ON "A".w FROM ${other}`;
    expect(await effect(change)).toEqual({ missing: [], extra: [] });
  });

  test("the order in which privileges were given", async () => {
    await sql.unsafe(`GRANT SELECT ON "A".w TO ${other}, ${reader}`);
    const change = `REVOKE SELECT ON "A".w FROM ${other}; GRANT SELECT ON "A".w TO ${other}`;
    expect(await effect(change)).toEqual({ missing: [], extra: [] });
  });

  test("names that nobody chose", async () => {
    await sql.unsafe('CREATE TABLE "A".nn (a int NOT NULL, b int GENERATED ALWAYS AS IDENTITY)');
    const none = { missing: [], extra: [] };
    expect(await effect('ALTER SEQUENCE "A".nn_b_seq RENAME TO bs')).toEqual(none);
    if ((await serverVersion(sql)).major < 18) return;
    expect(await effect('ALTER TABLE "A".nn RENAME CONSTRAINT nn_a_not_null TO x')).toEqual(none);
  });

  test("rows", async () => {
    expect(await effect('INSERT INTO "A".w VALUES (1)')).toEqual({ missing: [], extra: [] });
  });
});

test("schemas and roles can be left out", async () => {
  await sql.unsafe(`
    CREATE SCHEMA "left, ""out"; CREATE TABLE "left, ""out".x (id serial PRIMARY KEY);
    COMMENT ON TABLE "left, ""out".x IS 'x'; COMMENT ON SCHEMA "left, ""out" IS 'x'`);
  const all = await catalogShape(sql, options);
  const lines = await catalogShape(sql, { roles: (name) => name === other, leaveOut: ['left, "out', "B"] });
  expect(all.join()).toContain('"left, ""out"');
  expect(lines.join()).not.toContain('"left, ""out"');
  expect(lines.filter((line) => line.startsWith("role "))).toHaveLength(1);
  expect(lines.filter((line) => line.startsWith("membership "))).toHaveLength(1);
});

test("a line is one line, and the order is that of the code points", async () => {
  const lines = await catalogShape(sql, options);
  expect(lines.filter((line) => line.includes("\n"))).toEqual([]);
  expect(lines).toEqual([...lines].sort());
  expect(lines.join()).toContain("it''s\\ntwo lines");
});

test("shapes are compared as they are, lines that stand twice included", () => {
  expect(compareShapes(["a", "b", "b"], ["b", "c"])).toEqual({ missing: ["a", "b"], extra: ["c"] });
});
