// How who is connected stands to what a script needs.
import type { Queryable } from "../database/connect/connect.ts";
import { readExecutor } from "../database/inspect/executor-facts.ts";
import { readCreatorMemberships } from "../database/inspect/live-creator-memberships.ts";
import type { ScriptStanding } from "../plan/needs/as-executor.ts";
import { type Need, objectsOf, parametersOf, rolesOf } from "../plan/needs/need.ts";

/** Reads it. Any role can ask. */
export async function readScriptStanding(tx: Queryable, needs: readonly Need[]): Promise<ScriptStanding> {
  const executor = await readExecutor(tx, {
    roles: rolesOf(needs),
    objects: objectsOf(needs),
    parameters: parametersOf(needs),
  });
  // Unknown before 16.
  const [row] = await tx.unsafe<{ grants: string | null }[]>(
    "SELECT current_setting('createrole_self_grant', true) AS grants",
  );
  const words = (row?.grants ?? "").split(/[\s,]+/);
  const selfGrant = { inherit: words.includes("inherit"), set: words.includes("set") };
  return { executor, selfGrant, creators: executor.superuser ? await readCreatorMemberships(tx) : [] };
}
