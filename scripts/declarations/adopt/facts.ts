import { type AclEntry, internAcl, OWNER, PUBLIC } from "../../model/acl.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import { knowsPrivilege, type Privilege } from "../../model/privilege.ts";
import type { Warehouse } from "../../model/warehouse.ts";

/** One privilege that a role has on an object, given by the object's owner. */
export interface Fact {
  readonly object: ObjectName;
  readonly privilege: Privilege;
  readonly grantable: boolean;
}

/** What a role has, by factKey. */
export type Facts = ReadonlyMap<string, Fact>;

/** Where nothing is held. */
export const NO_FACTS: Facts = new Map();

/** The identity of a fact within what one role has. */
export function factKey({ object, privilege, grantable }: Fact): string {
  return `${objectKey(object)}\t${privilege}${grantable ? "*" : ""}`;
}

/** What is given, as far as a server of this major version knows it. */
export function factsOf(
  given: readonly { readonly object: ObjectName; readonly privileges: readonly Privilege[] }[],
  grantable: boolean,
  major: number,
): Facts {
  const facts = given.flatMap(({ object, privileges }) =>
    privileges
      .filter((privilege) => knowsPrivilege(major, privilege))
      .map((privilege): Fact => ({ object, privilege, grantable })),
  );
  return new Map(facts.map((fact) => [factKey(fact), fact]));
}

/** Whether all of the one is in the other. */
export function isWithin(some: Facts, all: ReadonlyMap<string, unknown>): boolean {
  return [...some.keys()].every((key) => all.has(key));
}

/** The one without the other. */
export function without(all: Facts, some: { has(key: string): boolean }): Facts {
  return new Map([...all].filter(([key]) => !some.has(key)));
}

/** An entry that no role file can say, and its object. */
export interface UnsaidEntry {
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
  const facts = new Map<string, Map<string, Fact>>();
  const unsaid: UnsaidEntry[] = [];
  for (const { object, acl } of privileges.values()) {
    for (const entry of acl.entries.values()) {
      const { grantee, privilege, grantable } = entry;
      if (!isSayable(entry)) unsaid.push({ object, entry });
      else if (grantee !== PUBLIC) {
        const own = facts.get(grantee) ?? new Map<string, Fact>();
        facts.set(grantee, own);
        const fact = { object, privilege, grantable };
        own.set(factKey(fact), fact);
      }
    }
  }
  return { facts, unsaid };
}
