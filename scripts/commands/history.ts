// `dwh history`: the revisions in the folder.
import { loadRevisions } from "../migrations/folder.ts";
import { EXIT } from "../model/exit-code.ts";
import { openProject } from "../sources/project.ts";
import { formatTable } from "../terminal/table.ts";

/** Lists the revisions, oldest first. */
export async function run(): Promise<number> {
  const { config } = await openProject();
  const revisions = await loadRevisions(config.out);
  if (revisions.length === 0) {
    process.stdout.write('There is no revision yet. Write the first: make revision m="init"\n');
    return EXIT.done;
  }
  const rows = revisions.map(({ number, name, message }) => [`#${number}`, name, message]);
  process.stdout.write(`${formatTable([["number", "revision", "message"], ...rows])}\n`);
  return EXIT.done;
}
