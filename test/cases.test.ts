import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cases, openCase, planCase } from "./support/case.ts";
import { removeProject } from "./support/cluster.ts";

/** The expected SQL is on disk; `npx vitest run test/cases.test.ts -u` writes it anew, to be read by eye. */
describe("given these declarations, this SQL", () => {
  test.each(cases())("$name", async (entry) => {
    const project = await openCase(entry, ["test", "prod"]);
    try {
      const { migration, down } = await planCase(project, entry);
      await expect(migration).toMatchFileSnapshot(join(entry.folder, "migration.sql"));
      await expect(down).toMatchFileSnapshot(join(entry.folder, "down.sql"));
    } finally {
      await removeProject(project.root);
    }
  });
});
