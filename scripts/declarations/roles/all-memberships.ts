// All memberships, and where access roles have a level as a whole.
import type { Access } from "../language/roles-schema.ts";
import { NO_LEVEL, type WholeSchema } from "../objects/levels.ts";
import { child, items, placeOf } from "../yaml/placed.ts";
import { resolveAccess } from "./access.ts";
import type { AccessRole } from "./access-roles.ts";
import type { DeclaredRoles } from "./declared-roles.ts";
import type { EntryContext, KnownRolesContext } from "./entry-context.ts";
import { checkCycles } from "./membership-cycles.ts";
import {
  type MergedMembership,
  mergeMemberships,
  type PlacedMembership,
  plainMembership,
  saidMemberships,
} from "./memberships.ts";
import { resolveWhen, withinRoles } from "./when.ts";

/** All memberships, by membershipKey: those that are said, and those in access roles that `access` asks for. */
export function resolveMemberships(
  { bodies, accessRoles }: DeclaredRoles,
  context: KnownRolesContext,
): ReadonlyMap<string, MergedMembership> {
  const said = [...bodies].flatMap(([name, body]): PlacedMembership[] => [
    ...saidMemberships(name, body, context),
    ...items<Access>(child(body, "access")).flatMap((access) => {
      const at = placeOf(access);
      const own = resolveWhen(access, context);
      const when = withinRoles(own, [name], at, context);
      const found = resolveAccess(access, accessRoles, context);
      if (when === "never") return [];
      return found.map(({ role }) => ({ membership: plainMembership(role.name, name, when), at }));
    }),
  ]);
  const merged = mergeMemberships(said, context);
  checkCycles(merged.values(), context.report);
  return merged;
}

/** Where access roles have a level in a whole schema; those of what is sensitive have nothing in what comes later. */
export function wholeOfAccessRoles(
  accessRoles: readonly AccessRole[],
  { levels, catalog }: EntryContext,
): { readonly grantee: string; readonly whole: readonly WholeSchema[] }[] {
  return accessRoles
    .filter(({ sensitive }) => sensitive !== "only")
    .map(({ role, schema, level, sensitive, body }) => {
      const guarded = sensitive === undefined && catalog.isGuarded(schema);
      const given = levels.get(level) ?? NO_LEVEL;
      return {
        grantee: role.name,
        whole: [{ schema, level: given, excepted: false, guarded, at: placeOf(body) }],
      };
    });
}
