// The migration.ts of a revision that is proved, with both of its scripts.

import type { BatchRun } from "../database/apply/apply-batches.ts";
import type { ApplyCode } from "../database/apply/apply-code.ts";
import type { ScratchPlace } from "../database/servers/scratch-servers.ts";
import {
  type LoadedMigration,
  loadMigration,
  type MigrationFile,
} from "../declarations/code/load-migration.ts";
import { problem, Refusal, refuseErrors } from "../model/diagnostic.ts";
import type { Variables } from "../model/variable.ts";
import { batchRun } from "../sources/batch-run.ts";
import { runMigration } from "../sources/migration-run.ts";
import { batchPlaceProblems } from "../sql/code-place.ts";

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
): { readonly code?: ApplyCode; readonly batch?: BatchRun } {
  const about = { revision, direction, run: "proof", target: "scratch", variables, serverMajor } as const;
  const batch = batchRun(loaded, about);
  if (batch) return { batch: ending(batch, loaded.file) };
  const unlessSaid = direction === "up" ? "last" : "first";
  return { code: { unlessSaid, run: (tx) => runMigration(tx, loaded, about) } };
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
  const loaded = await loadMigration(place.root, code);
  refuseErrors(batchPlaceProblems(loaded, { up: migration.text, down: down.text }));
  const of = (direction: "up" | "down"): ScriptCode => ({ loaded, revision: code.revision, direction });
  return { migration: { ...migration, code: of("up") }, down: { ...down, code: of("down") } };
}
