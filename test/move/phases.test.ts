import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect, disconnect, type Sql } from "../../scripts/database/connect/connect.ts";
import { readHalfDone } from "../../scripts/database/apply/step-record.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { historyTable, type Move, migrate } from "../../scripts/move/migrate.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, plan, revise, target, writeFiles } from "../support/project.ts";

const definitions = (indexes: string, more = "") => `
import { index, integer, pgSchema, text, uniqueIndex } from "drizzle-orm/pg-core";
export const shop = pgSchema("SHOP");
export const item = shop.table("item", { id: integer(), name: text() }, (t) => [${indexes}]);
${more}
`;

const FIRST = `index("by name").on(t.name).concurrently()`;
const SECOND = `uniqueIndex("by_id").on(t.id).concurrently()`;

let project: Project;
let review = "";
let migration = "";
let down = "";
beforeAll(async () => {
  project = await makeProject({ "definitions/shop.ts": definitions("") });
  await revise(project, "item");
  await writeFiles(project.root, {
    "definitions/shop.ts": definitions(
      `${FIRST}, ${SECOND}`,
      `export const shelf = shop.table("shelf", { id: integer() }, (t) => [index("at").on(t.id).concurrently()]);`,
    ),
  });
  const planned = await plan(project, "indexes");
  const { files } = await proveAndWrite(project, planned, { proof: true });
  review = files["review.md"];
  migration = files["migration.sql"];
  down = files["down.sql"];
});
afterAll(() => removeProject(project.root));

test("shown", () => {
  console.log(migration, down, review);
});
