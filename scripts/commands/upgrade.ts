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
    return { shown: target.shown, ...(await migrate(project, target, { direction: "up", to, onStep })) };
  });
}
