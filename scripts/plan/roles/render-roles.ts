// Roles that come or change → CREATE ROLE, ALTER ROLE, COMMENT ON ROLE.

import type { Changes } from "../../model/delta.ts";
import { compareText } from "../../model/identifier.ts";
import { isOurs, newRole, type Role } from "../../model/role.ts";
import { escapeTemplate } from "../../model/variable.ts";
import { changedOptions, flagOption } from "../../sql/role-options.ts";
import type { RoleOption, Statement } from "../../sql/statement.ts";
import { directed } from "../compare/conditions.ts";
import { roleKey } from "../compare/role-regions.ts";
import { renderSettings } from "./render-settings.ts";

export const byName = (a: Role, b: Role): number => compareText(a.name, b.name);

const SUPERUSER = flagOption("SUPERUSER");

const isSuperuser = (option: RoleOption): boolean => JSON.stringify(option) === JSON.stringify(SUPERUSER);

// Only attributes that are not as PostgreSQL gives them are written.
// CREATE ROLE <role> LOGIN CONNECTION LIMIT <n>
function createRole(role: Role): Statement {
  const options = changedOptions(newRole(role.name), role);
  return {
    kind: "create role",
    role: role.name,
    ...(options.length > 0 && { options }),
    ...directed(role.when),
  };
}

// ALTER ROLE <role> NOLOGIN
const alterRole = (role: Role, options: readonly RoleOption[]): Statement[] =>
  options.length === 0 ? [] : [{ kind: "alter role", role: role.name, options, ...directed(role.when) }];

// A comment is text, not a template: what looks like a variable stays as it is.
// COMMENT ON ROLE <role> IS '…'
function commentOnRole(before: Role | undefined, role: Role): Statement[] {
  if (before?.comment === role.comment) return [];
  const text = role.comment === undefined ? null : escapeTemplate(role.comment, {});
  return [{ kind: "comment", object: "ROLE", target: { path: [role.name] }, text, ...directed(role.when) }];
}

/** Roles that are there before and after, by pairs, and roles that come. */
function compare({ added, removed }: Changes<Role>) {
  const before = new Map(removed.filter(isOurs).map((role) => [roleKey(role), role]));
  const roles = added.filter(isOurs).sort(byName);
  return {
    created: roles.filter((role) => !before.has(roleKey(role))),
    altered: roles.flatMap((role) => {
      const former = before.get(roleKey(role));
      return former ? [{ before: former, role }] : [];
    }),
  };
}

/**
 * Roles that come and roles that stay with other attributes, in the order of their names. Passwords are not said:
 * whoever applies the revision sets them.
 */
export function renderRoles(roles: Changes<Role>): Statement[] {
  const { created, altered } = compare(roles);
  return [
    ...created.map(createRole),
    ...created.flatMap((role) => commentOnRole(undefined, role)),
    ...created.flatMap((role) => renderSettings(undefined, role)),
    ...altered.flatMap(({ before, role }) => [
      ...alterRole(
        role,
        changedOptions(before, role).filter((option) => !isSuperuser(option)),
      ),
      ...commentOnRole(before, role),
      ...renderSettings(before, role),
    ]),
  ];
}

/** Roles that become superusers. What they granted is revoked before: a superuser's REVOKE acts as the owner. */
export function renderSuperusers(roles: Changes<Role>): Statement[] {
  return compare(roles).altered.flatMap(({ before, role }) =>
    role.superuser && !before.superuser ? alterRole(role, [SUPERUSER]) : [],
  );
}
