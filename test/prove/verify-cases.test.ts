import { afterAll, expect, test } from "vitest";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import { verifyRevision } from "../../scripts/revise/verify-revision.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import { cases, openCase, planCase } from "../support/case.ts";
import { removeProject } from "../support/cluster.ts";

const roots: string[] = [];
afterAll(async () => {
  for (const root of roots) await removeProject(root);
});

/** What is made again of the files is what was written, whatever the revision does. */
test.each(
  cases()
    .filter((_, index) => index % 12 === 1)
    .map((one) => [one.name, one] as const),
)("%s is verified", async (_name, one) => {
  const project = await openCase(one, ["test", "prod"]);
  roots.push(project.root);
  const planned = await planCase(project, one);
  await proveAndWrite(project, planned, { proof: true });
  const revisions = await loadRevisions(project.config.out);
  const { problems } = await verifyRevision(project, revisions, revisions.at(-1) as never);
  expect(problems).toEqual([]);
});
