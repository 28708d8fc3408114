// `dwh downgrade`: revisions taken back.
import { migrate } from "../move/migrate.ts";
import { openProject } from "../sources/project.ts";
import { openTarget } from "../sources/target.ts";
import { moveAndReport } from "../terminal/move-report.ts";
import type { Options } from "./verbs.ts";

/** Takes applied revisions back. */
export async function run([to = ""]: readonly string[], options: Options<"downgrade">): Promise<number> {
  return moveAndReport(async (onStep) => {
    const project = await openProject();
    const target = await openTarget(project, options.target, onStep);
    return { shown: target.shown, ...(await migrate(project, target, { direction: "down", to, onStep })) };
  });
}
