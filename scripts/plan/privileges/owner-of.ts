// Who owns an object, and what a change of owner does to its ACL.

import { isLack, lack, OWNER } from "../../model/acl.ts";
import { type ObjectName, objectKey, wholeObject } from "../../model/object.ts";
import { tablesOfSequences } from "../../model/relation-objects.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import { type Held, type Holdings, heldKey } from "./held.ts";

/** Tells the declared owner of an object: columns and the sequences of serial columns have that of their table. */
export function ownersOf({ owners, relations }: Warehouse): (object: ObjectName) => string | undefined {
  let tables: ReadonlyMap<string, ObjectName> | undefined;
  return (object) => {
    const key = objectKey(wholeObject(object));
    if (object.kind === "sequence") tables ??= tablesOfSequences(relations.values());
    const table = tables?.get(key);
    return owners.get(table ? objectKey(table) : key)?.owner;
  };
}

/**
 * What OWNER TO makes of the entries: what the new owner had and gave melts into what the owner has and gave.
 * Source: `aclnewowner` in the server.
 */
export function afterOwnerChange(held: Holdings, owner: string): Holdings {
  const move = (name: string) => (name === owner ? OWNER : name);
  const result = new Map<string, Held>();
  const regained = new Set<string>();
  for (const one of held.values()) {
    const { entry } = one;
    if (isLack(entry)) {
      result.set(heldKey(one), one);
      continue;
    }
    const [grantee, grantor] = [move(entry.grantee), move(entry.grantor)];
    // What the owner has is left out, but for a column, where it is nothing usual.
    const melts = grantee === OWNER && grantor === OWNER && one.object.kind !== "column";
    if (melts && (entry.grantee !== OWNER || entry.grantor !== OWNER)) {
      regained.add(heldKey({ ...one, entry: lack(entry.privilege) }));
      continue;
    }
    const grantable = entry.grantable && grantee !== OWNER;
    const changed = { ...one, entry: { ...entry, grantee, grantor, grantable } };
    result.set(heldKey(changed), changed);
  }
  for (const key of regained) result.delete(key);
  // Of the same privilege by the same grantor with and without the option, one is left.
  for (const one of [...result.values()]) {
    if (!one.entry.grantable || isLack(one.entry)) continue;
    result.delete(heldKey({ ...one, entry: { ...one.entry, grantable: false } }));
  }
  return result;
}
