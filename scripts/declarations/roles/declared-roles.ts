// `roles`, `access_roles`, `removed` → the roles of all files.
import type { Role } from "../../model/role.ts";
import type { Departure, RoleRename } from "../declared-access.ts";
import { mergeNamed } from "../language/merge-files.ts";
import type { ParsedRolesFile } from "../language/roles-file.ts";
import type { RoleBody } from "../language/roles-schema.ts";
import type { Placed } from "../yaml/placed.ts";
import { type AccessRole, resolveAccessRole } from "./access-roles.ts";
import { checkRoleNames } from "./check-role-names.ts";
import type { ConditionOf, EntryContext, FindRole } from "./entry-context.ts";
import { roleFinder } from "./memberships.ts";
import { checkRemovedNames, resolveRemoved } from "./removed-roles.ts";
import { resolveRole } from "./role-body.ts";
import type { NamedRole } from "./role-names.ts";
import { resolveRenames } from "./role-renames.ts";

/** The roles of all files. */
export interface DeclaredRoles {
  /** Those under `roles` and those that templates make. */
  readonly roles: readonly Role[];
  /** The entries of `roles`, by name. */
  readonly bodies: ReadonlyMap<string, Placed<NonNullable<RoleBody>>>;
  readonly accessRoles: readonly AccessRole[];
  /** The keys of `access_roles`, and what they were before. */
  readonly templates: ReadonlySet<string>;
  readonly removed: ReadonlyMap<string, Departure>;
  readonly renames: readonly RoleRename[];
  /** The template that made a role, and what that was called before. */
  readonly templatesOf: (role: Role) => readonly string[];
  /** Where each role is said. */
  readonly places: readonly NamedRole[];
  readonly findRole: FindRole;
  readonly conditionOf: ConditionOf;
}

/** Reads `roles`, `access_roles` and `removed` and checks their names. */
export function resolveDeclaredRoles(
  files: readonly ParsedRolesFile[],
  context: EntryContext,
): DeclaredRoles {
  const { report } = context;
  const templates = mergeNamed(files, "access_roles", report);
  const accessRoles = [...templates].flatMap(([template, body]) =>
    resolveAccessRole(template, body, context),
  );
  const bodies = new Map(
    // A role without a body is a role without attributes.
    [...mergeNamed(files, "roles", report)].map(([name, body]) => [
      name,
      { ...body, value: body.value ?? {} },
    ]),
  );
  const roles = [
    ...[...bodies].map(([name, body]) => resolveRole(name, body, context)),
    ...accessRoles.map(({ role }) => role),
  ];
  const named = checkRoleNames(bodies, templates, accessRoles, context);
  const removed = mergeNamed(files, "removed", report);
  checkRemovedNames(removed, named, context);
  const { renames, templates: templateRenames } = resolveRenames(
    { bodies, templates, accessRoles, removed },
    report,
  );
  const byName = new Map(roles.map((role) => [role.name, role]));
  const findRole = roleFinder(byName.keys(), new Set(removed.keys()), report);
  return {
    roles,
    bodies,
    accessRoles,
    templates: new Set([...templates.keys(), ...templateRenames.map(({ from }) => from)]),
    removed: resolveRemoved(removed, findRole),
    renames,
    templatesOf: ({ template }) => [
      ...(template === undefined ? [] : [template]),
      ...templateRenames.filter(({ to }) => to === template).map(({ from }) => from),
    ],
    places: named,
    findRole,
    conditionOf: (name) => byName.get(name)?.when,
  };
}
