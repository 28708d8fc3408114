// `dwh setup`: the local server at head.
import { ensureLocalServer } from "../database/servers/local-server.ts";
import { migrate } from "../move/migrate.ts";
import { openProject } from "../sources/project.ts";
import { localTarget } from "../sources/target.ts";
import { moveAndReport } from "../terminal/move-report.ts";

/** Starts the local server and brings its database to head, whatever DATABASE_URL says. */
export async function run(): Promise<number> {
  return moveAndReport(async (onStep) => {
    const project = await openProject();
    const { url } = await ensureLocalServer(project.root, { onProgress: onStep });
    const target = localTarget(project, url);
    return {
      shown: target.shown,
      ...(await migrate(project, target, { direction: "up", to: "head", onStep })),
    };
  });
}
