// `dwh clean`: what `setup` made is removed.
import { removeLocalServer } from "../database/servers/local-server.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { openProject } from "../sources/project.ts";
import { choose, isInteractive } from "../terminal/ask.ts";
import type { Options } from "../verbs/verbs.ts";

const WHAT = "the local server with its data, which `setup` can make again";

const unconfirmed = (): Refusal =>
  new Refusal([
    problem("clean-unconfirmed", `clean removes ${WHAT}, and there is nobody to ask`, {
      help: "Say that it is meant: --yes (make: yes=1).",
    }),
  ]);

async function isMeant(): Promise<boolean> {
  if (!isInteractive()) throw unconfirmed();
  const answer = await choose(`Remove ${WHAT}?`, [
    { value: "no", label: "no, leave it as it is" },
    { value: "yes", label: "yes, remove it" },
  ]);
  return answer === "yes";
}

/** Stops and removes the local server, once somebody said so. */
export async function run(_args: readonly string[], { yes = false }: Options<"clean">): Promise<number> {
  const { root } = await openProject();
  if (!yes && !(await isMeant())) return EXIT.error;
  const removed = await removeLocalServer(root);
  process.stdout.write(removed ? `Removed ${removed}\n` : "There is no local server.\n");
  return EXIT.done;
}
