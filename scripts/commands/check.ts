// `dwh check`: whether a revision is missing.
import { branchConflicts } from "../branches/branch-conflicts.ts";
import { changedFiles, loadRevisions } from "../migrations/folder.ts";
import { historyProblems } from "../migrations/history-problems.ts";
import { headsOf } from "../migrations/lineage.ts";
import { type Diagnostic, refuseErrors } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { describeChanges } from "../review/differences.ts";
import { agree } from "../revise/plan-revision.ts";
import { openProject } from "../sources/project.ts";
import { readSources } from "../sources/read-sources.ts";
import { formatDiagnostics } from "../terminal/diagnostics.ts";
import { ownWords } from "../terminal/own-words.ts";
import type { Options } from "./verbs.ts";

/** Tells whether definitions, roles and generated agree. */
export async function run(_args: readonly string[], { oneHead }: Options<"check">): Promise<number> {
  const project = await openProject();
  // Before the definitions are read: branches that conflict make no state to compare with.
  const revisions = await loadRevisions(project.config.out);
  const changed = (await Promise.all(revisions.map(changedFiles))).flat();
  refuseErrors(changed);
  const conflicts = await branchConflicts(project, revisions);
  // What two branches do alike is told once.
  const told = new Set(conflicts.flatMap(({ related = [] }) => related.map(({ at }) => at.file)));
  const twice = ({ code, at }: Diagnostic) => code === "changed-twice" && told.has(at?.file ?? "");
  refuseErrors([...conflicts, ...(await historyProblems(revisions)).filter((problem) => !twice(problem))]);
  const heads = headsOf(revisions).map(({ name }) => name);
  if (heads.length > 1) {
    process.stdout.write(
      `Branches are open, and what they change does not conflict: ${heads.join(" and ")}.\n` +
        "Make your own again behind the others: dwh rebase. Or join them: dwh merge.\n",
    );
    if (oneHead) return EXIT.differs;
  }
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
