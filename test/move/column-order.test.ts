import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { agree, planRevision } from "../../scripts/revise/plan-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { copyLayers } from "../support/layers.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";

const definitions = (
  ...columns: readonly string[]
) => `import { integer, pgSchema, text } from "drizzle-orm/pg-core";
export const s = pgSchema("S");
export const t = s.table("t", { ${columns.join(", ")} });
export const v = s.view("v").as((query) => query.select({ id: t.id, age: t.age }).from(t));
`;

const [ID, NAME, AGE, CITY] = [
  "id: integer().primaryKey()",
  "name: text()",
  "age: integer()",
  "city: text()",
];

describe("the order of columns does not count", () => {
  let project: Project;
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let sql: Sql;

  beforeEach(async () => {
    database = await freshDatabase(inject("adminUrl"));
    sql = await connect(database.url);
    project = await makeProject({ "definitions/s.ts": definitions(ID, NAME, AGE) }, ["test"]);
    await revise(project, "before");
    await move("up", "head");
    await sql.unsafe(`INSERT INTO "S".t (id, name, age) VALUES (1, 'Ada', 36), (2, 'Éva', 41)`);
  });
  afterEach(async () => {
    await sql.end();
    await database.drop();
    await removeProject(project.root);
  });

  const move = (direction: "up" | "down", to: string) =>
    migrate(project, target(database.url, { env: "test" }), { direction, to });
  const rows = () =>
    sql.unsafe(`SELECT to_jsonb(t) AS row FROM "S".t ORDER BY id`).then((all) => all.map(({ row }) => row));

  test.each([
    ["a column comes in the middle", [ID, CITY, NAME, AGE], { city: null }],
    ["a column comes in the middle while others change places", [AGE, CITY, ID, NAME], { city: null }],
  ])("%s, on rows, up, down and up", async (_what, after, more) => {
    await writeFiles(project.root, { "definitions/s.ts": definitions(...after) });
    await revise(project, "after");
    await move("up", "head");
    expect(await rows()).toEqual([
      { id: 1, name: "Ada", age: 36, ...more },
      { id: 2, name: "Éva", age: 41, ...more },
    ]);
    expect((await agree(await readSources(project))).agrees).toBe(true);
    await move("down", "-1");
    expect(await rows()).toEqual([
      { id: 1, name: "Ada", age: 36 },
      { id: 2, name: "Éva", age: 41 },
    ]);
    await move("up", "head");
  });

  test("a column in the middle goes, on rows, up, down and up", async () => {
    await writeFiles(project.root, { "definitions/s.ts": definitions(ID, AGE) });
    await revise(project, "after");
    await move("up", "head");
    expect(await rows()).toEqual([
      { id: 1, age: 36 },
      { id: 2, age: 41 },
    ]);
    await move("down", "-1");
    expect(await rows()).toEqual([
      { id: 1, name: null, age: 36 },
      { id: 2, name: null, age: 41 },
    ]);
    await move("up", "head");
    // What stands last on the server now, and in the middle in the definitions, is no difference later either.
    await writeFiles(project.root, { "definitions/s.ts": definitions(ID, CITY, AGE) });
    await revise(project, "later");
    await move("up", "head");
    expect((await agree(await readSources(project))).agrees).toBe(true);
  });

  test("two lines that change places are no revision", async () => {
    await writeFiles(project.root, { "definitions/s.ts": definitions(NAME, ID, AGE) });
    const { agrees } = await agree(await readSources(project));
    expect(agrees).toBe(true);
    expect(await planRevision(await readSources(project), "swapped", [])).toMatchObject({ kind: "nothing" });
  });
});

describe("the order of columns in this repository's own definitions", () => {
  const ROOT = resolve(import.meta.dirname, "../..");
  let project: Project;

  beforeEach(async () => {
    project = await makeProject({}, ["test"]);
    copyLayers(project.root);
    await revise(project, "first", { proof: false });
  });
  afterEach(() => removeProject(project.root));

  test("a column comes, and one goes, in the middle of a table; proved", async () => {
    const file = "definitions/stg/auth.ts";
    const text = readFileSync(join(ROOT, file), "utf8");
    expect(text).toMatch(/^ {2}\w+: .*,\n/m);
    // Before the first column of the first table.
    const more = text.replace(/^( {2}\w+: )/m, '  zeroth: varchar("zeroth"),\n$1');
    await writeFiles(project.root, { [file]: more });
    await revise(project, "comes");
    expect((await agree(await readSources(project))).agrees).toBe(true);
    await writeFiles(project.root, { [file]: text });
    await revise(project, "goes");
    expect((await agree(await readSources(project))).agrees).toBe(true);
  });
});
