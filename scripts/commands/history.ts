// `dwh history`: the revisions in the folder.

import { loadRevisions } from "../migrations/folder.ts";
import { EXIT } from "../model/exit-code.ts";
import { openProject } from "../sources/project.ts";
import { ownWords } from "../terminal/own-words.ts";
import { formatTable } from "../terminal/table.ts";

/** Lists the revisions, oldest first. */
export async function run(): Promise<number> {
  const { config } = await openProject();
  const revisions = await loadRevisions(config.out);
  if (revisions.length === 0) {
    process.stdout.write(
      ownWords(
        "There is no revision yet. Write the first: `dwh revision -m init` (make: `make revision m=init`)\n",
      ),
    );
    return EXIT.done;
  }
  const rows = revisions.map(({ number, name, message }) => [`#${number}`, name, message]);
  process.stdout.write(`${formatTable([["number", "revision", "message"], ...rows])}\n`);
  return EXIT.done;
}
