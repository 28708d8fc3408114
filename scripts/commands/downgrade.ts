// `dwh downgrade`: revisions taken back.
import { moveTargets } from "../dialog/move-targets.ts";
import { parseAllowance } from "../model/allowance.ts";
import { Refusal } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { choose, isInteractive } from "../terminal/ask.ts";
import { formatDiagnostics } from "../terminal/diagnostics.ts";
import type { Options } from "../verbs/verbs.ts";

/** Whether all that stands in the way is that rows would be destroyed, which somebody may allow. */
const asksForRows = (error: unknown): error is Refusal =>
  error instanceof Refusal && error.diagnostics.every(({ code }) => code === "way-back-destroys");

/** Takes applied revisions back. In a terminal it asks before rows are destroyed; elsewhere that needs its flag. */
export function run([to = ""]: readonly string[], options: Options<"downgrade">): Promise<number> {
  const way = { direction: "down", to, destructive: parseAllowance(options.destructive) } as const;
  return moveTargets(options, way, async (error, again) => {
    // What was taken back before it stays so: a distance would go too far.
    if (!asksForRows(error) || !isInteractive() || to.startsWith("-")) throw error;
    process.stderr.write(`${formatDiagnostics(error.diagnostics)}\n`);
    const answer = await choose("Destroy these rows?", [
      { value: "no", label: "no, leave everything as it is" },
      { value: "yes", label: "yes, destroy them" },
    ]);
    return answer === "yes" ? again({ destructive: "everything" }) : EXIT.error;
  });
}
