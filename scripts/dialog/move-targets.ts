// Targets moved with what is asked and told meanwhile: what `upgrade` and `downgrade` have in common.
import { EXIT } from "../model/exit-code.ts";
import { type Move, migrate } from "../move/migrate.ts";
import { PreparedRevisions } from "../move/prepared-revisions.ts";
import { printedOn } from "../move/printed-on.ts";
import { parseParallel, targetToMove } from "../move/target-to-move.ts";
import { namedTargets } from "../sources/named-targets.ts";
import { openProject } from "../sources/project.ts";
import { confirmTargets } from "../terminal/confirm-targets.ts";
import { moveAndReport } from "../terminal/move-report.ts";
import { moveSeveral } from "../terminal/several-targets.ts";
import type { Options } from "../verbs/verbs.ts";

/** The options that both have. */
type MovingOptions = Omit<Options<"upgrade"> & Options<"downgrade">, "rowCheck" | "destructive">;

/** Which way, how far, and what only one of the two says. */
type Way = Pick<Move, "direction" | "to" | "lookedAt" | "destructive">;

/** What becomes of the failure of a move of one target, which may be tried again otherwise. */
type Failing = (error: unknown, again: (other: Partial<Way>) => Promise<number>) => Promise<number>;

/** Moves one target or several; prints what would be sent with `--sql`. @returns the exit code */
export async function moveTargets(options: MovingOptions, way: Way, onFailing?: Failing): Promise<number> {
  const project = await openProject();
  if (options.sql) {
    process.stdout.write(await printedOn(project, options.target, way));
    return EXIT.done;
  }
  const targets = namedTargets(project, options.target);
  const parallel = parseParallel(options.parallel ?? "4");
  await confirmTargets(targets, options.confirm);
  const { unvouched = false, keepForeignViews = false, dryRun = false, hooks } = options;
  const prepared = new PreparedRevisions();
  const move = async (name: string | undefined, onStep: (text: string) => void, other: Partial<Way> = {}) => {
    const target = await targetToMove(project, name, options, onStep);
    const request = { ...way, ...other, unvouched, keepForeignViews, dryRun, hooks, prepared, onStep };
    return { shown: target.shown, ...(await migrate(project, target, request)) };
  };
  if (targets.length > 1) {
    const names = targets.flatMap(({ name }) => name ?? []);
    return moveSeveral(names, parallel, (name, onStep) => move(name, onStep));
  }
  const moveOne = (other?: Partial<Way>) => moveAndReport((onStep) => move(targets[0]?.name, onStep, other));
  return onFailing ? moveOne().catch((error) => onFailing(error, moveOne)) : moveOne();
}
