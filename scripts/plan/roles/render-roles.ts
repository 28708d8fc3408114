import type { Changes } from "../../model/delta.ts";
import { compareText } from "../../model/identifier.ts";
import { newRole, ROLE_FLAGS, type Role } from "../../model/role.ts";
import { escapeTemplate } from "../../model/variable.ts";
import type { RoleOption, Statement } from "../../sql/statement.ts";
import { directed } from "../compare/conditions.ts";
import { roleKey } from "../compare/role-regions.ts";
import { renderSettings } from "./render-settings.ts";

/** Source: PostgreSQL manual, "CREATE ROLE". Only attributes that change are written. */
const optionsOf = (role: Role): readonly RoleOption[] => [
  ...ROLE_FLAGS.map(([key, flag]): RoleOption => ({ kind: "flag", flag, on: role[key] })),
  { kind: "connection limit", limit: role.connectionLimit },
  // It cannot become NULL again.
  { kind: "valid until", text: role.validUntil ?? "infinity" },
];

/** Whether the program makes, alters and drops the role. */
export const isOurs = (role: Role): boolean => role.management !== "external";

export const byName = (a: Role, b: Role): number => compareText(a.name, b.name);

const SUPERUSER: RoleOption = { kind: "flag", flag: "SUPERUSER", on: true };

const isSuperuser = (option: RoleOption): boolean =>
  option.kind === "flag" && option.flag === "SUPERUSER" && option.on;

/** What the second has and the first does not. */
function changes(before: Role, after: Role): RoleOption[] {
  const was = optionsOf(before).map((option) => JSON.stringify(option));
  return optionsOf(after).filter((option, index) => JSON.stringify(option) !== was[index]);
}

// CREATE ROLE <role> LOGIN CONNECTION LIMIT <n>
function createRole(role: Role): Statement {
  const options = changes(newRole(role.name), role);
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
        changes(before, role).filter((option) => !isSuperuser(option)),
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
