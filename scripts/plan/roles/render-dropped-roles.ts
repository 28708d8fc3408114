// Roles that go → DROP ROLE, with who gets what they own by hand.

import type { Changes } from "../../model/delta.ts";
import type { Hazard } from "../../model/hazard.ts";
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

/**
 * What the role owns by hand, no file can say: it is given to the heir where the revision is applied, and
 * without one DROP ROLE is refused there.
 */
// -- reassign owned to <heir>
// DROP ROLE <role>
function dropRole({ name, when }: Role, heir: string | undefined): Statement {
  const directives = { ...directed(when).directives, ...(heir !== undefined && { heir }) };
  return { kind: "drop role", roles: [name], ...(Object.keys(directives).length > 0 && { directives }) };
}

/** Roles of ours that go. One that becomes external stays on the server. */
function goingRoles({ added, removed }: Changes<Role>): Role[] {
  const kept = new Set(added.flatMap((role) => (isOurs(role) ? [roleKey(role)] : [role.name])));
  return removed.filter((role) => isOurs(role) && !kept.has(role.name) && !kept.has(roleKey(role)));
}

/** Roles that go, one after the other. */
export function renderDroppedRoles(
  changes: Changes<Role>,
  departures: ReadonlyMap<string, RoleDeparture>,
): Statement[] {
  return inOrder(goingRoles(changes), departures).map((role) =>
    dropRole(role, departures.get(role.name)?.reassignOwnedTo),
  );
}

/** What a reviewer must know of roles that go: what is done with that of which no revision knows. */
export function departureHazards(
  changes: Changes<Role>,
  departures: ReadonlyMap<string, RoleDeparture>,
): Hazard[] {
  const going = goingRoles(changes).map((role) => ({
    role,
    heir: departures.get(role.name)?.reassignOwnedTo,
  }));
  const given = going.flatMap(({ role, heir }) =>
    heir === undefined
      ? []
      : [
          `what ${role.name} owns in the database beyond these revisions goes to ${heir} and its other rights there are taken away, by statements of their own for each, which upgrade lists and the way back undoes; where it owns databases or tablespaces or has something in other databases, upgrade is refused before anything runs`,
        ],
  );
  const refused = going.some(({ heir }) => heir === undefined)
    ? [
        "where something that no revision knows of belongs to a role that is dropped without `reassign_owned_to`, upgrade is refused with the list; a role that another database needs is kept and loses only what these revisions gave it",
      ]
    : [];
  return [...given, ...refused].map((message): Hazard => ({ kind: "notice", message }));
}
