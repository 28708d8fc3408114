/** A project with a history of a few revisions, for runs that are disturbed. */
import { planRevision } from "../../scripts/revise/plan-revision.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { makeProject, writeFiles } from "./project.ts";

/** The definitions after so many revisions: a table each. */
const definitions = (count: number): string => `
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const shop = pgSchema("SHOP");
${Array.from({ length: count }, (_, index) => `export const t${index} = shop.table("t${index}", { id: integer() });`).join("\n")}
`;

/**
 * Makes a project with so many revisions, each of which makes a table.
 *
 * @param before SQL that stands before what a revision does, by its number from 1
 */
export async function makeHistory(
  count: number,
  before: (number: number) => string = () => "",
): Promise<Project> {
  const project = await makeProject({}, ["test", "prod"]);
  for (let number = 1; number <= count; number++) {
    await writeFiles(project.root, { "definitions/shop.ts": definitions(number) });
    const planned = await planRevision(await readSources(project), `table ${number}`, []);
    if (planned.kind !== "planned") throw new Error(`nothing to plan: ${planned.kind}`);
    const { revision } = planned;
    const migration = `${before(number)}${revision.migration}`;
    await proveAndWrite(project, { ...revision, migration }, { proof: false });
  }
  return project;
}
