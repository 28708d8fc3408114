import type { Difference } from "../model/delta.ts";
import { displayPath } from "../model/identifier.ts";
import { type ObjectName, objectKey } from "../model/object.ts";
import { relationKey } from "../model/relation.ts";
import type { Warehouse } from "../model/warehouse.ts";

/** The objects that the definitions make: schemas, relations with columns and sequences, and those on their own. */
function objectsOf(warehouse: Warehouse): Set<string> {
  const keys = new Set<string>(warehouse.objects.keys());
  const add = (object: ObjectName) => keys.add(objectKey(object));
  // The schema public is there without being made: it neither comes nor goes.
  for (const schema of [...warehouse.schemas, "public"]) add({ kind: "schema", path: [schema] });
  for (const { schema, name, columns } of warehouse.relations.values()) {
    add({ kind: "table", path: [schema, name] });
    for (const column of columns) {
      add({ kind: "column", path: [schema, name, column.name] });
      if (column.serialSequence) add({ kind: "sequence", path: [schema, column.serialSequence] });
    }
  }
  return keys;
}

/** Relations that are dropped and made again under the same name (a table that becomes a view). */
function rebuilt(difference: Difference): ReadonlySet<string> {
  const kinds = new Map(
    difference.relations.removed.map((relation) => [relationKey(relation), relation.kind]),
  );
  const again = difference.relations.added.filter((relation) => {
    const before = kinds.get(relationKey(relation));
    return before !== undefined && before !== relation.kind;
  });
  return new Set(again.map((relation) => relationKey(relation)));
}

/** What a revision's DDL does to objects. */
export interface Existence {
  /** Whether the object is not there afterwards. */
  goes(object: ObjectName): boolean;
  /** Whether it is bare, since it is made, or made again. */
  isNew(object: ObjectName): boolean;
  /** Keys of the relations that are made again. */
  readonly again: ReadonlySet<string>;
}

/** @param from under the names after the renames */
export function existence(difference: Difference, from: Warehouse, to: Warehouse): Existence {
  const before = objectsOf(from);
  const after = objectsOf(to);
  const again = rebuilt(difference);
  const isAgain = ({ path }: ObjectName) => path.length > 1 && again.has(displayPath(path.slice(0, 2)));
  return {
    again,
    goes: (object) => {
      const key = objectKey(object);
      return before.has(key) && !after.has(key);
    },
    isNew: (object) => {
      const key = objectKey(object);
      return (!before.has(key) && after.has(key)) || isAgain(object);
    },
  };
}
