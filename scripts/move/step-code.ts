// The migration.ts of the revisions of a move: loaded before anything is sent, run with their transactions.
import type { BatchRun } from "../database/apply/apply-batches.ts";
import type { ApplyCode } from "../database/apply/apply-code.ts";
import { type LoadedMigration, loadMigration } from "../declarations/code/load-migration.ts";
import type { Revision } from "../migrations/folder.ts";
import { type Diagnostic, problem, refuseErrors } from "../model/diagnostic.ts";
import { batchRun } from "../sources/batch-run.ts";
import { runMigration } from "../sources/migration-run.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";
import { batchPlaceProblems } from "../sql/code-place.ts";

/** A step of which one file may be code. */
interface CodeStep {
  readonly revision: Revision;
  readonly code?: LoadedMigration;
}

/** The steps with their code. @throws {Refusal} where one cannot be loaded */
export async function withCode<Step extends CodeStep>(
  { root }: Pick<Project, "root">,
  steps: readonly Step[],
): Promise<Step[]> {
  const loaded: Step[] = [];
  for (const step of steps) {
    const { code } = step.revision;
    if (!code) {
      loaded.push(step);
      continue;
    }
    const own = await loadMigration(root, code);
    refuseErrors(batchPlaceProblems(own, { up: step.revision.migration, down: step.revision.down }));
    loaded.push({ ...step, code: own });
  }
  return loaded;
}

/** What is run of a step: within a transaction, or in batches. */
export function stepCode(
  { revision, code }: CodeStep,
  { direction, dryRun }: { readonly direction: "up" | "down"; readonly dryRun?: unknown },
  { name: target, variables }: Pick<Target, "name" | "variables">,
  serverMajor: number,
): { readonly code?: ApplyCode; readonly batch?: BatchRun } {
  const run = dryRun ? "dry run" : "move";
  const about = { revision: revision.name, direction, run, target, variables, serverMajor } as const;
  const batch = batchRun(code, about);
  if (batch) return { batch };
  if (!code?.[direction]) return {};
  const unlessSaid = direction === "up" ? "last" : "first";
  return { code: { unlessSaid, run: (tx) => runMigration(tx, code, about) } };
}

/** Code cannot be printed for psql. */
export const notPrinted = (revisions: readonly Revision[]): Diagnostic[] =>
  revisions.flatMap(({ name, code }) =>
    code
      ? [
          problem("code-not-printed", `${name} runs its migration.ts, which no script for psql can say`, {
            at: { file: code.file },
            help: "Apply it with `dwh upgrade` or `dwh downgrade`; what lies before and behind it can be printed: `--sql REV`.",
          }),
        ]
      : [],
  );
