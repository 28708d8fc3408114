// Leaves out what an owner has anyway.
import { internAcl } from "../../model/acl.ts";
import { objectKey, wholeObject } from "../../model/object.ts";
import type { Ownership } from "../../model/ownership.ts";
import type { Relation } from "../../model/relation.ts";
import { tablesOfSequences } from "../../model/relation-objects.ts";
import { isBuiltIn, type ObjectPrivileges } from "../../model/warehouse.ts";

/**
 * Takes out what is given to the owner of the object: PostgreSQL melts it into what an owner has anyway, and
 * taking it back would take the owner's own right.
 *
 * @param privileges by objectKey
 * @param owners the declared ones, by objectKey
 * @param relations those whose serial columns have sequences
 */
export function dropOwnersEntries(
  privileges: ReadonlyMap<string, ObjectPrivileges>,
  owners: ReadonlyMap<string, Ownership>,
  relations: Iterable<Relation>,
): ReadonlyMap<string, ObjectPrivileges> {
  if (owners.size === 0) return privileges;
  const tables = tablesOfSequences(relations);
  const kept = [...privileges].map(([key, entry]): [string, ObjectPrivileges] => {
    const owner = owners.get(objectKey(tables.get(key) ?? wholeObject(entry.object)))?.owner;
    const acl = [...entry.acl.entries.values()];
    const others = acl.filter(({ grantee }) => grantee !== owner);
    return others.length === acl.length ? [key, entry] : [key, { ...entry, acl: internAcl(others) }];
  });
  return new Map(kept.filter(([, entry]) => !isBuiltIn(entry)));
}
