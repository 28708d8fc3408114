import type { AllowedVariables } from "../../model/variable.ts";
import type { Access } from "../language/roles-schema.ts";
import type { Catalog } from "../objects/catalog.ts";
import type { Level, WholeSchema } from "../objects/levels.ts";
import { child, items, placeOf, type Report } from "../yaml/placed.ts";
import { resolveAccess } from "./access.ts";
import type { AccessRole } from "./access-roles.ts";
import type { DeclaredRoles } from "./declared-roles.ts";
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
  { bodies, accessRoles, findRole, conditionOf }: DeclaredRoles,
  levels: ReadonlyMap<string, Level>,
  catalog: Catalog,
  variables: AllowedVariables,
  report: Report,
): ReadonlyMap<string, MergedMembership> {
  const said = [...bodies].flatMap(([name, body]): PlacedMembership[] => [
    ...saidMemberships(name, body, variables, findRole, conditionOf, report),
    ...items<Access>(child(body, "access")).flatMap((access) => {
      const at = placeOf(access);
      const own = resolveWhen(access, variables, report);
      const when = withinRoles(own, [name], conditionOf, at, report);
      const found = resolveAccess(access, accessRoles, levels, catalog, report);
      if (when === "never") return [];
      return found.map(({ role }) => ({ membership: plainMembership(role.name, name, when), at }));
    }),
  ]);
  const merged = mergeMemberships(said, variables, report);
  checkCycles(merged.values(), report);
  return merged;
}

/** Where access roles have a level in a whole schema; those of what is sensitive have nothing in what comes later. */
export function wholeOfAccessRoles(
  accessRoles: readonly AccessRole[],
  levels: ReadonlyMap<string, Level>,
  catalog: Catalog,
): { readonly grantee: string; readonly whole: readonly WholeSchema[] }[] {
  return accessRoles
    .filter(({ sensitive }) => sensitive !== "only")
    .map(({ role, schema, level, sensitive, body }) => {
      const guarded = sensitive === undefined && catalog.isGuarded(schema);
      const given = levels.get(level) ?? new Map();
      return {
        grantee: role.name,
        whole: [{ schema, level: given, excepted: false, guarded, at: placeOf(body) }],
      };
    });
}
