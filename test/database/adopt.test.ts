import { resolve } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openScratch, type Scratch } from "../../scripts/database/scratch.ts";
import { adoptRolesOf } from "../../scripts/project/adopt.ts";
import { migrate } from "../../scripts/project/migrate.ts";
import { openProject, type Project } from "../../scripts/project/project.ts";
import { embeddedPackage, freshDatabase, removeProject, temporaryProject } from "../support/cluster.ts";
import { LIBRARY, target } from "../support/project.ts";

const ROOT = resolve(import.meta.dirname, "../..");

// A server of its own: adoption reads all roles of a cluster.
describe("the roles of the whole warehouse, for test and prod in one cluster", () => {
  let folder: string;
  let scratch: Scratch;
  let project: Project;
  const urls = new Map<string, string>();

  const run = async (env: string, statements: string): Promise<void> => {
    const sql = postgres(urls.get(env) ?? "", { max: 1, onnotice: () => {} });
    await sql.unsafe(statements).finally(() => sql.end());
  };
  const adopt = (env: string, external: readonly string[] = []) =>
    adoptRolesOf(project, target(urls.get(env) ?? "", { env }), external);

  beforeAll(async () => {
    folder = await temporaryProject();
    project = await openProject(ROOT, LIBRARY);
    scratch = await openScratch(folder, { ...embeddedPackage(), base: "0" });
    for (const env of ["test", "prod"]) {
      urls.set(env, (await freshDatabase(scratch.url)).url);
      await migrate(project, target(urls.get(env) ?? "", { env }), { direction: "up", to: "head" });
    }
  }, 120_000);

  afterAll(async () => {
    await scratch.close();
    await removeProject(folder);
  });

  test.each(["test", "prod"])("%s: the lines that made them", async (env) => {
    const { text, unsaid } = await adopt(env);
    expect(unsaid).toEqual([]);
    console.log(text);
  });
});
