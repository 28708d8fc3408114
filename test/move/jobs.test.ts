import { join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { connect, serverVersion } from "../../scripts/database/connect/connect.ts";
import { planRevision } from "../../scripts/revise/plan-revision.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { removeProject } from "../support/cluster.ts";
import { jobs, openJob } from "../support/job.ts";
import { plan } from "../support/project.ts";

/** Its options of memberships cannot be said before 16. */
const NEEDS_16 = "17-membership-options";

/**
 * Every job goes up, down and up again on a scratch server, for each environment that makes a difference. The
 * expected SQL is on disk; `npx vitest run test/database/jobs.test.ts -u` writes it anew, to be read by eye.
 */
describe("the jobs of a warehouse admin", () => {
  let major: number;

  beforeAll(async () => {
    const sql = await connect(inject("adminUrl"));
    ({ major } = await serverVersion(sql).finally(() => sql.end()));
  });

  test.each(jobs())("$name", async (job) => {
    const project = await openJob(job);
    try {
      const revision = await plan(project, "job");
      await expect(revision.migration).toMatchFileSnapshot(join(job.folder, "migration.sql"));
      await expect(revision.down).toMatchFileSnapshot(join(job.folder, "down.sql"));
      if (major < 16 && job.name === NEEDS_16) {
        await expect(proveAndWrite(project, revision, { proof: true })).rejects.toThrow("42601");
        return;
      }
      await proveAndWrite(project, revision, { proof: true });
      const again = await planRevision(await readSources(project), "again", []);
      expect(again.kind).toBe("nothing");
    } finally {
      await removeProject(project.root);
    }
  });
});
