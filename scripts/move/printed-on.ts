// Where the script of `--sql` begins: at a target that is asked, or between two revisions, without one.
import { NEWEST_MAJOR } from "../model/privilege.ts";
import type { Project } from "../sources/project.ts";
import { offlineTarget, openTarget } from "../sources/target.ts";
import { printedMove, printedRange } from "./printed-move.ts";
import type { PrintedMove } from "./printed-step.ts";

/**
 * What a move would send.
 *
 * @param name of the target in drizzle.config.ts; for `REV:REV` only its variables and timeouts count
 */
export async function printedOn(
  project: Project,
  name: string | undefined,
  move: PrintedMove,
): Promise<string> {
  if (!move.to.includes(":")) return printedMove(project, await openTarget(project, name), move);
  const target = offlineTarget(project, name);
  return printedRange(project, move, { ...target, major: target.major ?? NEWEST_MAJOR });
}
