// `dwh info`: a target, and where it stands.
import { Refusal } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { HALF_DONE_HELP, stepWords } from "../move/half-done.ts";
import { readTargetState } from "../move/target-state.ts";
import { openProject } from "../sources/project.ts";
import { openTargetToLook } from "../sources/target-to-look.ts";
import { formatTable } from "../terminal/table.ts";
import type { Options } from "../verbs/verbs.ts";

/** Shows the target, its server, what is applied and what is pending. */
export async function run(_args: readonly string[], options: Options<"info">): Promise<number> {
  const project = await openProject();
  const target = await openTargetToLook(project, options.target);
  const { server, half, applied, pending, problems } = await readTargetState(project, target);
  const variables = Object.entries(target.variables).map(([name, value]) => `${name} = ${value}`);
  const rows = [
    ["target", target.name],
    ["database", target.shown],
    ["server", `PostgreSQL ${server.text}`],
    ["variables", variables.join(", ") || "none"],
    ["applied", applied.at(-1)?.name ?? "base"],
    ["pending", pending.length === 0 ? "nothing" : pending.map(({ name }) => name).join("\n           ")],
  ];
  if (half) {
    rows.push(["half done", `${half.revision}: ${stepWords(half)}, done ${half.at}`], ["", HALF_DONE_HELP]);
  }
  process.stdout.write(`${formatTable(rows)}\n`);
  if (problems.length > 0) throw new Refusal(problems);
  return EXIT.done;
}
