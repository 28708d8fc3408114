import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { rememberedVariables } from "../../scripts/database/apply/history-table.ts";
import { withConnection } from "../../scripts/database/connect/connect.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { historyTable } from "../../scripts/sources/history-place.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { openTarget } from "../../scripts/sources/target.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, target } from "../support/project.ts";

describe("what a database remembers of the deploy variables", () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let project: Project;

  beforeAll(async () => {
    database = await freshDatabase(inject("adminUrl"));
    project = await makeProject({
      "definitions/s.ts":
        'import { pgSchema } from "drizzle-orm/pg-core";\nexport const s = pgSchema("S");\n',
    });
    await revise(project, "first", { proof: false });
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await database.drop();
    await removeProject(project.root);
  });

  const look = (url: string) =>
    withConnection(url, (sql) => rememberedVariables(sql, historyTable(project, { variables: {} })));

  test("stands for what nobody gives, where somebody only looks", async () => {
    vi.stubEnv("DATABASE_URL", database.url);
    vi.stubEnv("DWH_ENV", undefined);
    // A database that was never upgraded remembers nothing.
    await expect(openTarget(project, undefined, undefined, look)).rejects.toThrow(/env has no value/);
    await migrate(project, target(database.url, { env: "prod" }), { direction: "up", to: "head" });
    expect((await openTarget(project, undefined, undefined, look)).variables).toEqual({ env: "prod" });
    // Who changes something says the values.
    await expect(openTarget(project, undefined)).rejects.toThrow(Refusal);
  });
});
