import { afterEach, beforeEach, expect, inject, test } from "vitest";
import { connect, disconnect, type Sql } from "../../scripts/database/connect/connect.ts";
import { hasDrifted } from "../../scripts/drift/drift-items.ts";
import { findDrift } from "../../scripts/drift/find-drift.ts";
import { parseRenameHint } from "../../scripts/migrations/kit/drizzle-kit-hints.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { planRevision } from "../../scripts/revise/plan-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";

const definitions = (schema: string, table: string) => `
import { integer, pgSchema, serial, text } from "drizzle-orm/pg-core";
export const a = pgSchema("A");
export const b = pgSchema("B");
export const t = ${schema}.table("${table}", { id: serial().primaryKey(), n: text(), i: integer().generatedAlwaysAsIdentity() });
export const k = a.table("k", { id: integer() });
export const l = b.table("l", { id: integer() });
`;

const ROLES = `roles:
  "\${env}_mover": {}
grants:
  - { to: "\${env}_mover", privileges: USAGE, sequences: "A.*" }
  - { to: "\${env}_mover", privileges: USAGE, sequences: "B.*" }
  - { to: "\${env}_mover", privileges: UPDATE, sequences: "A.t_i_seq" }
`;

let project: Project;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
const at = () => target(database.url, { env: "moving" });
beforeEach(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  project = await makeProject({ "definitions/s.ts": definitions("a", "t"), "roles/r.yaml": ROLES }, [
    "moving",
  ]);
});
afterEach(async () => {
  await migrate(project, at(), { direction: "down", to: "base", destructive: "everything" });
  await disconnect(sql);
  await database.drop();
  await removeProject(project.root);
});

test.each([
  ["into another schema", "t", "A.t=B.t"],
  ["into another schema under another name", "u", "A.t=B.u"],
])("privileges follow the sequences of a table that goes %s", async (_how, table, rename) => {
  await writeFiles(project.root, {
    "roles/r.yaml": ROLES.replace(/ {2}- .*B\.\*.*\n/, "").replace(
      'sequences: "A.*"',
      "sequences: A.t_id_seq",
    ),
  });
  await revise(project, "first");
  await migrate(project, at(), { direction: "up", to: "head" });
  await sql.unsafe(`INSERT INTO "A".t (n) VALUES ('x'), ('y')`);
  await writeFiles(project.root, {
    "definitions/s.ts": definitions("b", table),
    "roles/r.yaml": ROLES.replace(/ {2}- .*A\.\*.*\n/, "").replace("A.t_i_seq", `B.${table}_i_seq`),
  });
  await revise(project, "moved", { hints: [parseRenameHint(rename)] });
  expect((await planRevision(await readSources(project), "again", [])).kind).toBe("nothing");
  await migrate(project, at(), { direction: "up", to: "head" });
  expect(hasDrifted(await findDrift(project, at(), sql))).toBe(false);
  await migrate(project, at(), { direction: "down", to: "-1" });
  expect(hasDrifted(await findDrift(project, at(), sql))).toBe(false);
  const [row] = await sql.unsafe(`SELECT count(*)::integer AS count FROM "A".t`);
  expect(row?.count).toBe(2);
});
