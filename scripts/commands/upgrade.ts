// `dwh upgrade`: pending revisions applied.
import { moveTargets } from "../dialog/move-targets.ts";
import type { Options } from "../verbs/verbs.ts";

/** Applies pending revisions, on one target or several; prints them with `--sql`. */
export function run([to = "head"]: readonly string[], options: Options<"upgrade">): Promise<number> {
  const lookedAt = options.rowCheck === undefined ? "some" : options.rowCheck ? "all" : "none";
  return moveTargets(options, { direction: "up", to, lookedAt });
}
