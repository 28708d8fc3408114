import type { Delta } from "../model/delta.ts";
import { compareText } from "../model/identifier.ts";
import { type ObjectName, objectKey } from "../model/object.ts";
import type { Privilege } from "../model/privilege.ts";
import type { Warehouse } from "../model/warehouse.ts";

/** What a role may do with each object, by objectKey: its own entries and those of the roles it inherits. */
export type EffectiveAccess = ReadonlyMap<string, { object: ObjectName; privileges: ReadonlySet<Privilege> }>;

function inheritedRoles(warehouse: Warehouse, role: string): Set<string> {
  const found = new Set([role]);
  for (const name of found) {
    for (const membership of warehouse.memberships.values()) {
      if (membership.member === name && membership.inherit) found.add(membership.role);
    }
  }
  return found;
}

/** What one role may do, memberships counted. PUBLIC and ownership are the same for all and left out. */
export function effectiveAccess(warehouse: Warehouse, role: string): EffectiveAccess {
  const roles = inheritedRoles(warehouse, role);
  const access = new Map<string, { object: ObjectName; privileges: Set<Privilege> }>();
  for (const { object, acl } of warehouse.privileges.values()) {
    for (const entry of acl.entries.values()) {
      if (!roles.has(entry.grantee)) continue;
      const key = objectKey(object);
      const held = access.get(key) ?? { object, privileges: new Set() };
      held.privileges.add(entry.privilege);
      access.set(key, held);
    }
  }
  return access;
}

/** The roles whose access a delta may change: grantees, members, and whoever inherits them before or after. */
export function affectedRoles(delta: Delta, ...warehouses: readonly Warehouse[]): string[] {
  const changed = [...delta.privileges.added, ...delta.privileges.removed];
  const memberships = [...delta.memberships.added, ...delta.memberships.removed];
  const affected = new Set([
    ...changed.flatMap(({ acl }) => [...acl.entries.values()].map((entry) => entry.grantee)),
    ...memberships.map((membership) => membership.member),
  ]);
  for (const role of affected) {
    for (const warehouse of warehouses) {
      for (const membership of warehouse.memberships.values()) {
        if (membership.role === role) affected.add(membership.member);
      }
    }
  }
  return [...affected].sort(compareText);
}
