import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { readViews } from "../../scripts/database/inspect/live-view-reads.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { proveViews } from "../../scripts/prove/prove-views.ts";
import { agree } from "../../scripts/revise/plan-revision.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, writeFiles } from "../support/project.ts";

let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;

beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  await sql.unsafe(`
    CREATE SCHEMA "DM";
    CREATE TABLE "DM".person (id integer, e_mail text, note text);
    CREATE TABLE "DM".leak (e_mail text);
    CREATE TABLE "DM".visit (id integer, note text);
  `);
});
afterAll(async () => {
  await sql.end();
  await database.drop();
});

const at = { file: "definitions/dm.ts", line: 9, column: 14 };

/** What is wrong when these views are there, in order, and nothing is known to be sensitive but the e-mail. */
async function missed(views: Readonly<Record<string, string>>, cleared: readonly string[] = [], more = "") {
  const names = Object.keys(views);
  await sql.unsafe(`SET search_path = "DM"`);
  for (const name of names) await sql.unsafe(`CREATE VIEW "DM".${name} AS ${views[name]}`);
  await sql.unsafe(`SET search_path = ''; ${more}`);
  const sensitive = new Set(["DM.person.e_mail"]);
  const variables = { layer: "DM" };
  try {
    proveViews(await readViews(sql), { sensitive, cleared: new Set(cleared), placeOf: () => at, variables });
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    expect(error.diagnostics.every((one) => one.at === at)).toBe(true);
    return error.diagnostics.map(({ code, message }) => `${code}: ${message.replace(/, which is.*/, "")}`);
  } finally {
    for (const name of names.toReversed()) await sql.unsafe(`DROP VIEW IF EXISTS "DM".${name}`);
  }
}

const READS = "sensitive-view: the view DM.v reads DM.person.e_mail";

describe("the server says what views read", () => {
  it.each([
    ["a name without its schema", "SELECT e_mail FROM person"],
    ["a condition", "SELECT id FROM person WHERE e_mail IS NOT NULL"],
    ["columns by other names", "SELECT b FROM person AS p (a, b, c)"],
    ["a row", "SELECT to_jsonb(p) AS p FROM person p"],
    ["a row beside a column", "SELECT p.id, p FROM person p"],
    ["the row of a join", "SELECT j::text FROM (person JOIN visit USING (id)) AS j"],
    ["a row deep within", "SELECT (SELECT x::text FROM (SELECT t FROM person t) x LIMIT 1) AS x"],
    ["a row of a sample", "SELECT p FROM person p TABLESAMPLE system (100) JOIN visit USING (id)"],
    ["columns that are joined by themselves", "SELECT id FROM person NATURAL JOIN leak"],
    ["a subquery", "WITH a AS (SELECT * FROM person) SELECT a.id FROM a"],
  ])("%s", async (_name, query) => expect(await missed({ v: query })).toEqual([READS]));

  it.each([
    ["other columns", "SELECT id, note FROM person"],
    ["how many there are", "SELECT count(*) FROM person"],
    ["the row of another table", "SELECT v FROM visit v JOIN person p USING (id)"],
    ["a column of that name elsewhere", "SELECT e_mail FROM leak"],
    ["a sample", "SELECT id FROM person TABLESAMPLE system (100)"],
  ])("%s may be shown", async (_name, query) => expect(await missed({ v: query })).toEqual([]));

  it("views over such views read it too, but through cleared ones", async () => {
    const views = { v: "SELECT e_mail FROM person", w: "SELECT 1 FROM v", a: "SELECT 1 FROM w" };
    expect(await missed(views)).toEqual([
      READS,
      "sensitive-view: the view DM.w reads DM.v",
      "sensitive-view: the view DM.a reads DM.w",
    ]);
    expect(await missed(views, ["${layer}.v"])).toEqual([]);
    expect(await missed(views, ["DM.w"])).toEqual([READS]);
  });

  it("materialized views are views, and a relation may be meant by its number", async () => {
    const more = `CREATE MATERIALIZED VIEW "DM".m AS SELECT e_mail FROM "DM".person`;
    expect(await missed({}, [], more)).toEqual(["sensitive-view: the view DM.m reads DM.person.e_mail"]);
    await sql.unsafe('DROP MATERIALIZED VIEW "DM".m');
    await sql.unsafe(
      `CREATE VIEW "DM".v AS SELECT table_to_xml('"DM".visit'::regclass, true, true, '') AS x`,
    );
    const options = {
      sensitive: new Set(["DM.visit"]),
      cleared: new Set<string>(),
      placeOf: () => at,
      variables: {},
    };
    const views = await readViews(sql);
    expect(() => proveViews(views, options)).toThrow("the view DM.v reads DM.visit");
    await sql.unsafe('DROP VIEW "DM".v');
  });
});

const definitions = (query: string, more = "") => `import { sql } from "drizzle-orm";
import { integer, pgSchema, text } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";
export const dm = pgSchema("DM");
export const person = dm.table("person", { id: integer(), eMail: text("e_mail") });
export const leak = dm.table("leak", { eMail: text("e_mail") });
annotate(person, { columns: { eMail: { sensitive: true } } });
export const v = dm.view("v", { id: integer() }).as(sql\`${query}\`);
${more}`;

it("a revision is refused where a view reads what its text does not say, until it is marked", async () => {
  const natural = 'select id from "DM"."person" natural join "DM"."leak"';
  const project = await makeProject({
    "definitions/dm.ts": definitions(natural),
    "roles/r.yaml": "levels: {read: {tables: SELECT}}\n",
  });
  await expect(revise(project, "init")).rejects.toMatchObject({
    diagnostics: [
      {
        code: "sensitive-view",
        message: "the view DM.v reads DM.person.e_mail, which is sensitive, but its text does not say so",
        at: { file: expect.stringContaining("definitions/dm.ts"), line: 8, column: 14 },
      },
    ],
  });
  await writeFiles(project.root, {
    "definitions/dm.ts": definitions(natural, "annotate(v, { sensitive: true });\n"),
  });
  await revise(project, "init");
  await writeFiles(project.root, {
    "definitions/dm.ts": definitions('select id from "DM" . "person" join "DM"."leak" using ("e_mail")'),
    "roles/r.yaml":
      "levels: {read: {tables: SELECT}}\ncleared:\n  - {tables: DM.v, because: numbers tell nothing}\n",
  });
  await revise(project, "cleared");
  expect((await agree(await readSources(project))).agrees).toBe(true);
  await removeProject(project.root);
});
