// What the revisions add up to, and the names that sequences kept through renames.
import { type Revision, readSnapshot } from "../migrations/folder.ts";
import type { KitState } from "../migrations/kit/kit-state.ts";
import { relationsOf } from "../migrations/kit/snapshot.ts";
import type { SnapshotFile } from "../migrations/kit/snapshot-files.ts";
import { EMPTY_WAREHOUSE } from "../model/collections.ts";
import { foldDelta } from "../model/fold.ts";
import { displayPath } from "../model/identifier.ts";
import type { ObjectName } from "../model/object.ts";
import { type Relation, relationKey, serialSequenceName } from "../model/relation.ts";
import { objectsOfSql, type SqlObject } from "../model/sql-object.ts";
import type { KeptSequence, Warehouse } from "../model/warehouse.ts";
import { cachedState } from "./state-cache.ts";

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

/** What is recorded, and drizzle-kit's view of it. */
export interface Recorded {
  readonly recorded: Warehouse;
  readonly state: KitState;
  /** Of every revision: each but the first holds only what changed. */
  readonly snapshots: readonly SnapshotFile[];
}

/** With what of SQL objects carries an ACL. */
export const withSqlObjects = (
  objects: ReadonlyMap<string, ObjectName>,
  sqlObjects: Iterable<SqlObject>,
): ReadonlyMap<string, ObjectName> => new Map([...objects, ...objectsOfSql(sqlObjects)]);

/** A folded warehouse with what drizzle-kit's state says of it. */
export function withState(folded: Warehouse, state: KitState): Warehouse {
  const { schemas, relations, objects } = relationsOf(state);
  return {
    ...folded,
    schemas,
    relations: withKeptSequences(relations, folded.keptSequences),
    objects: withSqlObjects(objects, folded.sqlObjects.values()),
  };
}

/** What the revisions add up to. @throws {Refusal} when a snapshot was changed or branches conflict */
export async function readRecorded(root: string, revisions: readonly Revision[]): Promise<Recorded> {
  const folded = revisions.reduce((warehouse, { delta }) => foldDelta(warehouse, delta), EMPTY_WAREHOUSE);
  const snapshots = revisions.map((revision) => {
    const { name, files } = revision;
    return { name, text: readSnapshot(revision), hash: files["snapshot.json"] };
  });
  const state = await cachedState(root, snapshots);
  return { recorded: withState(folded, state), state, snapshots };
}
