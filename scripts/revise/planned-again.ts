/** A revision that lies in generated/ as it was planned, out of its files and those before it. */
import type { Revision } from "../migrations/folder.ts";
import { readSnapshot } from "../migrations/folder.ts";
import { kitRenames } from "../migrations/kit/kit-renames.ts";
import { parseSnapshots } from "../migrations/kit/snapshot-files.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import { findHazards } from "../plan/ddl/hazards.ts";
import type { Project } from "../sources/project.ts";
import { readRecorded } from "../sources/recorded.ts";
import { rowEffects, wayBack } from "./both-ways.ts";
import { type PlannedRevision, statementsIn } from "./plan-revision.ts";

/**
 * What the files of a revision say that it does. What role files expected when it was written is in none of them.
 *
 * @param revisions all of them
 * @throws {Refusal} where a snapshot is not the one that was written
 */
export async function plannedAgain(
  { root, config }: Project,
  revisions: readonly Revision[],
  revision: Revision,
): Promise<PlannedRevision> {
  const { name, number, message, migration, down, snapshot, delta, byHand } = revision;
  const earlier = revisions.slice(0, number - 1);
  const before = await readRecorded(root, earlier);
  const after = await readRecorded(root, [...earlier, revision]);
  const text = await readSnapshot(revision);
  const own = parseSnapshots([{ name, text }])[name];
  const [recorded, declared] = [before.recorded, after.recorded];
  const difference = diffWarehouses(recorded, declared, delta.renames);
  const states = { before: before.state, after: after.state };
  const both = { ...states, kitRenames: own ? kitRenames(own, after.state) : [] };
  return {
    name,
    message,
    migration,
    down,
    snapshot: { text, ...snapshot },
    difference,
    states,
    hazards: findHazards(difference, statementsIn(migration), declared.roles),
    rows: rowEffects(both, { recorded, declared }, config.variables),
    wayBack: wayBack({ recorded, declared, difference }, statementsIn(down)),
    byHand,
    recorded,
    declared,
    promises: { expectations: [], provenance: new Map() },
    views: { cleared: new Set(), placeOf: () => undefined },
    earlier,
    warnings: [],
  };
}
