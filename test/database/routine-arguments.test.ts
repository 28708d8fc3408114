import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect.ts";
import { parseRoutineArguments, TYPE_NAMES } from "../../scripts/declarations/objects/routine-arguments.ts";
import { freshDatabase } from "../support/cluster.ts";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;

beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  await sql.unsafe(`
    CREATE SCHEMA "geo.v2";
    CREATE TYPE "geo.v2"."c d" AS ENUM ('a');
    CREATE DOMAIN "geo.v2".low AS integer;
  `);
});

afterAll(async () => {
  await sql.end();
  await database.drop();
});

/** What the server calls the arguments of a function that is made with these. */
async function onServer(types: string): Promise<string> {
  await sql.unsafe(`CREATE FUNCTION "geo.v2".f(${types}) RETURNS integer LANGUAGE sql AS 'SELECT 1'`);
  const [row] = await sql.unsafe(
    "SELECT pg_catalog.oidvectortypes(proargtypes) AS types FROM pg_catalog.pg_proc WHERE proname = 'f'",
  );
  await sql.unsafe(`DROP FUNCTION "geo.v2".f(${types})`);
  return String(row?.types);
}

it("types are called as the server calls them", async () => {
  const names = TYPE_NAMES.filter((name) => !/serial|^unknown$/.test(name));
  const rows = await sql.unsafe(
    `SELECT name, pg_catalog.format_type(pg_catalog.to_regtype(name), NULL) AS said
     FROM jsonb_array_elements_text($1::text::jsonb) AS name`,
    [JSON.stringify(names.map((name) => (name === "any" ? '"any"' : name)))],
  );
  for (const { name, said } of rows) expect([name, parseRoutineArguments(name).text]).toEqual([name, said]);
  expect(rows).toHaveLength(names.length);
});

it.each([
  "int, varchar(20), numeric(10,2)[]",
  'timestamp(3) with time zone, time, text[3][2], "char"',
  '"geo.v2"."c d", "geo.v2".low[], pg_catalog.int4',
  "double  precision, CHARACTER VARYING (5) [], bit varying(3), national character(2)",
  "",
])("%s", async (types) => {
  expect(parseRoutineArguments(types)).toEqual({ text: await onServer(types), unknown: [] });
});
