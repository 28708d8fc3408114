// What the executor lacks to own objects, and to make them.

import type { Executor } from "../../model/executor.ts";
import { displayObject, type ObjectName, objectKey } from "../../model/object.ts";
import { isSystemRoutine } from "../../model/restricted-routines.ts";
import type { Statement } from "../../sql/statement.ts";
import { alterKeyword, targetOf } from "../objects/object-sql.ts";
import { actLacks, databaseLack, grantTo, type Lack, type NeedOf, superuserLack } from "./lack.ts";
import { closedSchema } from "./temporaries.ts";

/** Who owns an object, or has the owner's rights, still must find it in its schema. */
function useLacks(executor: Executor, object: ObjectName, why: string): Lack[] {
  const schema = closedSchema(executor, object);
  if (schema === undefined) return [];
  const owner = executor.owners.get(objectKey(schema));
  const rights = { inherit: true, set: false, why };
  if (owner !== undefined && actLacks(executor, { role: owner, ...rights }).length === 0) return [];
  const [name = ""] = schema.path;
  return [
    {
      code: "executor-lacks-usage",
      message: `${executor.name} needs USAGE on the schema ${name} to ${why}`,
      statements: [grantTo(executor, ["USAGE"], "SCHEMA", [name])],
      closed: name,
      givenBy: { object: objectKey(schema), owner },
    },
  ];
}

/** What is lacking to have the rights of an object's owner. */
export function ownLacks(executor: Executor, { object, why, options }: NeedOf<"own">): Lack[] {
  const owner = executor.owners.get(objectKey(object));
  if (owner === undefined) return [];
  const held = executor.options.get(objectKey(object));
  if (options && held && options.every((privilege) => held.has(privilege)))
    return useLacks(executor, object, why);
  if (isSystemRoutine(object)) return [superuserLack(executor, why)];
  const lacks = actLacks(executor, { role: owner, inherit: true, set: false, why });
  if (lacks.length > 0 && object.kind === "database") return [databaseLack(executor, why)];
  const use = useLacks(executor, object, why);
  // Membership in a superuser would make one of the executor.
  if (lacks.length === 0 || !executor.roles.get(owner)?.superuser) return [...lacks, ...use];
  // A serial's sequence goes with its table only, and so does an index.
  const table = executor.tablesOf.get(objectKey(object));
  const owned: ObjectName = table ? { kind: "table", path: table } : object;
  return [
    ...use,
    {
      code: "executor-lacks-ownership",
      message: `${executor.name} must own the ${owned.kind} ${displayObject(owned)}, which belongs to the superuser ${owner}, to ${why}`,
      statements: [
        {
          kind: "alter object",
          object: alterKeyword(owned.kind),
          target: targetOf(owned),
          actions: [{ kind: "owner", role: executor.name }],
        },
      ],
      owns: objectKey(owned),
      ...(object.kind === "schema" && { opens: object.path[0] ?? "" }),
    },
  ];
}

/** CREATE on the database or in a schema, unless the rights of its owner are there. */
export function createLack(executor: Executor, object: ObjectName, grant: Statement): Lack[] {
  const owner = executor.owners.get(objectKey(object));
  const reached =
    owner !== undefined &&
    actLacks(executor, { role: owner, inherit: true, set: false, why: "" }).length === 0;
  if (reached) return [];
  const where =
    object.kind === "database" ? `the database ${executor.database}` : `the schema ${displayObject(object)}`;
  return [
    {
      code: "executor-lacks-create",
      message: `${executor.name} needs CREATE on ${where}`,
      statements: [grant],
      givenBy: { object: objectKey(object), owner },
    },
  ];
}
