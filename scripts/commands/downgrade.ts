// `dwh downgrade`: revisions taken back.
import { type Allowance, parseAllowance } from "../model/allowance.ts";
import { Refusal } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { migrate } from "../move/migrate.ts";
import { namedTargets, openTargetToChange } from "../sources/named-targets.ts";
import { openProject } from "../sources/project.ts";
import { choose, isInteractive } from "../terminal/ask.ts";
import { confirmTargets } from "../terminal/confirm-targets.ts";
import { formatDiagnostics } from "../terminal/diagnostics.ts";
import { moveAndReport } from "../terminal/move-report.ts";
import type { Options } from "./verbs.ts";

/** Whether all that stands in the way is that rows would be destroyed, which somebody may allow. */
const asksForRows = (error: unknown): error is Refusal =>
  error instanceof Refusal && error.diagnostics.every(({ code }) => code === "way-back-destroys");

/** Takes applied revisions back. In a terminal it asks before rows are destroyed; elsewhere that needs its flag. */
export async function run([to = ""]: readonly string[], options: Options<"downgrade">): Promise<number> {
  const project = await openProject();
  await confirmTargets(namedTargets(project, options.target), options.confirm);
  const takeBack = (destructive: Allowance) =>
    moveAndReport(async (onStep) => {
      const target = await openTargetToChange(project, options.target, onStep);
      const { unvouched = false } = options;
      const move = { direction: "down", to, destructive, unvouched, onStep } as const;
      return { shown: target.shown, ...(await migrate(project, target, move)) };
    });
  try {
    return await takeBack(parseAllowance(options.destructive));
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
