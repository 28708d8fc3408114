import { type Diagnostic, hasErrors } from "../model/diagnostic.ts";
import { compareText } from "../model/identifier.ts";
import { relationKey } from "../model/relation.ts";
import { resolveAccess } from "./access.ts";
import { resolveAccessRole } from "./access-roles.ts";
import { makeCatalog } from "./catalog.ts";
import { checkRoleNames } from "./check-role-names.ts";
import { collectPrivileges } from "./collect-privileges.ts";
import { type DeclaredAccess, NO_ACCESS, type RolesContext } from "./declared-access.ts";
import { resolveGrant } from "./grants.ts";
import { resolveLevel } from "./levels.ts";
import { matchRelations } from "./match.ts";
import { checkCycles } from "./membership-cycles.ts";
import { mergeMemberships, plainMembership, roleFinder, saidMemberships } from "./memberships.ts";
import { mergeLists, mergeNamed } from "./merge-files.ts";
import { byPlace, child, items, keyPlaceOf, type Placed, placeOf, type Report } from "./placed.ts";
import { checkRemovedNames } from "./removed-roles.ts";
import { resolveRole } from "./role-body.ts";
import type { ParsedRolesFile } from "./roles-file.ts";
import type { Access, RoleBody } from "./roles-schema.ts";

/** What can be wrong only because an entry that has problems of its own was left out. */
const CONSEQUENCES: ReadonlySet<string> = new Set([
  "unknown-role",
  "unknown-level",
  "no-access-role",
  "nothing-sensitive",
]);

type Body = Placed<NonNullable<RoleBody>>;

function resolveAll(
  files: readonly ParsedRolesFile[],
  { schemas, relations, objects, sensitive: annotated, variables }: RolesContext,
  report: Report,
): DeclaredAccess {
  const definitions = makeCatalog({ schemas, relations: relations.values(), objects: objects.values() }, annotated);
  const marked = mergeLists(files, "sensitive")
    .flatMap((entry) => items(child(entry, "tables")))
    .flatMap((pattern) => matchRelations(pattern, definitions, report));
  const sensitive = new Set([...annotated, ...marked.map(relationKey)].sort(compareText));
  const catalog = makeCatalog({ schemas, relations: relations.values(), objects: objects.values() }, sensitive);

  const levels = new Map(
    [...mergeNamed(files, "levels", report)].map(([name, body]) => [name, resolveLevel(name, body, report)]),
  );
  const templates = mergeNamed(files, "access_roles", report);
  const accessRoles = [...templates].flatMap(([template, body]) =>
    resolveAccessRole(template, body, levels, catalog, report),
  );
  const bodies = new Map(
    // A role without a body is a role without attributes.
    [...mergeNamed(files, "roles", report)].map(([name, body]): [string, Body] => [
      name,
      { ...body, value: body.value ?? {} },
    ]),
  );
  const roles = [
    ...[...bodies].map(([name, body]) => resolveRole(name, body, report)),
    ...accessRoles.map(({ role }) => role),
  ];
  const named = checkRoleNames(bodies, templates, accessRoles, variables, report);
  const removed = mergeNamed(files, "removed", report);
  checkRemovedNames(removed, named, variables, report);

  const findRole = roleFinder(
    roles.map(({ name }) => name),
    new Set(removed.keys()),
    report,
  );
  const memberships = mergeMemberships(
    [...bodies].flatMap(([name, body]) => [
      ...saidMemberships(name, body, findRole),
      ...items<Access>(child(body, "access")).flatMap((access) =>
        resolveAccess(access, accessRoles, levels, catalog, report).map(({ role }) => ({
          membership: plainMembership(role.name, name),
          at: placeOf(access),
        })),
      ),
    ]),
    report,
  );
  checkCycles(memberships.values(), report);

  const privileges = collectPrivileges([
    ...accessRoles.map(({ role, given }) => ({ grantee: role.name, given })),
    ...[...bodies].flatMap(([grantee, body]) =>
      items(child(body, "grants")).map((grant) => ({
        grantee,
        ...resolveGrant(grant, levels, catalog, report),
      })),
    ),
    ...mergeLists(files, "grants").flatMap((grant) => {
      const resolved = resolveGrant(grant, levels, catalog, report);
      return items<string>(child(grant, "to"))
        .filter(findRole)
        .map(({ value: grantee }) => ({ grantee, ...resolved }));
    }),
  ]);

  const sorted = <Value>(map: Iterable<[string, Value]>) =>
    new Map([...map].sort(([a], [b]) => compareText(a, b)));
  return {
    ...NO_ACCESS,
    roles: sorted(roles.map((role) => [role.name, role])),
    memberships: sorted([...memberships].map(([key, { membership }]) => [key, membership])),
    privileges,
    sensitive,
    templates: new Set(templates.keys()),
    removed: sorted([...removed].map(([name, body]) => [name, { at: keyPlaceOf(body) }])),
  };
}

/**
 * Merges the files and resolves every name in them. All problems are collected; where one of them is an error,
 * or was one in reading the files, nothing is declared.
 */
export function resolveRoles(
  files: readonly ParsedRolesFile[],
  context: RolesContext,
): { access: DeclaredAccess; diagnostics: readonly Diagnostic[] } {
  const found: Diagnostic[] = [];
  const access = resolveAll(files, context, (diagnostic) => found.push(diagnostic));
  const isComplete = files.every(({ complete }) => complete);
  const diagnostics = found.filter(({ code }) => isComplete || !CONSEQUENCES.has(code)).sort(byPlace);
  return { access: isComplete && !hasErrors(found) ? access : NO_ACCESS, diagnostics };
}
