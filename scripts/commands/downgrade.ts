import { migrate } from "../move/migrate.ts";
import { openProject } from "../sources/project.ts";
import { openTarget } from "../sources/target.ts";
import { moveAndReport } from "../terminal/move-report.ts";

/** Takes applied revisions back. */
export async function run([to = ""]: readonly string[], options: { target?: string }): Promise<number> {
  return moveAndReport(async (onStep) => {
    const project = await openProject();
    const target = await openTarget(project, options.target, onStep);
    return { shown: target.shown, ...(await migrate(project, target, { direction: "down", to, onStep })) };
  });
}
