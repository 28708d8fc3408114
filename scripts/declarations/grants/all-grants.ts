import type { Location } from "../../model/diagnostic.ts";
import type { AllowedVariables } from "../../model/variable.ts";
import { mergeLists } from "../language/merge-files.ts";
import type { ParsedRolesFile } from "../language/roles-file.ts";
import type { Grant } from "../language/schema-of-grants.ts";
import type { Catalog } from "../objects/catalog.ts";
import type { ExceptedFor } from "../objects/except.ts";
import type { Level } from "../objects/levels.ts";
import type { DeclaredRoles } from "../roles/declared-roles.ts";
import { resolveWhen, withinRoles } from "../roles/when.ts";
import { child, items, keyPlaceOf, type Placed, placeOf, type Report } from "../yaml/placed.ts";
import type { GivenTo } from "./collect-privileges.ts";
import { type ResolvedGrant, resolveGrant } from "./grants.ts";

/** What one entry gives one role. */
export type GrantedTo = GivenTo & ResolvedGrant;

/** All grants: those in the bodies of roles, and those that say to whom. */
export function resolveGrants(
  files: readonly ParsedRolesFile[],
  { bodies, findRole, conditionOf }: DeclaredRoles,
  levels: ReadonlyMap<string, Level>,
  catalog: Catalog,
  variables: AllowedVariables,
  report: Report,
): GrantedTo[] {
  const grantTo = (grantees: readonly string[], grant: Placed<Grant>): GrantedTo[] => {
    const own = resolveWhen(grant, variables, report);
    const resolved = resolveGrant(grant, levels, catalog, report);
    const places = [placeOf(grant)];
    return grantees.flatMap((grantee) => {
      const when = withinRoles(own, [grantee], conditionOf, placeOf(grant), report);
      if (when === "never") return [];
      return [{ grantee, ...resolved, when, grantable: grant.value.grant_option, places }];
    });
  };
  return [
    ...[...bodies].flatMap(([name, body]) =>
      items(child(body, "grants")).flatMap((grant) => grantTo([name], grant)),
    ),
    ...mergeLists(files, "grants").flatMap((grant) => {
      const grantees = items<string>(child(grant, "to")).filter(findRole);
      return grantTo(
        grantees.map(({ value }) => value),
        grant,
      );
    }),
  ];
}

/** What the entries take from what they give, by `except`. */
export function exceptedByGrants(grants: readonly GrantedTo[]): ExceptedFor[] {
  return grants.flatMap(({ grantee, excepted, exceptedPrivileges: privileges, when }) =>
    excepted.map((one) => ({ ...one, grantee, privileges, when })),
  );
}

/**
 * What access roles hold, said by their template and their level.
 *
 * @param levelPlaces where each level is declared
 */
export function accessRoleGrants(
  { accessRoles }: Pick<DeclaredRoles, "accessRoles">,
  levelPlaces: ReadonlyMap<string, Location>,
): GivenTo[] {
  return accessRoles.map(({ role, given, body, level }) => {
    const place = levelPlaces.get(level);
    return { grantee: role.name, given, places: [keyPlaceOf(body), ...(place ? [place] : [])] };
  });
}
