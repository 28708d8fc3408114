// `dwh stamp`: a database said to be at a revision.
import { EXIT } from "../model/exit-code.ts";
import { stamp } from "../move/stamp-history.ts";
import { namedTargets, openTargetToChange } from "../sources/named-targets.ts";
import { openProject } from "../sources/project.ts";
import { confirmTargets } from "../terminal/confirm-targets.ts";
import { withProgress } from "../terminal/progress.ts";
import type { Options } from "../verbs/verbs.ts";

/** Changes what the history says, and runs nothing. */
export async function run([to = ""]: readonly string[], options: Options<"stamp">): Promise<number> {
  const project = await openProject();
  // A stamp is about one database: what it says must be true there.
  const [named] = namedTargets(project, options.target);
  if (named) await confirmTargets([named], options.confirm);
  const { purge = false } = options;
  const { target, added, removed, head, notLogged } = await withProgress(async (onStep) => {
    const target = await openTargetToChange(project, options.target, onStep);
    return { target, ...(await stamp(project, target, { to, purge, onStep })) };
  });
  for (const name of added) process.stdout.write(`${name} counts as applied\n`);
  for (const name of removed) process.stdout.write(`${name} does not count as applied\n`);
  if (notLogged !== undefined) process.stdout.write(`not in the log: ${notLogged}\n`);
  process.stdout.write(`Nothing was run: ${target.shown} is said to be at ${head ?? "base"}\n`);
  return EXIT.done;
}
