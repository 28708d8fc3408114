// `grants` of roles and of files, and what access roles hold.
import { mergeLists } from "../language/merge-files.ts";
import type { ParsedRolesFile } from "../language/roles-file.ts";
import type { Grant } from "../language/schema-of-grants.ts";
import type { ExceptedFor } from "../objects/except.ts";
import type { DeclaredRoles } from "../roles/declared-roles.ts";
import type { EntryContext, KnownRolesContext } from "../roles/entry-context.ts";
import { resolveWhen, withinRoles } from "../roles/when.ts";
import { child, items, keyPlaceOf, type Placed, placeOf } from "../yaml/placed.ts";
import type { GivenTo } from "./collect-privileges.ts";
import { type ResolvedGrant, resolveGrant } from "./grants.ts";

/** What one entry gives one role. */
type GrantedTo = GivenTo & ResolvedGrant;

/** All grants: those in the bodies of roles, and those that say to whom. */
export function resolveGrants(
  files: readonly ParsedRolesFile[],
  { bodies }: DeclaredRoles,
  context: KnownRolesContext,
): GrantedTo[] {
  const grantTo = (grantees: readonly string[], grant: Placed<Grant>): GrantedTo[] => {
    const own = resolveWhen(grant, context);
    const resolved = resolveGrant(grant, context);
    const places = [placeOf(grant)];
    return grantees.flatMap((grantee) => {
      const when = withinRoles(own, [grantee], placeOf(grant), context);
      if (when === "never") return [];
      return [{ grantee, ...resolved, when, grantable: grant.value.grant_option, places }];
    });
  };
  return [
    ...[...bodies].flatMap(([name, body]) =>
      items(child(body, "grants")).flatMap((grant) => grantTo([name], grant)),
    ),
    ...mergeLists(files, "grants").flatMap((grant) => {
      const grantees = items<string>(child(grant, "to")).filter(context.findRole);
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

/** What access roles hold, said by their template and their level. */
export function accessRoleGrants(
  { accessRoles }: Pick<DeclaredRoles, "accessRoles">,
  { levelPlaces }: Pick<EntryContext, "levelPlaces">,
): GivenTo[] {
  return accessRoles.map(({ role, given, body, level }) => {
    const place = levelPlaces.get(level);
    return { grantee: role.name, given, places: [keyPlaceOf(body), ...(place ? [place] : [])] };
  });
}
