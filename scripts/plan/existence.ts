import type { Difference } from "../model/delta.ts";
import { displayPath } from "../model/identifier.ts";
import { type ObjectName, objectKey } from "../model/object.ts";
import { type Relation, relationKey } from "../model/relation.ts";

/** What the definitions make, of which a revision adds or removes some. */
interface Made {
  readonly schemas: readonly string[];
  readonly relations: readonly Relation[];
  readonly objects: readonly ObjectName[];
}

/** Their keys, and those of what they have: columns and sequences of serial columns. */
function keysOf({ schemas, relations, objects }: Made): Set<string> {
  const keys = new Set<string>();
  const add = (object: ObjectName) => keys.add(objectKey(object));
  for (const schema of schemas) add({ kind: "schema", path: [schema] });
  for (const object of objects) add(object);
  for (const { schema, name, columns } of relations) {
    add({ kind: "table", path: [schema, name] });
    for (const column of columns) {
      add({ kind: "column", path: [schema, name, column.name] });
      if (column.serialSequence) add({ kind: "sequence", path: [schema, column.serialSequence] });
    }
  }
  return keys;
}

/** The schema public is there without being made: it neither comes nor goes. */
const makeable = (schemas: readonly string[]) => schemas.filter((schema) => schema !== "public");

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

/** What is not in the difference neither comes nor goes; what changes is on both of its sides. */
export function existence(difference: Difference): Existence {
  const { schemas, relations, objects } = difference;
  const side = (name: "added" | "removed") =>
    keysOf({ schemas: makeable(schemas[name]), relations: relations[name], objects: objects[name] });
  const [before, after] = [side("removed"), side("added")];
  const again = rebuilt(difference);
  const isAgain = ({ path }: ObjectName) => path.length > 1 && again.has(displayPath(path.slice(0, 2)));
  // Mostly nothing comes or goes, and keys cost something.
  const mayGo = before.size > 0;
  const mayCome = after.size > 0;
  return {
    again,
    goes: (object) => {
      const key = mayGo ? objectKey(object) : "";
      return before.has(key) && !after.has(key);
    },
    isNew: (object) => {
      const key = mayCome ? objectKey(object) : "";
      return (after.has(key) && !before.has(key)) || (again.size > 0 && isAgain(object));
    },
  };
}
