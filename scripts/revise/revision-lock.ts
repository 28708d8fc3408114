/** One process at a time writes a revision or a draft in a checkout. */
import { join } from "node:path";
import { type Held, withProcessLock } from "../database/servers/process-lock.ts";
import { keptFolder } from "../kept/kept-folder.ts";
import { problem } from "../model/diagnostic.ts";
import type { Project } from "../sources/project.ts";

const held: Held = (pid, file) =>
  problem("revision-locked", `process ${pid} is writing a revision in this checkout`, {
    at: { file },
    help: "Run it again once that process has ended. Two revisions that were planned on the same state would be two branches.",
  });

/**
 * Does the work while no other process plans, proves or writes a revision here. Nobody waits: what was planned meanwhile
 * would be planned on what is no longer so.
 *
 * @throws {Refusal} naming the process that does
 */
export async function withRevisionLock<T>({ root }: Project, work: () => Promise<T>): Promise<T> {
  return withProcessLock(join(await keptFolder(root), "revision.lock"), 0, held, work);
}
