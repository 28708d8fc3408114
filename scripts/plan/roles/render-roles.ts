import type { Changes } from "../../model/delta.ts";
import { compareText, quoteIdentifier, quoteLiteral } from "../../model/identifier.ts";
import { newRole, type Role } from "../../model/role.ts";
import { escapeTemplate } from "../../model/variable.ts";
import { whenLine } from "../compare/conditions.ts";
import { roleKey } from "../compare/role-regions.ts";
import { renderSettings } from "./render-settings.ts";

/** How CREATE ROLE and ALTER ROLE say one attribute. */
type Attribute = (role: Role) => string;

const flag =
  (
    word: string,
    key: "login" | "superuser" | "createdb" | "createrole" | "inherit" | "replication" | "bypassrls",
  ) =>
  (role: Role): string =>
    `${role[key] ? "" : "NO"}${word}`;

/** Source: PostgreSQL manual, "CREATE ROLE". Only attributes that change are written. */
const ATTRIBUTES: readonly Attribute[] = [
  flag("LOGIN", "login"),
  flag("SUPERUSER", "superuser"),
  flag("CREATEDB", "createdb"),
  flag("CREATEROLE", "createrole"),
  flag("INHERIT", "inherit"),
  flag("REPLICATION", "replication"),
  flag("BYPASSRLS", "bypassrls"),
  (role) => `CONNECTION LIMIT ${role.connectionLimit}`,
  // It cannot become NULL again.
  (role) => `VALID UNTIL ${quoteLiteral(role.validUntil ?? "infinity")}`,
];

const SUPERUSER = "SUPERUSER";

/** Whether the program makes, alters and drops the role. */
export const isOurs = (role: Role): boolean => role.management !== "external";

export const byName = (a: Role, b: Role): number => compareText(a.name, b.name);

/** What the second has and the first does not. */
function changes(before: Role, after: Role): string[] {
  return ATTRIBUTES.map((attribute) => [attribute(before), attribute(after)] as const).flatMap(([was, is]) =>
    was === is ? [] : [is],
  );
}

// CREATE ROLE <role> LOGIN CONNECTION LIMIT <n>
function createRole(role: Role): string {
  const options = changes(newRole(role.name), role).map((option) => ` ${option}`);
  return `${whenLine(role.when)}CREATE ROLE ${quoteIdentifier(role.name)}${options.join("")};`;
}

// ALTER ROLE <role> NOLOGIN
function alterRole(role: Role, options: readonly string[]): string[] {
  if (options.length === 0) return [];
  return [`${whenLine(role.when)}ALTER ROLE ${quoteIdentifier(role.name)} ${options.join(" ")};`];
}

// A comment is text, not a template: what looks like a variable stays as it is.
// COMMENT ON ROLE <role> IS '…'
function commentOnRole(before: Role | undefined, role: Role): string[] {
  if (before?.comment === role.comment) return [];
  const text = role.comment === undefined ? "NULL" : quoteLiteral(escapeTemplate(role.comment, {}));
  return [`${whenLine(role.when)}COMMENT ON ROLE ${quoteIdentifier(role.name)} IS ${text};`];
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
export function renderRoles(roles: Changes<Role>): string[] {
  const { created, altered } = compare(roles);
  return [
    ...created.map(createRole),
    ...created.flatMap((role) => commentOnRole(undefined, role)),
    ...created.flatMap((role) => renderSettings(undefined, role)),
    ...altered.flatMap(({ before, role }) => [
      ...alterRole(
        role,
        changes(before, role).filter((option) => option !== SUPERUSER),
      ),
      ...commentOnRole(before, role),
      ...renderSettings(before, role),
    ]),
  ];
}

/** Roles that become superusers. What they granted is revoked before: a superuser's REVOKE acts as the owner. */
export function renderSuperusers(roles: Changes<Role>): string[] {
  return compare(roles).altered.flatMap(({ before, role }) =>
    role.superuser && !before.superuser ? alterRole(role, [SUPERUSER]) : [],
  );
}
