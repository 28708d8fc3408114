// `dwh upgrade`: pending revisions applied.
import { migrate } from "../move/migrate.ts";
import { openProject } from "../sources/project.ts";
import { openTarget } from "../sources/target.ts";
import { moveAndReport } from "../terminal/move-report.ts";
import type { Options } from "./verbs.ts";

/** Applies pending revisions. */
export async function run([to = "head"]: readonly string[], options: Options<"upgrade">): Promise<number> {
  return moveAndReport(async (onStep) => {
    const project = await openProject();
    const target = await openTarget(project, options.target, onStep);
    const lookedAt = options.rowCheck === undefined ? "some" : options.rowCheck ? "all" : "none";
    const { unvouched = false } = options;
    const move = { direction: "up", to, lookedAt, unvouched, onStep } as const;
    return { shown: target.shown, ...(await migrate(project, target, move)) };
  });
}
