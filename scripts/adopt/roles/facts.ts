// What each role has, a privilege on an object at a time, and the sets of it.
import { type AclEntry, internAcl, OWNER, PUBLIC } from "../../model/acl.ts";
import type { ObjectName } from "../../model/object.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { ObjectPrivileges, Warehouse } from "../../model/warehouse.ts";

/** One privilege that a role has on an object, given by the object's owner. */
export interface Fact {
  readonly object: ObjectName;
  readonly privilege: Privilege;
  readonly grantable: boolean;
}

/** What a role has: see {@link factKey}. */
export type Facts = ReadonlyMap<string, Fact>;

/** Where nothing is held. */
export const NO_FACTS: Facts = new Map();

/** The identity of a fact within what one role has. @param key the object's */
function factKey(key: string, { privilege, grantable }: Pick<Fact, "privilege" | "grantable">): string {
  return `${key}\t${privilege}${grantable ? "*" : ""}`;
}

/** Puts what ACLs say into what each grantee has; a fact is one value for all who have it. */
export function factsOf(
  privileges: ReadonlyMap<string, ObjectPrivileges>,
  isMeant: (entry: AclEntry, object: ObjectName) => boolean,
): Map<string, Facts> {
  const facts = new Map<string, Map<string, Fact>>();
  for (const [objectKey, { object, acl }] of privileges) {
    const shared = new Map<string, readonly [key: string, fact: Fact]>();
    for (const entry of acl.entries.values()) {
      if (!isMeant(entry, object)) continue;
      const { grantee, privilege, grantable } = entry;
      const which = grantable ? `${privilege}*` : privilege;
      let pair = shared.get(which);
      if (!pair) {
        const fact = { object, privilege, grantable };
        pair = [factKey(objectKey, fact), fact];
        shared.set(which, pair);
      }
      let own = facts.get(grantee);
      if (!own) {
        own = new Map();
        facts.set(grantee, own);
      }
      own.set(pair[0], pair[1]);
    }
  }
  return facts;
}

/** Whether all of the one is in the other. */
export function isWithin(some: Facts, all: ReadonlyMap<string, unknown>): boolean {
  for (const key of some.keys()) if (!all.has(key)) return false;
  return true;
}

/** The one without the other. */
export function without(all: Facts, some: { has(key: string): boolean }): Facts {
  return new Map([...all].filter(([key]) => !some.has(key)));
}

/** An entry that no role file can say, and its object. */
interface UnsaidEntry {
  readonly object: ObjectName;
  readonly entry: AclEntry;
}

/** Whether a file can say the entry: it can only say what an object's owner gives to others. */
const isSayable = ({ grantee, grantor }: AclEntry): boolean => grantor === OWNER && grantee !== OWNER;

/** The warehouse without the entries that no file can say. */
export function sayable(live: Warehouse): Warehouse {
  const privileges = [...live.privileges].map(([key, { object, acl }]) => {
    const entries = [...acl.entries.values()];
    return [
      key,
      { object, acl: entries.every(isSayable) ? acl : internAcl(entries.filter(isSayable)) },
    ] as const;
  });
  return { ...live, privileges: new Map(privileges) };
}

/** What each role has by name, PUBLIC left aside, and the entries that are of another kind. */
export function readFacts({ privileges }: Warehouse): {
  readonly facts: ReadonlyMap<string, Facts>;
  readonly unsaid: readonly UnsaidEntry[];
} {
  const unsaid: UnsaidEntry[] = [];
  const facts = factsOf(privileges, (entry, object) => {
    if (!isSayable(entry)) unsaid.push({ object, entry });
    return isSayable(entry) && entry.grantee !== PUBLIC;
  });
  return { facts, unsaid };
}
