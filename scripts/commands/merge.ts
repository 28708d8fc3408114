// `dwh merge`: the heads of a history joined.
import { mergeHeads } from "../branches/merge-heads.ts";
import { EXIT } from "../model/exit-code.ts";
import { withRevisionLock } from "../revise/revision-lock.ts";
import { openProject } from "../sources/project.ts";
import { withProgress } from "../terminal/progress.ts";
import type { Options } from "../verbs/verbs.ts";

/** Joins the heads of a history by a revision. */
export async function run(_args: readonly string[], options: Options<"merge">): Promise<number> {
  const project = await openProject();
  const {
    heads,
    name,
    proved = [],
  } = await withProgress((onStep) =>
    withRevisionLock(project, () => mergeHeads(project, { message: options.message?.trim(), onStep })),
  );
  if (name === undefined) process.stdout.write(`Nothing to join: the head is ${heads[0] ?? "base"}.\n`);
  else {
    for (const line of proved) process.stdout.write(`Proved: ${line}\n`);
    process.stdout.write(`Wrote ${name}, which joins ${heads.join(" and ")}\n`);
  }
  return EXIT.done;
}
