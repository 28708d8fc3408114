// `dwh downgrade`: revisions taken back.
import { type Allowance, parseAllowance } from "../model/allowance.ts";
import { Refusal } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { migrate } from "../move/migrate.ts";
import { PreparedRevisions } from "../move/prepared-revisions.ts";
import { printedOn } from "../move/printed-on.ts";
import { parseParallel, targetToMove } from "../move/target-to-move.ts";
import { namedTargets } from "../sources/named-targets.ts";
import { openProject } from "../sources/project.ts";
import { choose, isInteractive } from "../terminal/ask.ts";
import { confirmTargets } from "../terminal/confirm-targets.ts";
import { formatDiagnostics } from "../terminal/diagnostics.ts";
import { moveAndReport } from "../terminal/move-report.ts";
import { moveSeveral } from "../terminal/several-targets.ts";
import type { Options } from "./verbs.ts";

/** Whether all that stands in the way is that rows would be destroyed, which somebody may allow. */
const asksForRows = (error: unknown): error is Refusal =>
  error instanceof Refusal && error.diagnostics.every(({ code }) => code === "way-back-destroys");

/** Takes applied revisions back. In a terminal it asks before rows are destroyed; elsewhere that needs its flag. */
export async function run([to = ""]: readonly string[], options: Options<"downgrade">): Promise<number> {
  const project = await openProject();
  const direction = "down";
  if (options.sql) {
    process.stdout.write(await printedOn(project, options.target, { direction, to }));
    return EXIT.done;
  }
  const targets = namedTargets(project, options.target);
  const parallel = parseParallel(options.parallel ?? "4");
  await confirmTargets(targets, options.confirm);
  const { unvouched = false, keepForeignViews = false, dryRun = false, hooks } = options;
  const prepared = new PreparedRevisions();
  const move = async (name: string | undefined, destructive: Allowance, onStep: (text: string) => void) => {
    const target = await targetToMove(project, name, options, onStep);
    const request = {
      direction,
      to,
      destructive,
      unvouched,
      keepForeignViews,
      dryRun,
      hooks,
      prepared,
      onStep,
    } as const;
    return { shown: target.shown, ...(await migrate(project, target, request)) };
  };
  const allowed = parseAllowance(options.destructive);
  if (targets.length > 1) {
    const names = targets.flatMap(({ name }) => name ?? []);
    return moveSeveral(names, parallel, (name, onStep) => move(name, allowed, onStep));
  }
  const takeBack = (destructive: Allowance) =>
    moveAndReport((onStep) => move(targets[0]?.name, destructive, onStep));
  try {
    return await takeBack(allowed);
  } catch (error) {
    // What was taken back before it stays so: a distance would go too far.
    if (!asksForRows(error) || !isInteractive() || to.startsWith("-")) throw error;
    process.stderr.write(`${formatDiagnostics(error.diagnostics)}\n`);
    const answer = await choose("Destroy these rows?", [
      { value: "no", label: "no, leave everything as it is" },
      { value: "yes", label: "yes, destroy them" },
    ]);
    return answer === "yes" ? takeBack("everything") : EXIT.error;
  }
}
