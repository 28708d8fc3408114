// What a server has beside what counts: it stays, and what is planned must know of it.

import { type AclEntry, builtInAclOf, entryKey, internAcl, isLack } from "../../model/acl.ts";
import { EMPTY_WAREHOUSE } from "../../model/collections.ts";
import { applyRenames } from "../../model/fold.ts";
import { groupBy } from "../../model/group.ts";
import { objectKey } from "../../model/object.ts";
import type { Rename } from "../../model/rename.ts";
import { isOurs, type Role } from "../../model/role.ts";
import { aclOf, type ObjectPrivileges, type Warehouse } from "../../model/warehouse.ts";
import { grantorDistance } from "../privileges/distance.ts";
import { type Held, holdings, wholeOf } from "../privileges/held.ts";
import { afterOwnerChange, ownersOf } from "../privileges/owner-of.ts";

type Privileges = ReadonlyMap<string, ObjectPrivileges>;

/** What changes, and a server of which only a part counts in that. */
interface PartlyCounted {
  readonly from: Warehouse;
  readonly to: Warehouse;
  readonly renames: readonly Rename[];
  /** The whole server, and the part of it that is one of the sides. */
  readonly live: Warehouse;
  readonly counted: Warehouse;
}

/** The entries and memberships of a server that do not count, but for what owners lack. */
function uncounted(live: Warehouse, counted: Warehouse): Warehouse {
  const memberships = [...live.memberships].filter(([key]) => !counted.memberships.has(key));
  const privileges = [...live.privileges].flatMap(([key, { object, acl }]): [string, ObjectPrivileges][] => {
    const known = (counted.privileges.get(key)?.acl ?? builtInAclOf(object)).entries;
    const rest = [...acl.entries].filter(([entry, value]) => !known.has(entry) && !isLack(value));
    return rest.length === 0 ? [] : [[key, { object, acl: internAcl(rest.map(([, value]) => value)) }]];
  });
  return { ...EMPTY_WAREHOUSE, memberships: new Map(memberships), privileges: new Map(privileges) };
}

/**
 * The entries as they are where the side's owners have the objects. What PUBLIC has by itself counts: what another than
 * the owner gave it melts into that.
 */
function ownedBy(privileges: Privileges, live: Warehouse, side: Warehouse): Privileges {
  const [before, after] = [ownersOf(live), ownersOf(side)];
  return new Map(
    [...privileges].map(([key, entry]) => {
      const owner = after(entry.object);
      if (owner === undefined || owner === before(entry.object)) return [key, entry];
      const usual = builtInAclOf(entry.object).entries;
      const changed = [...afterOwnerChange(holdings([entry]), owner).values()].map((held) => held.entry);
      const rest = changed.filter((one) => !usual.has(entryKey(one)));
      return [key, { object: entry.object, acl: internAcl(rest) }];
    }),
  );
}

/** Without what was granted on the strength of an option that the side does not have. */
function grounded(side: Warehouse, others: Privileges): Held[] {
  const objects = new Map([...others.values()].map(({ object }) => [objectKey(object), object]));
  const wholes = new Set([...objects].map(([on, object]) => wholeOf({ object, on }).on));
  const beside = [...side.privileges.values()].filter(({ object }) =>
    wholes.has(wholeOf({ object, on: objectKey(object) }).on),
  );
  const units = (entries: Iterable<Held>) => groupBy(entries, (held) => wholeOf(held).on);
  const fixed = units(holdings(beside).values());
  return [...units(holdings(others.values()).values())].flatMap(([on, all]) => {
    let left: readonly Held[] = all;
    for (let count = -1; count !== left.length; ) {
      count = left.length;
      const has = grantorDistance([...(fixed.get(on) ?? []), ...left]);
      left = left.filter((held) => has(held) !== undefined);
    }
    return left;
  });
}

/** The side with the entries that it does not count. */
function withOthers(side: Warehouse, others: Privileges): Warehouse {
  const privileges = new Map(side.privileges);
  for (const [key, held] of groupBy(grounded(side, others), ({ on }) => on)) {
    const [first] = held;
    if (!first) continue;
    const entries = new Map<string, AclEntry>(aclOf(side, first.object, key).entries);
    for (const { entry } of held) entries.set(entryKey(entry), entry);
    privileges.set(key, { object: first.object, acl: internAcl(entries.values()) });
  }
  return { ...side, privileges };
}

/**
 * The server's roles for which nobody answers on either side, with their attributes: a new member inherits as its own
 * says.
 */
function otherRoles({ from, to, live }: PartlyCounted): [string, Role][] {
  const isOurRole = (name: string) =>
    [from, to].some(({ roles }) => {
      const role = roles.get(name);
      return role !== undefined && isOurs(role);
    });
  return [...live.roles].flatMap(([name, role]) =>
    isOurRole(name) ? [] : [[name, { ...role, management: "external" as const }]],
  );
}

/**
 * Both sides with what the server has beside what counts: who grants for others there has the right to it from
 * somebody, and what others have on the strength of a right that goes, goes too. Owners and memberships of which
 * nothing is said are the server's.
 */
export function besideCounted(change: PartlyCounted) {
  const { from, to, renames, live, counted } = change;
  const roles = otherRoles(change);
  const others = uncounted(live, counted);
  const isUnsaid = ([key]: readonly [string, unknown]) => !from.owners.has(key) && !to.owners.has(key);
  const owners = [...live.owners].filter(isUnsaid);
  const side = (warehouse: Warehouse, { memberships, privileges }: Warehouse): Warehouse => {
    const more = {
      ...warehouse,
      roles: new Map([...warehouse.roles, ...roles]),
      owners: new Map([...warehouse.owners, ...owners]),
      memberships: new Map([...warehouse.memberships, ...memberships]),
    };
    return withOthers(more, ownedBy(privileges, live, more));
  };
  return { from: side(from, others), to: side(to, applyRenames(others, renames)) };
}
