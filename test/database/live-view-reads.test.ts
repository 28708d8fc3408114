import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { readViews } from "../../scripts/database/inspect/live-view-reads.ts";
import { readStoredQuery } from "../../scripts/database/inspect/query-columns.ts";
import type { ViewReads } from "../../scripts/model/view-reads.ts";
import { freshDatabase } from "../support/cluster.ts";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;

beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  await sql.unsafe(`
    CREATE TABLE person (id integer, e_mail text, note text, ":odd [1] {x} \\" integer);
    ALTER TABLE person DROP COLUMN note;
    ALTER TABLE person ADD COLUMN note text;
    CREATE TABLE visit (id integer, place text);
  `);
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

/** What the server says of a view of this query. */
async function read(query: string, options = ""): Promise<ViewReads | undefined> {
  await sql.unsafe(`CREATE VIEW v ${options} AS ${query}`);
  try {
    return (await readViews(sql)).find(({ view }) => view === "public.v");
  } finally {
    await sql.unsafe("DROP VIEW v");
  }
}

const E_MAIL = "public.person.e_mail";
const ID = "public.person.id";

test.each<[string, Record<string, readonly string[]>]>([
  ["SELECT id AS a, upper(e_mail) AS b FROM person", { a: [ID], b: [E_MAIL] }],
  ["SELECT id AS a FROM person WHERE e_mail IS NOT NULL ORDER BY note", { a: [ID] }],
  ["SELECT count(*) AS a FROM person", { a: [] }],
  ["SELECT id AS a, count(e_mail) AS b FROM person GROUP BY id", { a: [ID], b: [E_MAIL] }],
  [
    "SELECT id, lower(e_mail) AS b FROM person GROUP BY GROUPING SETS ((id), (lower(e_mail)))",
    { id: [ID], b: [E_MAIL] },
  ],
  ["SELECT x.b AS a FROM (SELECT id AS c, e_mail AS b FROM person) x WHERE x.c > 1", { a: [E_MAIL] }],
  ["SELECT id, place FROM person JOIN visit USING (id)", { id: [ID], place: ["public.visit.place"] }],
  ["SELECT id FROM person FULL JOIN visit USING (id)", { id: [ID, "public.visit.id"] }],
  [
    "SELECT id FROM person UNION ALL (SELECT id FROM visit EXCEPT SELECT length(e_mail) FROM person)",
    { id: [E_MAIL, ID, "public.visit.id"] },
  ],
  [
    "WITH a AS (SELECT e_mail AS b FROM person), c AS (SELECT b AS d FROM a) SELECT d FROM c",
    { d: [E_MAIL] },
  ],
  [
    "WITH RECURSIVE a(n) AS (SELECT id FROM person UNION SELECT n + 1 FROM a WHERE n < 3) SELECT n FROM a",
    { n: [ID] },
  ],
  ["SELECT (SELECT max(p.e_mail) FROM person p WHERE p.id = v.id) AS a FROM visit v", { a: [E_MAIL] }],
  ["SELECT EXISTS (SELECT e_mail FROM person) AS a FROM visit", { a: [] }],
  [
    "SELECT t.e FROM visit, LATERAL (SELECT p.e_mail FROM person p WHERE p.id = visit.id) AS t(e)",
    { e: [E_MAIL] },
  ],
  ["SELECT f FROM person p, unnest(ARRAY[p.e_mail]) AS f", { f: [E_MAIL] }],
  [
    "SELECT x FROM person p, LATERAL (VALUES (p.e_mail), (p.note)) AS y (x)",
    { x: [E_MAIL, "public.person.note"] },
  ],
  ["SELECT row_number() OVER (ORDER BY id) AS a FROM person", { a: [] }],
  ["SELECT CASE WHEN id = 1 THEN e_mail END AS a FROM person", { a: [E_MAIL, ID] }],
  ['SELECT ":odd [1] {x} \\" AS ":b [2]" FROM person', { ":b [2]": ['public.person.":odd [1] {x} \\"'] }],
])("%s", async (query, shows) => expect((await read(query))?.shows).toEqual(shows));

test("a whole row shows every column that there is", async () => {
  const all = ['public.person.":odd [1] {x} \\"', E_MAIL, ID, "public.person.note"];
  expect((await read("SELECT to_jsonb(p) AS a FROM person p"))?.shows).toEqual({ a: all });
  expect((await read("SELECT x::text AS a FROM (SELECT p FROM person p) x"))?.shows).toEqual({ a: all });
});

const ALL = ["DELETE", "INSERT", "UPDATE"] as const;

test("what is written through a view, as far as no rule and no trigger does something else", async () => {
  const columns = { a: "id", e_mail: "e_mail" };
  const simple = "SELECT id AS a, e_mail, upper(note) AS c FROM person p WHERE id IN (SELECT id FROM visit)";
  const looksAt = ["public.visit"];
  expect((await read(simple))?.writes).toEqual({
    relation: "public.person",
    columns,
    privileges: ALL,
    looksAt,
  });
  const shown =
    "SELECT id, (SELECT max(place) FROM visit) AS last FROM person WHERE id > 0 WITH CHECK OPTION";
  expect((await read(shown))?.writes).toEqual({
    relation: "public.person",
    columns: { id: "id" },
    privileges: ALL,
    checked: true,
  });
  expect((await read("SELECT DISTINCT id FROM person"))?.writes).toBeUndefined();
  expect((await read("SELECT 1 AS a FROM person, visit"))?.writes).toBeUndefined();
  await sql.unsafe(`
    CREATE VIEW w AS SELECT id FROM person;
    CREATE RULE r AS ON INSERT TO w DO INSTEAD NOTHING;
    CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
    CREATE TRIGGER t INSTEAD OF DELETE ON w FOR EACH ROW EXECUTE FUNCTION f();
    CREATE VIEW over AS SELECT id AS n FROM w;
    CREATE MATERIALIZED VIEW m AS SELECT id FROM person;
  `);
  const found = new Map((await readViews(sql)).map((entry) => [entry.view, entry]));
  expect(found.get("public.w")?.writes?.privileges).toEqual(["UPDATE"]);
  expect(found.get("public.over")?.writes).toMatchObject({ relation: "public.w", columns: { n: "id" } });
  expect(found.get("public.m")).toMatchObject({ materialized: true, shows: { id: [ID] } });
  expect(found.get("public.m")?.writes).toBeUndefined();
  await sql.unsafe("DROP VIEW over, w; DROP MATERIALIZED VIEW m; DROP FUNCTION f");
});

test("which routines it calls, and what for", async () => {
  await sql.unsafe(`
    CREATE FUNCTION still(integer) RETURNS integer IMMUTABLE LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION moving(a integer, VARIADIC b text[]) RETURNS integer LANGUAGE sql AS 'SELECT 1';
    CREATE FUNCTION made(integer) RETURNS SETOF integer STABLE LANGUAGE sql AS 'SELECT 1';
    CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer);
    CREATE OPERATOR === (LEFTARG = integer, RIGHTARG = integer, FUNCTION = int4eq);
    CREATE FUNCTION alike(text, text) RETURNS boolean IMMUTABLE LANGUAGE sql AS 'SELECT true';
    CREATE OPERATOR ~~~~ (LEFTARG = text, RIGHTARG = text, FUNCTION = alike);
  `);
  const calls = async (query: string) => (await read(query))?.calls;
  expect(await calls("SELECT id, upper(note) AS n FROM person WHERE id === 1")).toBeUndefined();
  expect(await calls("SELECT id, still(id) AS a, 1 + still(2) AS b FROM person")).toEqual([
    { routine: "public.still(integer)", columns: ["a", "b"] },
  ]);
  expect(await calls("SELECT id, moving(id, 'x', 'y') AS a FROM person")).toEqual([
    { routine: "public.moving(integer, text[])" },
  ]);
  expect(await calls("SELECT id FROM person WHERE still(id) = 1 AND note ~~~~ 'x'")).toEqual([
    { routine: "public.alike(text, text)", writes: true },
    { routine: "public.still(integer)", writes: true },
  ]);
  expect(await calls("SELECT total(id) AS a, count(*) AS n FROM person, made(1)")).toEqual([
    { routine: "public.made(integer)" },
    { routine: "public.total(integer)", columns: ["a"] },
  ]);
  await sql.unsafe(
    "DROP OPERATOR === (integer, integer), ~~~~ (text, text); DROP AGGREGATE total(integer); DROP FUNCTION alike, made, moving, still",
  );
});

test("every view of PostgreSQL's own can be read", async () => {
  const rules = await sql<{ query: string; columns: string[] }[]>`
    SELECT ev_action::text AS query,
      to_json(ARRAY(
        SELECT attname::text FROM pg_attribute WHERE attrelid = ev_class AND attnum > 0 ORDER BY attnum
      )) AS columns
    FROM pg_rewrite WHERE ev_type = '1'`;
  expect(rules.length).toBeGreaterThan(120);
  for (const { query, columns } of rules)
    expect(readStoredQuery(query).columns.map(({ name }) => name)).toEqual(columns);
});
