import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { planRevision, readSources } from "../../scripts/project/plan-revision.ts";
import { proveAndWrite } from "../../scripts/project/write-revision.ts";
import { removeProject } from "../support/cluster.ts";
import { jobs, openJob } from "../support/job.ts";
import { plan } from "../support/project.ts";

/**
 * Every job goes up, down and up again on a scratch server, for each environment that makes a difference. The
 * expected SQL is on disk; `npx vitest run test/database/jobs.test.ts -u` writes it anew, to be read by eye.
 */
describe("the jobs of a warehouse admin", () => {
  test.each(jobs())("$name", async (job) => {
    const project = await openJob(job);
    try {
      const revision = await plan(project, "job");
      await expect(revision.migration).toMatchFileSnapshot(join(job.folder, "migration.sql"));
      await expect(revision.down).toMatchFileSnapshot(join(job.folder, "down.sql"));
      await proveAndWrite(project, revision, { proof: true });
      const again = await planRevision(await readSources(project), "again", []);
      expect(again.kind).toBe("nothing");
    } finally {
      await removeProject(project.root);
    }
  });
});
