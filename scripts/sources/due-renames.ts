// Renames of roles that are not recorded yet.
import type { MadeRole, RoleRename } from "../declarations/declared-access.ts";
import { accessRoleName } from "../declarations/roles/access-roles.ts";
import type { Rename } from "../model/rename.ts";
import { isOurs, type Role } from "../model/role.ts";

/**
 * The renames that a revision has to make: of roles that it knows by their former names only. Others were made
 * long ago; a role that others make is never renamed.
 *
 * @param recorded by name
 */
export function dueRenames(recorded: ReadonlyMap<string, Role>, renames: readonly RoleRename[]): Rename[] {
  return renames
    .filter(({ from, to }) => {
      const former = recorded.get(from);
      return former !== undefined && isOurs(former) && !recorded.has(to);
    })
    .map(({ from, to }) => ({ kind: "role", from: [from], to: [to] }));
}

/** What access roles were called before their schemas got other names. */
export function renamedWithSchemas(
  accessRoles: readonly MadeRole[],
  renames: readonly Rename[],
): RoleRename[] {
  const schemas = renames.filter(({ kind }) => kind === "schema");
  return schemas.flatMap(({ from: [from = ""], to: [to] }) =>
    accessRoles
      .filter(({ schema }) => schema === to)
      .flatMap(({ name, templates, level }) =>
        templates.map((template) => ({ from: accessRoleName(template, from, level), to: name })),
      ),
  );
}
