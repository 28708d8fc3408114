// Roles that go → REASSIGN OWNED, DROP OWNED, DROP ROLE.

import type { Changes } from "../../model/delta.ts";
import { isOurs, type Role } from "../../model/role.ts";
import type { Statement } from "../../sql/statement.ts";
import { directed } from "../compare/conditions.ts";
import { roleKey } from "../compare/role-regions.ts";
import { byName } from "./render-roles.ts";

/** What becomes of what a role owns that goes. */
export interface RoleDeparture {
  readonly reassignOwnedTo?: string;
}

/** Roles by name, but for those that go too and get what another one owns: they wait for it. */
function inOrder(roles: readonly Role[], departures: ReadonlyMap<string, RoleDeparture>): Role[] {
  const heirOf = (name: string) => departures.get(name)?.reassignOwnedTo;
  const ordered: Role[] = [];
  let waiting = [...roles].sort(byName);
  while (waiting.length > 0) {
    const heirs = new Set(waiting.map(({ name }) => heirOf(name)));
    const free = waiting.filter(({ name }) => !heirs.has(name));
    const next = free.length > 0 ? free : waiting;
    ordered.push(...next);
    waiting = waiting.filter((role) => !next.includes(role));
  }
  return ordered;
}

// REASSIGN OWNED BY <role> TO <heir>; DROP OWNED BY <role>; DROP ROLE <role>
function dropRole({ name, when }: Role, heir: string | undefined): Statement[] {
  const roles = [name];
  // Without an heir what it owns is not dropped with it: PostgreSQL refuses then.
  const owned: Statement[] =
    heir === undefined
      ? []
      : [
          { kind: "reassign owned", roles, to: heir },
          { kind: "drop owned", roles },
        ];
  return [...owned, { kind: "drop role" as const, roles }].map((statement) => ({
    ...statement,
    ...directed(when),
  }));
}

/** Roles that go, one after the other. A role that becomes external stays on the server. */
export function renderDroppedRoles(
  { added, removed }: Changes<Role>,
  departures: ReadonlyMap<string, RoleDeparture>,
): Statement[] {
  const kept = new Set(added.flatMap((role) => (isOurs(role) ? [roleKey(role)] : [role.name])));
  const dropped = removed.filter((role) => isOurs(role) && !kept.has(role.name) && !kept.has(roleKey(role)));
  return inOrder(dropped, departures).flatMap((role) =>
    dropRole(role, departures.get(role.name)?.reassignOwnedTo),
  );
}
