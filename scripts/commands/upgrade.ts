// `dwh upgrade`: pending revisions applied.
import { migrate } from "../move/migrate.ts";
import { namedTargets, openTargetToChange } from "../sources/named-targets.ts";
import { openProject } from "../sources/project.ts";
import { confirmTargets } from "../terminal/confirm-targets.ts";
import { moveAndReport } from "../terminal/move-report.ts";
import type { Options } from "./verbs.ts";

/** Applies pending revisions. */
export async function run([to = "head"]: readonly string[], options: Options<"upgrade">): Promise<number> {
  const project = await openProject();
  await confirmTargets(namedTargets(project, options.target), options.confirm);
  return moveAndReport(async (onStep) => {
    const target = await openTargetToChange(project, options.target, onStep);
    const lookedAt = options.rowCheck === undefined ? "some" : options.rowCheck ? "all" : "none";
    const { unvouched = false } = options;
    const move = { direction: "up", to, lookedAt, unvouched, onStep } as const;
    return { shown: target.shown, ...(await migrate(project, target, move)) };
  });
}
