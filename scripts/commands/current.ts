// `dwh current`: the revision that a database is at, for scripts.
import { Refusal } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { stepWords } from "../move/half-done.ts";
import { readTargetState } from "../move/target-state.ts";
import { openProject } from "../sources/project.ts";
import { openTargetToLook } from "../sources/target-to-look.ts";
import type { Options } from "../verbs/verbs.ts";

/** Prints the name alone, or `base`. */
export async function run(_args: readonly string[], options: Options<"current">): Promise<number> {
  const project = await openProject();
  const target = await openTargetToLook(project, options.target);
  const { head, half, pending, problems } = await readTargetState(project, target);
  process.stdout.write(`${head ?? "base"}\n`);
  if (half) process.stderr.write(`${half.revision} is half done: ${stepWords(half)}\n`);
  if (problems.length > 0) throw new Refusal(problems);
  return options.check && (half || pending.length > 0) ? EXIT.differs : EXIT.done;
}
