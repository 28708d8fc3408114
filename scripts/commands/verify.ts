// `dwh verify`: what lies in generated/, proved again.
import { changedSince } from "../migrations/changed-since.ts";
import { resolveRevision } from "../migrations/find-revision.ts";
import { loadRevisions, type Revision } from "../migrations/folder.ts";
import { Refusal } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { splitList } from "../model/identifier.ts";
import { verifyRevision } from "../revise/verify-revision.ts";
import { openProject } from "../sources/project.ts";
import { withProgress } from "../terminal/progress.ts";
import type { Options } from "../verbs/verbs.ts";

/** Those that are named, those that a branch adds or changes, or all. */
async function chosen(
  out: string,
  revisions: readonly Revision[],
  names: readonly string[],
  since: string | undefined,
): Promise<Revision[]> {
  const numbers = new Set(names.map((name) => resolveRevision(revisions, name, revisions.length)));
  const changed = since === undefined || revisions.length === 0 ? undefined : await changedSince(out, since);
  return revisions.filter(
    ({ name, number }) => (names.length === 0 || numbers.has(number)) && (changed?.has(name) ?? true),
  );
}

/** Proves revisions of the folder again, each in the state that those before it lead to. */
export async function run(names: readonly string[], { since }: Options<"verify">): Promise<number> {
  const project = await openProject();
  const { out } = project.config;
  const revisions = await loadRevisions(out);
  const toVerify = await chosen(out, revisions, names.flatMap(splitList), since);
  const problems = [];
  for (const revision of toVerify) {
    const verified = await withProgress(
      (onStep) => verifyRevision(project, revisions, revision, onStep),
      (result) => result.problems.length > 0,
    );
    problems.push(...verified.problems);
    process.stdout.write(
      `${verified.name} ${verified.problems.length > 0 ? "is not what it says" : "is proved"}\n`,
    );
    for (const line of verified.notVouched) process.stdout.write(`  not vouched for: ${line}\n`);
  }
  if (problems.length > 0) throw new Refusal(problems);
  if (toVerify.length === 0) process.stdout.write("There is no revision to verify.\n");
  return EXIT.done;
}
