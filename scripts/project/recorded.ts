import { type KitState, stateOfSnapshots } from "../migrations/drizzle-kit.ts";
import { leaves, type Revision, readSnapshot } from "../migrations/folder.ts";
import { relationsOf } from "../migrations/snapshot.ts";
import { foldDelta } from "../model/delta.ts";
import { displayPath } from "../model/identifier.ts";
import { type Relation, relationKey, serialSequenceName } from "../model/relation.ts";
import { EMPTY_WAREHOUSE, type KeptSequence, type Warehouse } from "../model/warehouse.ts";

/** What the revisions add up to but for their relations: cheap, since no snapshot is read. */
export function foldRevisions(revisions: readonly Revision[]): Warehouse {
  return revisions.reduce((warehouse, revision) => foldDelta(warehouse, revision.delta), EMPTY_WAREHOUSE);
}

/** The snapshots of the revisions on which none builds, by folder. @throws {Refusal} when one was changed */
export async function leafSnapshots(
  revisions: readonly Revision[],
): Promise<{ name: string; text: string }[]> {
  const ends = leaves(revisions);
  return Promise.all(
    ends.map(async (revision) => ({ name: revision.name, text: await readSnapshot(revision) })),
  );
}

/** The relations with the names that their sequences kept through renames. */
export function withKeptSequences(
  relations: ReadonlyMap<string, Relation>,
  kept: ReadonlyMap<string, KeptSequence>,
): ReadonlyMap<string, Relation> {
  if (kept.size === 0) return relations;
  return new Map(
    [...relations].map(([key, relation]) => {
      const columns = relation.columns.map((column) => {
        const sequence = kept.get(displayPath([relation.schema, relation.name, column.name]))?.sequence;
        return sequence && column.serialSequence ? { ...column, serialSequence: sequence } : column;
      });
      return [key, { ...relation, columns }] as const;
    }),
  );
}

/**
 * The sequences whose names are not what PostgreSQL would give them: those of serial columns that were renamed,
 * or whose table was.
 *
 * @param recorded the warehouse before, with the renames applied
 * @param relations the declared ones
 */
export function keptSequences(
  recorded: Warehouse,
  relations: ReadonlyMap<string, Relation>,
): ReadonlyMap<string, KeptSequence> {
  const kept = new Map<string, KeptSequence>();
  for (const relation of relations.values()) {
    const before = new Map(
      recorded.relations.get(relationKey(relation))?.columns.map((column) => [column.name, column]),
    );
    for (const column of relation.columns) {
      const sequence = before.get(column.name)?.serialSequence;
      if (!column.serialSequence || !sequence) continue;
      if (sequence === serialSequenceName(relation.name, column.name)) continue;
      const path = displayPath([relation.schema, relation.name, column.name]);
      kept.set(path, { column: path, sequence });
    }
  }
  return kept;
}

/** The whole recorded warehouse, and drizzle-kit's view of it. @throws {Refusal} when a snapshot was changed */
export async function readRecorded(
  revisions: readonly Revision[],
): Promise<{ recorded: Warehouse; state: KitState; snapshots: { name: string; text: string }[] }> {
  const folded = foldRevisions(revisions);
  const snapshots = await leafSnapshots(revisions);
  const state = stateOfSnapshots(snapshots.map(({ text }) => text));
  const { schemas, relations } = relationsOf(state);
  const recorded = { ...folded, schemas, relations: withKeptSequences(relations, folded.keptSequences) };
  return { recorded, state, snapshots };
}
