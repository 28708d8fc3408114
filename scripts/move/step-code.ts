// The migration.ts of the revisions of a move: loaded before anything is sent, run with their transactions.
import type { LoadedMigration } from "../declarations/code/load-migration.ts";
import type { Revision } from "../migrations/folder.ts";
import { type Diagnostic, problem } from "../model/diagnostic.ts";
import { type CodeRun, codeRun, loadBeside } from "../sources/code-run.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";

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
    const { code, migration: up, down } = step.revision;
    loaded.push(code ? { ...step, code: await loadBeside(root, code, { up, down }) } : step);
  }
  return loaded;
}

/** What is run of a step: within a transaction, or in batches. */
export function stepCode(
  { revision, code }: CodeStep,
  { direction, dryRun }: { readonly direction: "up" | "down"; readonly dryRun?: unknown },
  { name: target, variables }: Pick<Target, "name" | "variables">,
  serverMajor: number,
): CodeRun {
  const run = dryRun ? "dry run" : "move";
  return codeRun(code, { revision: revision.name, direction, run, target, variables, serverMajor });
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
