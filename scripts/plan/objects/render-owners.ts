// Owners that differ → ALTER … OWNER TO.

import type { Difference } from "../../model/delta.ts";
import { compareText } from "../../model/identifier.ts";
import { type ObjectName, objectKey, schemaOf } from "../../model/object.ts";
import { ALL_KINDS } from "../../model/object-kinds.ts";
import { DATABASE_OWNER, isPublicSchema, PUBLIC_SCHEMA_OWNED_SINCE } from "../../model/ownership.ts";
import { tablesOfSequences } from "../../model/relation-objects.ts";
import type { AllowedVariables } from "../../model/variable.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import type { RoleSpec } from "../../sql/sql-target.ts";
import type { Statement } from "../../sql/statement.ts";
import { directed } from "../compare/conditions.ts";
import type { Existence } from "../ddl/existence.ts";
import { lendOnSchemas } from "./lend-on-schemas.ts";
import { alterKeyword, targetOf } from "./object-sql.ts";

/** An object that gets another owner; none is whoever applies the revision. */
interface Change {
  readonly object: ObjectName;
  readonly owner: string | undefined;
}

/** A schema before what is in it. */
const byKindAndName = (a: Change, b: Change): number =>
  ALL_KINDS.indexOf(a.object.kind) - ALL_KINDS.indexOf(b.object.kind) ||
  compareText(objectKey(a.object), objectKey(b.object));

function changesOf(difference: Difference, from: Warehouse, to: Warehouse, exist: Existence): Change[] {
  const changed = [...difference.owners.added, ...difference.owners.removed].map(({ object }) => object);
  const again = [...to.owners.values()].map(({ object }) => object).filter(exist.isNew);
  const objects = new Map([...changed, ...again].map((object) => [objectKey(object), object]));
  // Sequences of serial columns follow their table: ALTER SEQUENCE … OWNER is an error for them.
  const serials = tablesOfSequences(objects.size === 0 ? [] : to.relations.values());
  return [...objects].flatMap(([key, object]) => {
    if (exist.goes(object) || serials.has(key)) return [];
    const before = exist.isNew(object) ? undefined : from.owners.get(key)?.owner;
    const owner = to.owners.get(key)?.owner;
    return before === owner ? [] : [{ object, owner }];
  });
}

const CURRENT_USER: RoleSpec = { word: "CURRENT_USER" };

// ALTER TABLE "s"."t" OWNER TO "role"
// -- when server >= 15
// ALTER SCHEMA "public" OWNER TO "pg_database_owner"
function ownerTo({ object, owner }: Change, to: Warehouse): Statement[] {
  const alter = (role: RoleSpec, rest: Pick<Statement, "directives">): Statement => ({
    kind: "alter object",
    object: alterKeyword(object.kind),
    target: targetOf(object),
    actions: [{ kind: "owner", role }],
    ...rest,
  });
  if (owner !== undefined) return [alter(owner, directed(to.roles.get(owner)?.when))];
  if (!isPublicSchema(object)) return [alter(CURRENT_USER, {})];
  const since = PUBLIC_SCHEMA_OWNED_SINCE;
  return [
    alter(DATABASE_OWNER, directed(undefined, since)),
    alter(CURRENT_USER, { directives: { before: since } }),
  ];
}

/**
 * Gives objects to their owners. Who gets something in a schema needs CREATE there, unless a superuser gives it:
 * he gets it for that time where he does not have it.
 *
 * @param from under the names after the renames
 * @param allowed what the variables of conditions may be
 */
export function renderOwners(
  difference: Difference,
  from: Warehouse,
  to: Warehouse,
  exist: Existence,
  allowed: AllowedVariables,
): Statement[] {
  const changes = changesOf(difference, from, to, exist).sort(byKindAndName);
  if (changes.length === 0) return [];
  const isInSchema = ({ object }: Change) => schemaOf(object) !== undefined;
  const getting = changes.flatMap(({ object, owner: role }) => {
    const schema = schemaOf(object);
    return role === undefined || schema === undefined ? [] : [{ schema, role }];
  });
  const create = lendOnSchemas("CREATE", getting, { from, to, allowed, isNew: exist.isNew });
  const isDatabase = ({ object }: Change) => object.kind === "database";
  const alter = (isMeant: (change: Change) => boolean) =>
    changes.filter(isMeant).flatMap((change) => ownerTo(change, to));
  return [
    // Whose the database is has a say in what its schemas are: it is taken back first and given away last.
    ...alter((change) => isDatabase(change) && change.owner === undefined),
    ...alter((change) => !isInSchema(change) && !isDatabase(change)),
    ...create.grant,
    ...alter(isInSchema),
    ...create.revoke,
    ...alter((change) => isDatabase(change) && change.owner !== undefined),
  ];
}
