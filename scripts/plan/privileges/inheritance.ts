// Whose rights a role has without SET ROLE while privileges change.

import { type AclEntry, OWNER, PUBLIC } from "../../model/acl.ts";
import { type Condition, combineWhen, conditionText } from "../../model/condition.ts";
import { groupBy } from "../../model/group.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { Warehouse } from "../../model/warehouse.ts";

/** Conditions under each of which something is so; undefined is everywhere. */
export type Where = readonly (Condition | undefined)[];

/**
 * Tells the roles whose rights a role has without SET ROLE while privileges change, and where: itself, those that it
 * inherits, PUBLIC. Memberships are then those before, attributes those after, on which inheriting depends before 16.
 */
export function inheritance(from: Warehouse, to: Warehouse): (role: string) => ReadonlyMap<string, Where> {
  const inherited = [...from.memberships.values()].filter(
    ({ member, inherit }) => inherit && (to.roles.get(member)?.inherit ?? true),
  );
  const groups = groupBy(inherited, ({ member }) => member);
  const known = new Map<string, ReadonlyMap<string, Where>>();
  const reachedFrom = (role: string): ReadonlyMap<string, Where> => {
    const reached = new Map<string, Where>([
      [role, [undefined]],
      [PUBLIC, [undefined]],
    ]);
    const paths: { readonly to: string; readonly when: Condition | undefined }[] = [
      { to: role, when: undefined },
    ];
    for (const path of paths) {
      for (const { role: group, when } of groups.get(path.to) ?? []) {
        const both = combineWhen(path.when, when);
        const before = reached.get(group) ?? [];
        if (both === "never" || before.some((one) => !one || conditionText(one) === conditionText(both)))
          continue;
        reached.set(group, [...before, both]);
        paths.push({ to: group, when: both });
      }
    }
    return reached;
  };
  return (role) => {
    const reached = known.get(role) ?? reachedFrom(role);
    known.set(role, reached);
    return reached;
  };
}

/** Where one of the roles has a privilege by these entries, or by owning the object. */
export function heldWhere(
  roles: ReadonlyMap<string, Where>,
  privilege: Privilege,
  entries: Iterable<AclEntry>,
  owner: string | undefined,
): Where {
  const held = [...(roles.get(owner ?? "") ?? [])];
  for (const entry of entries) {
    if (entry.privilege !== privilege || entry.grantee === OWNER) continue;
    for (const when of roles.get(entry.grantee) ?? []) {
      const both = combineWhen(when, entry.when);
      if (both !== "never") held.push(both);
    }
  }
  return held;
}
