// `dwh heads`: the revisions that no other builds on.
import { loadRevisions } from "../migrations/folder.ts";
import { EXIT } from "../model/exit-code.ts";
import { openProject } from "../sources/project.ts";

/** Prints their names alone, oldest first: one, or one a branch. */
export async function run(): Promise<number> {
  const { config } = await openProject();
  const revisions = await loadRevisions(config.out);
  const parents = new Set(revisions.flatMap(({ snapshot }) => snapshot.parents));
  for (const { name, snapshot } of revisions)
    if (!parents.has(snapshot.id)) process.stdout.write(`${name}\n`);
  return EXIT.done;
}
