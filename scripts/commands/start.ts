// `dwh start`: the local server runs.
import { maskUrl } from "../database/connect/connection-url.ts";
import { ensureLocalServer } from "../database/servers/local-server.ts";
import { EXIT } from "../model/exit-code.ts";
import { openProject } from "../sources/project.ts";
import { startProgress } from "../terminal/progress.ts";

/** Starts the local server. */
export async function run(): Promise<number> {
  const { root } = await openProject();
  const progress = await startProgress();
  const { url, started } = await ensureLocalServer(root, { onProgress: (text) => progress.step(text) });
  progress.done();
  process.stdout.write(
    `The local server ${started ? "is running" : "was running already"}: ${maskUrl(url)}\n`,
  );
  return EXIT.done;
}
