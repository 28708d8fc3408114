import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { revisionFiles } from "../scripts/revise/revision-files.ts";
import { cases, openCase, planCase } from "./support/case.ts";
import { removeProject } from "./support/cluster.ts";

/** The expected SQL is on disk; `npx vitest run test/cases.test.ts -u` writes it anew, to be read by eye. */
describe("given these declarations, this SQL", () => {
  test.each(cases())("$name", async (entry) => {
    const project = await openCase(entry, ["test", "prod"]);
    try {
      const revision = await planCase(project, entry);
      await expect(revision.migration).toMatchFileSnapshot(join(entry.folder, "migration.sql"));
      await expect(revision.down).toMatchFileSnapshot(join(entry.folder, "down.sql"));
      const review = join(entry.folder, "review.md");
      if (existsSync(review))
        await expect(revisionFiles(revision, { lines: [] })["review.md"]).toMatchFileSnapshot(review);
    } finally {
      await removeProject(project.root);
    }
  });
});
