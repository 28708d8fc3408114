import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect, type Queryable, type Sql } from "../../scripts/database/connect/connect.ts";
import { inspect, inspectInside, type LiveWarehouse } from "../../scripts/database/inspect/inspect.ts";
import { inspectTouched } from "../../scripts/database/inspect/inspect-touched.ts";
import { type ObjectName, parseObjectKey } from "../../scripts/model/object.ts";
import { freshDatabase } from "../support/cluster.ts";

const suffix = randomBytes(4).toString("hex");
const reader = `reader_${suffix}`;

const SETUP = `
CREATE ROLE ${reader};
CREATE SCHEMA "A";
CREATE SCHEMA "B";
CREATE TABLE "A".t (id serial, name text);
CREATE TABLE "A".u (id int, name text);
CREATE TABLE "B".v (id int);
CREATE SEQUENCE "B".free;
CREATE TYPE "A".mood AS ENUM ('a');
CREATE FUNCTION "A".f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION "A".f(a text) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FOREIGN DATA WRAPPER fdw;
CREATE SERVER server FOREIGN DATA WRAPPER fdw;
SELECT lo_create(4711);
GRANT SELECT ON "A".t, "A".u, "B".v TO ${reader};
GRANT UPDATE (name) ON "A".t, "A".u TO ${reader};
REVOKE EXECUTE ON FUNCTION "A".f(int), "A".f(text) FROM PUBLIC;
`;

let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
let other: Sql;
beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  [sql, other] = await Promise.all([connect(database.url), connect(database.url)]);
  await sql.unsafe(SETUP);
});
afterAll(async () => {
  await Promise.all([sql.end(), other.end()]);
  await database.drop();
  const admin = await connect(inject("adminUrl"));
  await admin.unsafe(`DROP ROLE ${reader}`);
  await admin.end();
});

/** Does the work in a transaction that is rolled back. */
async function tried<Result>(statements: string, work: (tx: Queryable) => Promise<Result>): Promise<Result> {
  await sql.unsafe("BEGIN");
  try {
    await sql.unsafe(statements);
    return await work(sql);
  } finally {
    await sql.unsafe("ROLLBACK");
  }
}

const named = (...keys: string[]) => keys.map((key) => parseObjectKey(key) as ObjectName);

/** What was looked at, sorted. */
const seen = ({ owners, privileges }: LiveWarehouse) =>
  [...new Set([...owners.keys(), ...privileges.keys()])].sort();

const touchedBy = (statements: string, ...keys: string[]) =>
  tried(statements, async (tx) => seen(await inspectTouched(tx, { objects: named(...keys) })));

test("nothing was named or written", async () => {
  expect(await touchedBy("SELECT 1")).toEqual([]);
});

test("what is named, with its ACL and owner as it is", async () => {
  const keys = [
    "database",
    "foreign data wrapper fdw",
    "foreign server server",
    "language plpgsql",
    'large object "4711"',
    "routine A.f(integer)",
    "schema B",
    "sequence B.free",
    "table B.v",
    "type A.mood",
  ];
  const whole = await inspect(sql);
  const touched = await tried("SELECT 1", (tx) =>
    inspectTouched(tx, { objects: named(...keys, "table A.missing", "routine C.missing()") }),
  );
  expect(seen(touched)).toEqual(keys);
  for (const key of keys) {
    expect(touched.owners.get(key)).toEqual(whole.owners.get(key));
    expect(touched.privileges.get(key)?.acl).toBe(whole.privileges.get(key)?.acl);
  }
  expect(touched.defaults).toEqual(whole.defaults);
  expect(touched.schemas).toEqual(whole.schemas);
  expect(touched.roles.get(reader)).toEqual(whole.roles.get(reader));
});

test("a column stands for its relation", async () => {
  const touched = ["column A.t.name", "table A.t"];
  expect(await touchedBy("SELECT 1", "column A.t.name")).toEqual(touched);
  expect(await touchedBy(`GRANT UPDATE (id) ON "A".t TO ${reader}`)).toEqual(["column A.t.id", ...touched]);
  expect(await touchedBy(`REVOKE UPDATE (name) ON "A".t FROM ${reader}`)).toEqual(["table A.t"]);
});

test("what the transaction wrote, each kind", async () => {
  const statements: Readonly<Record<string, string>> = {
    'GRANT CREATE ON SCHEMA "A"': "schema A",
    'GRANT DELETE ON "B".v': "table B.v",
    'GRANT USAGE ON SEQUENCE "B".free': "sequence B.free",
    'GRANT EXECUTE ON FUNCTION "A".f(text)': "routine A.f(text)",
    'GRANT USAGE ON TYPE "A".mood': "type A.mood",
    "GRANT USAGE ON LANGUAGE plpgsql": "language plpgsql",
    "GRANT USAGE ON FOREIGN DATA WRAPPER fdw": "foreign data wrapper fdw",
    "GRANT USAGE ON FOREIGN SERVER server": "foreign server server",
    "GRANT SELECT ON LARGE OBJECT 4711": 'large object "4711"',
  };
  for (const [statement, key] of Object.entries(statements)) {
    expect(await touchedBy(`${statement} TO ${reader}`)).toEqual([key]);
  }
});

test("parameters, from 15 on", async () => {
  const { major } = await inspect(sql);
  if (major < 15) return;
  const key = `parameter "my.p_${suffix}"`;
  const grant = `GRANT SET ON PARAMETER "my.p_${suffix}" TO ${reader}`;
  expect(await touchedBy(grant)).toEqual([key]);
  await sql.unsafe(grant);
  expect(await touchedBy("SELECT 1")).toEqual([]);
  expect(await touchedBy("SELECT 1", key)).toEqual([key]);
  await sql.unsafe(`REVOKE SET ON PARAMETER "my.p_${suffix}" FROM ${reader}`);
});

test("cascades, and what was made anew", async () => {
  const owner = `ALTER TABLE "A".t OWNER TO ${reader}`;
  expect(await touchedBy(owner)).toEqual(["column A.t.name", "sequence A.t_id_seq", "table A.t"]);
  const made = 'CREATE TABLE "B".w (id serial); CREATE TYPE "B".pair AS (a int)';
  expect(await touchedBy(made)).toEqual(["sequence B.w_id_seq", "table B.w", "type B.pair"]);
});

test("inside savepoints, but not what they took back, nor what others wrote meanwhile", async () => {
  await sql.unsafe("BEGIN");
  await sql.unsafe(`GRANT CREATE ON SCHEMA "A" TO ${reader}`);
  await other.unsafe(`GRANT CREATE ON SCHEMA "B" TO ${reader}`);
  await sql.unsafe(`
    SAVEPOINT a; GRANT DELETE ON "A".t TO ${reader}; RELEASE a;
    SAVEPOINT b; GRANT DELETE ON "B".v TO ${reader}; ROLLBACK TO b;
    SAVEPOINT c; GRANT USAGE ON SEQUENCE "B".free TO ${reader}`);
  await other.unsafe(`GRANT DELETE ON "A".u TO ${reader}`);
  const touched = await inspectTouched(sql, { objects: [] });
  await sql.unsafe("ROLLBACK");
  expect(seen(touched)).toEqual(["column A.t.name", "schema A", "sequence B.free", "table A.t"]);
  await other.unsafe(`REVOKE CREATE ON SCHEMA "B" FROM ${reader}; REVOKE DELETE ON "A".u FROM ${reader}`);
});

test("what has no row left is read whole", async () => {
  const change = `
    ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO ${reader};
    ALTER ROLE ${reader} SET work_mem = '5MB'`;
  await tried(change, async (tx) => {
    const touched = await inspectTouched(tx, { objects: [] });
    const whole = await inspectInside(tx);
    expect([...touched.defaults]).toEqual([...whole.defaults]);
    expect(touched.roles.get(reader)?.settings).toEqual({ work_mem: "5MB" });
  });
});

test("a role without any privilege can ask", async () => {
  const touched = await tried(`SET LOCAL ROLE ${reader}`, (tx) =>
    inspectTouched(tx, { objects: named("table A.t", 'large object "4711"') }),
  );
  expect(seen(touched)).toEqual(["column A.t.name", 'large object "4711"', "table A.t"]);
});
