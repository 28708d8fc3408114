// What a revision's DDL makes, drops, and drops and makes again.

import type { Difference } from "../../model/delta.ts";
import { type ObjectName, objectKey, schemaOf, wholeObject } from "../../model/object.ts";
import { partitionsOf, tableOfPartition } from "../../model/partition.ts";
import type { Relation } from "../../model/relation.ts";
import { objectsOfRelation } from "../../model/relation-objects.ts";
import { objectsApart, type SqlObject } from "../../model/sql-object.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import type { Statement } from "../../sql/statement.ts";
import { membersOf, updatedMembers } from "./extension-existence.ts";
import { rebuilt } from "./rebuilt.ts";

/** What the definitions make, of which a revision adds or removes some. */
interface Made {
  readonly schemas: readonly string[];
  readonly relations: readonly Relation[];
  readonly objects: readonly ObjectName[];
  readonly sqlObjects: readonly SqlObject[];
}

/** Their keys, and those of what they have: columns and sequences of serial columns. Partitions are tables. */
function keysOf({ schemas, relations, objects, sqlObjects }: Made): Set<string> {
  const keys = new Set<string>();
  const add = (object: ObjectName) => keys.add(objectKey(object));
  for (const schema of schemas) add({ kind: "schema", path: [schema] });
  for (const object of [...objects, ...objectsApart(sqlObjects)]) add(object);
  for (const partition of partitionsOf(sqlObjects)) add(tableOfPartition(partition));
  for (const object of relations.flatMap(objectsOfRelation)) add(object);
  return keys;
}

/** The schema public is there without being made: it neither comes nor goes. */
const makeable = (schemas: readonly string[]) => schemas.filter((schema) => schema !== "public");

/** What a revision's DDL does to objects. */
export interface Existence {
  /** Whether the object is not there afterwards. */
  goes(object: ObjectName): boolean;
  /** Whether it is bare, since it is made, or made again. */
  isNew(object: ObjectName): boolean;
  /** Keys of the objects that are made again. */
  readonly again: ReadonlySet<string>;
}

/**
 * What is not in the difference neither comes nor goes; what changes is on both of its sides.
 *
 * @param ddl drizzle-kit's statements
 * @param to what belongs to extensions
 */
export function existence(
  difference: Difference,
  ddl: readonly Statement[],
  to: Pick<Warehouse, "extensionMembers">,
): Existence {
  const { schemas, relations, objects, sqlObjects } = difference;
  const side = (name: "added" | "removed") =>
    keysOf({
      schemas: makeable(schemas[name]),
      relations: relations[name],
      objects: [...objects[name], ...membersOf(difference, name)],
      sqlObjects: sqlObjects[name],
    });
  const [before, after] = [side("removed"), side("added")];
  const again = new Set([...rebuilt(ddl), ...updatedMembers(difference, to)]);
  const isAgain = (object: ObjectName) =>
    again.has(objectKey(object)) || again.has(objectKey(wholeObject(object)));
  // Mostly nothing comes or goes, and keys cost something.
  const mayGo = before.size > 0;
  const mayCome = after.size > 0;
  // What was made by hand in a schema goes before it.
  const goneSchemas = new Set(makeable(schemas.removed));
  return {
    again,
    goes: (object) => {
      const key = mayGo ? objectKey(object) : "";
      return (before.has(key) && !after.has(key)) || goneSchemas.has(schemaOf(object) ?? "");
    },
    isNew: (object) => {
      const key = mayCome ? objectKey(object) : "";
      return (after.has(key) && !before.has(key)) || (again.size > 0 && isAgain(object));
    },
  };
}
