// The migration.ts beside the scripts of a revision: loaded with them, and how it runs with one of them.
import type { BatchRun } from "../database/apply/apply-batches.ts";
import type { ApplyCode } from "../database/apply/apply-code.ts";
import {
  type LoadedMigration,
  loadMigration,
  type MigrationFile,
} from "../declarations/code/load-migration.ts";
import { refuseErrors } from "../model/diagnostic.ts";
import { batchPlaceProblems } from "../sql/code-place.ts";
import { batchRun } from "./batch-run.ts";
import { type AboutMigration, runMigration } from "./migration-run.ts";

/** Loads it. @throws {Refusal} where it cannot be, or where batches run is said by only one of it and its scripts */
export async function loadBeside(
  root: string,
  file: MigrationFile,
  scripts: { readonly up: string; readonly down: string },
): Promise<LoadedMigration> {
  const loaded = await loadMigration(root, file);
  refuseErrors(batchPlaceProblems(loaded, scripts));
  return loaded;
}

/** What runs with a script: nothing, a function within its transaction, or batches. */
export interface CodeRun {
  readonly code?: ApplyCode;
  readonly batch?: BatchRun;
}

/** What runs of it in a direction. */
export function codeRun(loaded: LoadedMigration | undefined, about: AboutMigration): CodeRun {
  const batch = batchRun(loaded, about);
  if (batch) return { batch };
  if (!loaded?.[about.direction]) return {};
  const unlessSaid = about.direction === "up" ? "last" : "first";
  return { code: { unlessSaid, run: (tx) => runMigration(tx, loaded, about) } };
}
