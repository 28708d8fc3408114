// `dwh check`: whether a revision is missing.
import { changedFiles, loadRevisions } from "../migrations/folder.ts";
import { historyProblems } from "../migrations/history-problems.ts";
import { refuseErrors } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { describeChanges } from "../review/differences.ts";
import { agree } from "../revise/plan-revision.ts";
import { openProject } from "../sources/project.ts";
import { readSources } from "../sources/read-sources.ts";
import { formatDiagnostics } from "../terminal/diagnostics.ts";
import { ownWords } from "../terminal/own-words.ts";

/** Tells whether definitions, roles and generated agree. */
export async function run(): Promise<number> {
  const project = await openProject();
  // Before the definitions are read: branches that conflict make no state to compare with.
  const revisions = await loadRevisions(project.config.out);
  const changed = (await Promise.all(revisions.map(changedFiles))).flat();
  refuseErrors([...changed, ...(changed.length > 0 ? [] : await historyProblems(revisions))]);
  const sources = await readSources(project);
  const { agrees, difference, warnings } = await agree(sources);
  if (warnings.length > 0) process.stderr.write(`${formatDiagnostics(warnings)}\n`);
  if (agrees) {
    process.stdout.write("Definitions, roles and generated agree.\n");
    return EXIT.done;
  }
  const lines = describeChanges(difference);
  const command = ownWords('`dwh revision --message "…"` (make: `make revision m="…"`)').replaceAll("`", "");
  process.stdout.write(
    `A revision is missing:\n${lines.map((line) => `  ${line}\n`).join("")}Write it: ${command}\n`,
  );
  return EXIT.differs;
}
