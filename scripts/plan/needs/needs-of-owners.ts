// What objects that get another owner need of the executor.

import type { Difference } from "../../model/delta.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import {
  DATABASE_OWNER,
  isPublicSchema,
  type Ownership,
  PUBLIC_SCHEMA_OWNED_SINCE,
} from "../../model/ownership.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import type { Need } from "./need.ts";

/** The rights of a role, or that to become it, as far as the options say. */
export const asRole = (
  role: string,
  why: string,
  options: { inherit?: boolean; set?: boolean; since?: number },
): Need => ({ kind: "act as", role, inherit: false, set: false, ...options, why });

/** What ALTER … OWNER asks for of whoever gives, whoever owns it. */
function givingNeeds({ kind }: ObjectName): Need[] {
  if (kind === "schema") return [{ kind: "create in database" }];
  return kind === "database" ? [{ kind: "create databases", why: "give the database away" }] : [];
}

/** That the executor may become whoever owns the database, at the time when what lies in it changes owners. */
function asDatabaseOwner(from: Warehouse, to: Warehouse, why: string, since?: number): Need[] {
  const [before, after] = [from, to].map(({ owners }) => owners.get("database")?.owner);
  // Whoever takes the database back does so before.
  if (before !== undefined && after === undefined) return [];
  return [asRole(before ?? DATABASE_OWNER, why, { set: true, ...(since !== undefined && { since }) })];
}

function givenNeeds({ object, owner }: Ownership, from: Warehouse, to: Warehouse): Need[] {
  const what = objectKey(object);
  const former = from.owners.get(what)?.owner;
  const schema = object.path.length > 1 ? object.path.slice(0, 1) : undefined;
  const schemaOwner = schema && to.owners.get(objectKey({ kind: "schema", path: schema }))?.owner;
  return [
    ...(owner === DATABASE_OWNER
      ? asDatabaseOwner(from, to, `give ${what} to it`)
      : [asRole(owner, `give ${what} to it`, { set: true })]),
    former === undefined
      ? { kind: "own", object, why: `give ${what} to ${owner}` }
      : asRole(former, `give ${what} to ${owner}`, { inherit: true }),
    ...givingNeeds(object),
    // The schema goes first, and then only its owner finds what is in it.
    ...(schemaOwner === undefined ? [] : [asRole(schemaOwner, `change ${what}`, { inherit: true })]),
  ];
}

function takenNeeds({ object, owner }: Ownership, from: Warehouse, to: Warehouse): Need[] {
  const [schema] = object.path;
  return [
    asRole(owner, `take ${objectKey(object)} back`, { inherit: true }),
    ...givingNeeds(object),
    ...(isPublicSchema(object) ? asDatabaseOwner(from, to, "give it back", PUBLIC_SCHEMA_OWNED_SINCE) : []),
    ...(object.path.length > 1 && schema !== undefined
      ? [{ kind: "create in schema", schema } as const]
      : []),
  ];
}

/** What the executor must be able to do so that owners come out as they are said. */
export function ownerNeeds({ owners }: Difference, from: Warehouse, to: Warehouse): Need[] {
  return [
    ...owners.added.flatMap((one) => givenNeeds(one, from, to)),
    ...owners.removed
      .filter(({ object }) => !to.owners.has(objectKey(object)))
      .flatMap((one) => takenNeeds(one, from, to)),
  ];
}
