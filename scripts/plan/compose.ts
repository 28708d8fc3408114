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
import { renderDistributions } from "./objects/render-distributions.ts";
import { renderOwners } from "./objects/render-owners.ts";
import type { OnlineWay } from "./online/online-way.ts";
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
  /** drizzle-kit's statements taken apart, where the revision is online. */
  readonly online?: OnlineWay | undefined;
  /** What removes that which a broken run of the other way may have left. */
  readonly leftovers?: readonly Statement[] | undefined;
}

const isForeignKey = (statement: Statement): boolean =>
  statement.kind === "alter object" &&
  statement.actions.some(
    (action) => action.kind === "add constraint" && /^FOREIGN KEY\b/i.test(action.definition.trim()),
  );

/**
 * Sections of drizzle-kit's statements, with what spreads tables over nodes before their foreign keys: citus takes
 * those only between tables that it knows already.
 */
function withDistributions(ddl: readonly Statement[], distributions: readonly Statement[]): Section[] {
  const lastMade = ddl.findLastIndex(({ kind }) => kind === "make");
  const first = ddl.findIndex((statement, index) => index > lastMade && isForeignKey(statement));
  const at = first < 0 ? ddl.length : first;
  const one = (statement: Statement): Section => ({ statements: [statement] });
  return [
    ...ddl.slice(0, at).map(one),
    section("Distributed tables", distributions),
    ...ddl.slice(at).map(one),
  ];
}

const section = (title: string, statements: readonly Statement[]): Section => ({ title, statements });

/**
 * A migration, in an order in which every statement can run and the last has the result: role renames and
 * roles, drizzle-kit's statements, comments, owners, grants for revokes, revokes, grants, default privileges,
 * memberships, superusers, roles that go; behind the transaction what is committed on its own. All revokes stand before all grants since a table's REVOKE also takes its
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
  { departures = new Map(), variables = {}, online, leftovers = [] }: ComposeOptions = {},
): Section[] {
  const renamed = applyRenames(from, difference.renames);
  const exist = existence(difference, ddl, to);
  const same = underSameConditions(difference, renamed, to, variables);
  const plan = planPrivileges(difference, same.from, same.to, exist, variables);
  const { renames } = difference;
  const roles = splitByCondition(difference.roles, variables);
  const { within, behind } = online ?? concurrentBehind(ddl);
  return [
    section("Left by the other way", leftovers),
    section("Renamed roles", renderRoleRenames(renames, from.roles)),
    section("Roles", renderRoles(roles)),
    ...withDistributions(within, renderDistributions(difference, renamed, to, exist)),
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
