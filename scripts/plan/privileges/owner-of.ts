import { isLack, lack, OWNER } from "../../model/acl.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import type { Relation } from "../../model/relation.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import { type Held, type Holdings, heldKey } from "./held.ts";

/** The tables of sequences of serial columns, by the key of the sequence. */
function tablesOfSerials(relations: Iterable<Relation>): Map<string, ObjectName> {
  const tables = new Map<string, ObjectName>();
  for (const { schema, name, columns } of relations) {
    const table: ObjectName = { kind: "table", path: [schema, name] };
    for (const { serialSequence } of columns) {
      if (serialSequence === undefined) continue;
      tables.set(objectKey({ kind: "sequence", path: [schema, serialSequence] }), table);
    }
  }
  return tables;
}

/** Tells the declared owner of an object: columns and the sequences of serial columns have that of their table. */
export function ownersOf({ owners, relations }: Warehouse): (object: ObjectName) => string | undefined {
  let tables: ReadonlyMap<string, ObjectName> | undefined;
  const tableOf = ({ kind, path }: ObjectName, key: string): ObjectName | undefined => {
    if (kind === "column") return { kind: "table", path: path.slice(0, 2) };
    if (kind !== "sequence") return undefined;
    tables ??= tablesOfSerials(relations.values());
    return tables.get(key);
  };
  return (object) => {
    const key = objectKey(object);
    const owned = tableOf(object, key);
    return owners.get(owned ? objectKey(owned) : key)?.owner;
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
