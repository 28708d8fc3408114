// The migration.ts of a revision that is proved, with both of its scripts.

import type { BatchRun } from "../database/apply/apply-batches.ts";
import type { ScratchPlace } from "../database/servers/scratch-servers.ts";
import type { LoadedMigration, MigrationFile } from "../declarations/code/load-migration.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import type { Variables } from "../model/variable.ts";
import { type CodeRun, codeRun, loadBeside } from "../sources/code-run.ts";

/** A migration.ts that runs with a script. */
export interface ScriptCode {
  readonly loaded: LoadedMigration;
  /** The revision. */
  readonly revision: string;
  readonly direction: "up" | "down";
}

/** After so many it is not believed that they end: sample rows are few. */
export const MOST_BATCHES = 1_000;

/** Batches that are to come to an end. */
const ending =
  (run: BatchRun, file: string): BatchRun =>
  (tx, at) => {
    if (at.mark.count < MOST_BATCHES) return run(tx, at);
    throw new Refusal([
      problem("code-failed", `migration.ts: ${MOST_BATCHES} batches on sample rows, and no end`, {
        at: { file },
        help: "They end once one returns that it changed 0 rows: look for rows that are not changed yet, or behind `context.after`.",
      }),
    ]);
  };

/** How it runs on a scratch server. */
export function proofCode(
  { loaded, revision, direction }: ScriptCode,
  variables: Variables,
  serverMajor: number,
): CodeRun {
  const about = { revision, direction, run: "proof", target: "scratch", variables, serverMajor } as const;
  const run = codeRun(loaded, about);
  return run.batch ? { batch: ending(run.batch, loaded.file) } : run;
}

/** Both scripts with the migration.ts, loaded. @throws {Refusal} where it cannot be */
export async function withCode<Script extends { readonly text: string }>({
  code,
  place,
  migration,
  down,
}: {
  readonly code?: (MigrationFile & { readonly revision: string }) | undefined;
  readonly place: ScratchPlace;
  readonly migration: Script;
  readonly down: Script;
}): Promise<{ readonly migration: Script; readonly down: Script }> {
  if (!code) return { migration, down };
  const loaded = await loadBeside(place.root, code, { up: migration.text, down: down.text });
  const of = (direction: "up" | "down"): ScriptCode => ({ loaded, revision: code.revision, direction });
  return { migration: { ...migration, code: of("up") }, down: { ...down, code: of("down") } };
}
