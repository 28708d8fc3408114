// The migration.ts of a revision that is proved, with both of its scripts.

import type { ApplyCode } from "../database/apply/apply-code.ts";
import type { ScratchPlace } from "../database/servers/scratch-servers.ts";
import {
  type LoadedMigration,
  loadMigration,
  type MigrationFile,
} from "../declarations/code/load-migration.ts";
import type { Variables } from "../model/variable.ts";
import { runMigration } from "../sources/migration-run.ts";

/** A migration.ts that runs with a script. */
export interface ScriptCode {
  readonly loaded: LoadedMigration;
  /** The revision. */
  readonly revision: string;
  readonly direction: "up" | "down";
}

/** How it runs on a scratch server. */
export const proofCode = (
  { loaded, revision, direction }: ScriptCode,
  variables: Variables,
  serverMajor: number,
): ApplyCode => ({
  unlessSaid: direction === "up" ? "last" : "first",
  run: (tx) =>
    runMigration(tx, loaded, {
      revision,
      direction,
      run: "proof",
      target: "scratch",
      variables,
      serverMajor,
    }),
});
/** Both scripts with the migration.ts, loaded. @throws {Refusal} where it cannot be */
export async function withCode<Script>({
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
  const of = (direction: "up" | "down"): ScriptCode => ({ loaded, revision: code.revision, direction });
  return { migration: { ...migration, code: of("up") }, down: { ...down, code: of("down") } };
}
