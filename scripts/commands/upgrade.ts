// `dwh upgrade`: pending revisions applied.
import { EXIT } from "../model/exit-code.ts";
import { migrate } from "../move/migrate.ts";
import { PreparedRevisions } from "../move/prepared-revisions.ts";
import { printedOn } from "../move/printed-on.ts";
import { parseParallel, targetToMove } from "../move/target-to-move.ts";
import { namedTargets } from "../sources/named-targets.ts";
import { openProject } from "../sources/project.ts";
import { confirmTargets } from "../terminal/confirm-targets.ts";
import { moveAndReport } from "../terminal/move-report.ts";
import { moveSeveral } from "../terminal/several-targets.ts";
import type { Options } from "./verbs.ts";

/** Applies pending revisions, on one target or several; prints them with `--sql`. */
export async function run([to = "head"]: readonly string[], options: Options<"upgrade">): Promise<number> {
  const project = await openProject();
  const direction = "up";
  if (options.sql) {
    process.stdout.write(await printedOn(project, options.target, { direction, to }));
    return EXIT.done;
  }
  const targets = namedTargets(project, options.target);
  const parallel = parseParallel(options.parallel ?? "4");
  await confirmTargets(targets, options.confirm);
  const lookedAt = options.rowCheck === undefined ? "some" : options.rowCheck ? "all" : "none";
  const { unvouched = false, keepForeignViews = false, dryRun = false, hooks } = options;
  const prepared = new PreparedRevisions();
  const move = async (name: string | undefined, onStep: (text: string) => void) => {
    const target = await targetToMove(project, name, options, onStep);
    const request = {
      direction,
      to,
      lookedAt,
      unvouched,
      keepForeignViews,
      dryRun,
      hooks,
      prepared,
      onStep,
    } as const;
    return { shown: target.shown, ...(await migrate(project, target, request)) };
  };
  if (targets.length === 1) return moveAndReport((onStep) => move(targets[0]?.name, onStep));
  return moveSeveral(
    targets.flatMap(({ name }) => name ?? []),
    parallel,
    move,
  );
}
