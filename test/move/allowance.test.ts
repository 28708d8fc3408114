import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { parseAllowance } from "../../scripts/model/allowance.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { readDraft, removeDraft, writeDraft } from "../../scripts/revise/draft.ts";
import { planRevision } from "../../scripts/revise/plan-revision.ts";
import { revisionFiles } from "../../scripts/revise/revision-files.ts";
import { proveAndWrite, refuseDestruction } from "../../scripts/revise/write-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";

let project: Project;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
beforeEach(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  project = await makeProject({}, ["test"]);
});
afterEach(async () => {
  await sql.end();
  await database.drop();
  await removeProject(project.root);
});

const define = (tables: string) =>
  writeFiles(project.root, {
    "definitions/s.ts": `import { integer, pgSchema, varchar } from "drizzle-orm/pg-core";
export const s = pgSchema("HR");
${tables}`,
  });
const T = (columns: string) => `export const t = s.table("t", { id: integer().primaryKey()${columns} });`;
const WIDE = ", name: varchar({ length: 20 }), code: varchar({ length: 20 })";
const NARROW = ", name: varchar({ length: 3 }), code: varchar({ length: 3 })";

const move = (direction: "up" | "down", to: string, ...names: string[]) =>
  migrate(project, target(database.url, { env: "test" }), {
    direction,
    to,
    destructive: parseAllowance(names),
  });

async function planned(...names: string[]) {
  const allowed = parseAllowance(names);
  const plan = await planRevision(await readSources(project), "next", [], { allowed });
  if (plan.kind !== "planned") throw new Error(plan.kind);
  return { revision: plan.revision, refuse: () => refuseDestruction(plan.revision, allowed) };
}

test("what is named is allowed and no more, and a value is cut only where its column is named", async () => {
  await define(T(WIDE));
  await revise(project, "first", { proof: false });
  await move("up", "head");
  await sql.unsafe(`INSERT INTO "HR".t VALUES (1, 'abcdef', 'xy')`);
  await define(T(NARROW));
  expect((await planned()).refuse).toThrow(/HR\.t\.name from/);
  const one = await planned("HR.t.name");
  expect(one.refuse).toThrow(/HR\.t\.code from/);
  expect((await planned("HR.t.name HR.t.nowhere", "HR.t.code")).refuse).toThrow(
    /nothing is destroyed that is called HR\.t\.nowhere/,
  );
  const { revision, refuse } = await planned('"HR"."t"."name" HR.t.code');
  expect(refuse).not.toThrow();
  expect(revision.hazards.map(({ message }) => message)).toContain(
    "cuts values of HR.t.name to character varying(3)",
  );
  expect(revision.rows.up).toEqual([]);
  await writeDraft(project, revision, revisionFiles(revision, { lines: [] }));
  const draft = await readDraft(await readSources(project));
  expect(draft.hazards).toContainEqual(
    expect.objectContaining({ message: "cuts values of HR.t.name to character varying(3)" }),
  );
  expect(() => refuseDestruction(draft, parseAllowance([]))).not.toThrow();
  await removeDraft(project);
  const all = await planned("*");
  expect(all.refuse).not.toThrow();
  expect(all.revision.rows.up).toHaveLength(2);
  expect(all.revision.migration).toContain("does not fit");
  // One by name: what does not fit in the other is refused.
  expect(one.revision.rows.up).toMatchObject([{ message: expect.stringContaining("HR.t.code") }]);
  await proveAndWrite(project, revision, { proof: true });
  await move("up", "head");
  const rows = () => sql.unsafe(`SELECT name, code FROM "HR".t`);
  expect(await rows()).toEqual([{ name: "abc", code: "xy" }]);
});

test("a way back destroys what is named and no more", async () => {
  await define(T(NARROW));
  await revise(project, "first", { proof: false });
  await move("up", "head");
  await define(`${T(`${WIDE}, more: integer()`)} export const u = s.table("u", { id: integer() });`);
  await revise(project, "wide", { proof: false });
  await move("up", "head");
  await sql.unsafe(`INSERT INTO "HR".t VALUES (1, 'abcdef', 'xy', 5); INSERT INTO "HR".u VALUES (1)`);
  const back = (...names: string[]) => move("down", "-1", ...names);
  await expect(back()).rejects.toThrow(/HR\.u/);
  await expect(back("HR.u HR.t.more")).rejects.toThrow(/cuts values of HR\.t\.name/);
  await expect(back("HR.u", "HR.t")).rejects.toThrow(/nothing is destroyed that is called HR\.t$/m);
  // The other column has no value that would be cut; but statements that cut know no names.
  await expect(back("HR.u HR.t.more HR.t.name")).rejects.toThrow(/does not fit|in the way/);
  await back("HR.u HR.t.more HR.t.name HR.t.code");
  expect(await sql.unsafe(`SELECT * FROM "HR".t`)).toEqual([{ id: 1, name: "abc", code: "xy" }]);
});
