// `dwh start`: the local server runs.
import { maskUrl } from "../database/connect/connection-url.ts";
import { ensureLocalServer } from "../database/servers/local-server.ts";
import { EXIT } from "../model/exit-code.ts";
import { openProject } from "../sources/project.ts";
import { withProgress } from "../terminal/progress.ts";

/** Starts the local server. */
export async function run(): Promise<number> {
  const { root } = await openProject();
  const { url, started } = await withProgress((onProgress) => ensureLocalServer(root, { onProgress }));
  process.stdout.write(
    `The local server ${started ? "is running" : "was running already"}: ${maskUrl(url)}\n`,
  );
  return EXIT.done;
}
