// `dwh stop`: the local server rests.
import { stopLocalServer } from "../database/servers/local-server.ts";
import { EXIT } from "../model/exit-code.ts";
import { openProject } from "../sources/project.ts";

/** Stops the local server. Its data stays. */
export async function run(): Promise<number> {
  const { root } = await openProject();
  const stopped = await stopLocalServer(root);
  process.stdout.write(stopped ? "The local server is stopped.\n" : "The local server was not running.\n");
  return EXIT.done;
}
