import { type AclEntry, OWNER, PUBLIC } from "../model/acl.ts";
import type { Privilege } from "../model/privilege.ts";
import type { Warehouse } from "../model/warehouse.ts";

/**
 * Tells the roles whose rights a role has without SET ROLE while privileges change: itself, those that it inherits,
 * PUBLIC. Memberships are then those before, attributes those after, on which inheriting depends before 16.
 */
export function inheritance(from: Warehouse, to: Warehouse): (role: string) => ReadonlySet<string> {
  const groups = new Map<string, string[]>();
  for (const { member, role, inherit } of from.memberships.values()) {
    if (inherit && (to.roles.get(member)?.inherit ?? true))
      groups.set(member, [...(groups.get(member) ?? []), role]);
  }
  const known = new Map<string, ReadonlySet<string>>();
  return (role) => {
    const reached = known.get(role) ?? new Set([role, PUBLIC]);
    if (known.has(role)) return reached;
    for (const one of reached) {
      for (const group of groups.get(one) ?? []) (reached as Set<string>).add(group);
    }
    known.set(role, reached);
    return reached;
  };
}

/** Whether one of the roles has a privilege by these entries, on every target. */
export function holdsBy(
  roles: ReadonlySet<string>,
  privilege: Privilege,
  entries: Iterable<AclEntry>,
  owner: string | undefined,
): boolean {
  if (owner !== undefined && roles.has(owner)) return true;
  for (const entry of entries) {
    if (entry.privilege === privilege && !entry.when && roles.has(entry.grantee) && entry.grantee !== OWNER)
      return true;
  }
  return false;
}
