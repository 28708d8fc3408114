// `dwh rebase`: one's own revisions made again behind those of the base branch.
import { rebase } from "../branches/rebase-revisions.ts";
import { givenHints } from "../migrations/given-hints.ts";
import { parseAllowance } from "../model/allowance.ts";
import { EXIT } from "../model/exit-code.ts";
import { splitList } from "../model/identifier.ts";
import { withRevisionLock } from "../revise/revision-lock.ts";
import { openProject } from "../sources/project.ts";
import { withProgress } from "../terminal/progress.ts";
import type { Options } from "../verbs/verbs.ts";

/** Makes one's own revisions again behind those of the base branch. */
export async function run(_args: readonly string[], options: Options<"rebase">): Promise<number> {
  const hints = await givenHints(options);
  const project = await openProject();
  const again = {
    base: options.base,
    unappliedOn: (options.unappliedOn ?? []).flatMap(splitList),
    hints,
    destructive: parseAllowance(options.destructive),
  };
  const { base, moved, agrees } = await withProgress((onStep) =>
    withRevisionLock(project, () => rebase(project, { ...again, onStep })),
  );
  if (moved.length === 0)
    process.stdout.write(`Nothing to move: no revision of yours stands before one of ${base || "others"}.\n`);
  for (const { from, to } of moved)
    process.stdout.write(`${from} ${to === undefined ? "has nothing left to do" : `is ${to} now, proved`}\n`);
  if (!agrees)
    process.stdout.write("Definitions and roles say more than the revisions now: dwh check tells what.\n");
  return EXIT.done;
}
