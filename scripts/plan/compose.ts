// A difference → the sections of a migration, in their order.

import type { Difference } from "../model/delta.ts";
import { applyRenames } from "../model/fold.ts";
import type { AllowedVariables } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { concurrentBehind } from "../sql/concurrent-indexes.ts";
import type { Statement } from "../sql/statement.ts";
import { type Section, writeScript } from "../sql/write-statement.ts";
import { splitByCondition } from "./compare/role-regions.ts";
import { underSameConditions } from "./compare/same-conditions.ts";
import { existence } from "./ddl/existence.ts";
import { renderComments } from "./objects/render-comments.ts";
import { renderOwners } from "./objects/render-owners.ts";
import { privilegeSections } from "./privileges/act-as.ts";
import { planPrivileges } from "./privileges/plan-privileges.ts";
import { renderDefaults } from "./privileges/render-defaults.ts";
import { createAgain } from "./privileges/render-public.ts";
import { type RoleDeparture, renderDroppedRoles } from "./roles/render-dropped-roles.ts";
import { renderMemberships } from "./roles/render-memberships.ts";
import { renderRoleRenames } from "./roles/render-role-renames.ts";
import { renderRoles, renderSuperusers } from "./roles/render-roles.ts";

/** What a script needs to know beside the difference. */
interface ComposeOptions {
  /** What becomes of what roles own that go, by their names. */
  readonly departures?: ReadonlyMap<string, RoleDeparture>;
  /** What the variables of conditions may be. */
  readonly variables?: AllowedVariables;
}

const section = (title: string, statements: readonly Statement[]): Section => ({ title, statements });

/**
 * A migration, in an order in which every statement can run and the last has the result: role renames and
 * roles, drizzle-kit's statements, comments, owners, grants for revokes, revokes, grants, default privileges,
 * memberships, superusers, roles that go; behind the transaction the indexes that are made concurrently. All revokes stand before all grants since a table's REVOKE also takes its
 * columns' privileges.
 *
 * @param from under the names before the renames
 * @param ddl drizzle-kit's statements, in its order
 */
export function composeSections(
  difference: Difference,
  from: Warehouse,
  to: Warehouse,
  ddl: readonly Statement[],
  { departures = new Map(), variables = {} }: ComposeOptions = {},
): Section[] {
  const renamed = applyRenames(from, difference.renames);
  const exist = existence(difference, ddl, to);
  const same = underSameConditions(difference, renamed, to, variables);
  const plan = planPrivileges(difference, same.from, same.to, exist, variables);
  const { renames } = difference;
  const roles = splitByCondition(difference.roles, variables);
  const { within, behind } = concurrentBehind(ddl);
  return [
    section("Renamed roles", renderRoleRenames(renames, from.roles)),
    section("Roles", renderRoles(roles)),
    ...within.map((statement): Section => ({ statements: [statement] })),
    section("Comments", renderComments(difference, to, exist)),
    section("Owners", renderOwners(difference, renamed, to, exist, variables)),
    // Before the revokes: where it is said anew under another condition, that counts.
    section("What PUBLIC has by itself", createAgain(difference, to)),
    ...privilegeSections(same.from, same.to, plan, variables),
    section("Default privileges", renderDefaults(difference, same.from, same.to)),
    section("Memberships", renderMemberships(same.memberships, to)),
    section("Superusers", renderSuperusers(roles)),
    section("Dropped roles", renderDroppedRoles(roles, departures)),
    section("Behind the transaction, each on its own", behind),
  ];
}

/** The same as text. */
export const composeScript = (...parts: Parameters<typeof composeSections>): string =>
  writeScript(composeSections(...parts));
