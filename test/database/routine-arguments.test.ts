import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { connect, type Sql, serverVersion } from "../../scripts/database/connect/connect.ts";
import { NEWEST_MAJOR } from "../../scripts/model/privilege.ts";
import { parseRoutineArguments, TYPE_NAMES } from "../../scripts/model/routine-arguments.ts";
import { QUOTED_KEYWORDS, serverIdentifier } from "../../scripts/model/server-identifier.ts";
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
    CREATE DOMAIN "geo.v2"."order" AS integer;
    CREATE SCHEMA "table";
    CREATE DOMAIN "table".name AS integer;
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
  '"geo.v2"."order", "geo.v2"."order"[], "table".name',
  'pg_catalog."char", pg_catalog.timestamp, pg_catalog.bpchar[]',
  "double  precision, CHARACTER VARYING (5) [], bit varying(3), national character(2)",
  "",
])("%s", async (types) => {
  expect(parseRoutineArguments(types)).toEqual({ text: await onServer(types), unknown: [] });
});

it("a name is quoted as the server quotes it; what only later versions quote is quoted before them", async () => {
  const names = ["plain", "a1", "_x$", "Upper", "1st", "with space", 'a"b', "größe", "action", "json_value"];
  const rows = await sql.unsafe(
    `SELECT word, quote_ident(word) AS said, catcode
     FROM (
       SELECT word, catcode FROM pg_catalog.pg_get_keywords()
       UNION
       SELECT name, 'U' FROM jsonb_array_elements_text($1::text::jsonb) AS name
     ) AS words`,
    [JSON.stringify(names)],
  );
  const quoted = new Set(rows.filter(({ catcode }) => catcode !== "U").map(({ word }) => String(word)));
  expect([...quoted].filter((word) => !QUOTED_KEYWORDS.has(word))).toEqual([]);
  const later = [...QUOTED_KEYWORDS].filter((word) => !quoted.has(word));
  expect(later.filter((word) => !/^json|^merge_action$|^system_user$/.test(word))).toEqual([]);
  if ((await serverVersion(sql)).major === NEWEST_MAJOR) expect(later).toEqual([]);
  for (const { word, said } of rows) {
    expect(serverIdentifier(word)).toBe(later.includes(word) ? `"${word}"` : said);
  }
});
