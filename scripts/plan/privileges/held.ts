// Entries with the objects that they are on: a table and its columns are looked at together.

import { type Acl, type AclEntry, entryKey, OWNER } from "../../model/acl.ts";
import { conditionText } from "../../model/condition.ts";
import { groupBy } from "../../model/group.ts";
import { type ObjectName, objectKey, tableOf } from "../../model/object.ts";
import { kindFacts } from "../../model/object-kinds.ts";
import type { Privilege } from "../../model/privilege.ts";

/** One entry of the ACL of a table or of one of its columns, or of another object. */
export interface Held {
  readonly object: ObjectName;
  /** objectKey, made once. */
  readonly on: string;
  readonly entry: AclEntry;
  /** Whether nobody knows that it is there: it can be revoked, and nobody may rely on it. */
  readonly isUncertain?: boolean;
}

/** Entries by identity. A table and its columns are looked at together, other objects alone. */
export type Holdings = ReadonlyMap<string, Held>;

export const heldKey = ({ on, entry }: Held): string => `${on}\t${entryKey(entry)}`;

/** Who may pass a privilege on with which object. */
export const optionKey = (on: string, privilege: Privilege, role: string): string =>
  `${on}\t${privilege}\t${role}`;

/** All entries of these ACLs. */
export function holdings(acls: Iterable<{ readonly object: ObjectName; readonly acl: Acl }>) {
  const all = new Map<string, Held>();
  for (const { object, acl } of acls) {
    const on = objectKey(object);
    for (const [key, entry] of acl.entries) all.set(`${on}\t${key}`, { object, on, entry });
  }
  return all;
}

/** The table that a column's privileges belong to; all other objects are their own. */
export function wholeOf({ object, on }: Pick<Held, "object" | "on">): Pick<Held, "object" | "on"> {
  if (object.kind !== "column") return { object, on };
  const table = tableOf(object);
  return { object: table, on: objectKey(table) };
}

/** Whether somebody but the owner may grant here, or did. */
export function isDelegated(held: Iterable<Held>): boolean {
  for (const { entry } of held) if (entry.grantable || entry.grantor !== OWNER) return true;
  return false;
}

/** An entry's holder: entries of one holder can be written as one list. */
const holder = ({ on, entry: { grantee, grantor, grantable, when } }: Held): string =>
  `${on}\t${grantee}\t${grantor}\t${grantable}\t${conditionText(when)}`;

/** What is to be granted, and more of a holder whom it gives all that the object has: GRANT ALL is shorter. */
export function completed(missing: readonly Held[], to: Holdings): readonly Held[] {
  const gaining = new Set(missing.filter(({ entry }) => entry.grantor === OWNER).map(holder));
  const all = [...groupBy(to.values(), holder)].flatMap(([key, group]) => {
    const [first] = group;
    const complete =
      first?.object.kind !== "column" &&
      first &&
      group.length === kindFacts(first.object.kind).privileges.length;
    return complete && gaining.has(key) ? group : [];
  });
  return all.length === 0 ? missing : [...new Set([...missing, ...all])];
}
