import { conditionText } from "../model/condition.ts";
import type { Changes } from "../model/delta.ts";
import { groupBy } from "../model/group.ts";
import { compareText, quoteIdentifier, quoteLiteral } from "../model/identifier.ts";
import type { Membership, Role } from "../model/role.ts";
import { escapeTemplate } from "../model/variable.ts";

/** One attribute of a role: how CREATE and ALTER ROLE say it, and what PostgreSQL takes when nothing is said. */
interface Attribute {
  readonly sql: (role: Role) => string;
  readonly isDefault: (role: Role) => boolean;
}

/** Source: PostgreSQL manual, "CREATE ROLE". Only attributes that change are written. */
const ATTRIBUTES: readonly Attribute[] = [
  { sql: (role) => (role.login ? "LOGIN" : "NOLOGIN"), isDefault: (role) => !role.login },
  {
    sql: (role) => `CONNECTION LIMIT ${role.connectionLimit}`,
    isDefault: (role) => role.connectionLimit === -1,
  },
];

/** A statement that holds under a condition carries it as a comment line, which the runner obeys. */
export function whenLine(condition: Parameters<typeof conditionText>[0]): string {
  return condition ? `-- when ${conditionText(condition)}\n` : "";
}

const isOurs = (role: Role): boolean => role.management !== "external";

const byName = (a: Role, b: Role): number => compareText(a.name, b.name);

// CREATE ROLE <role> LOGIN CONNECTION LIMIT <n>
function createRole(role: Role): string {
  const options = ATTRIBUTES.filter((attribute) => !attribute.isDefault(role)).map(
    ({ sql }) => ` ${sql(role)}`,
  );
  return `${whenLine(role.when)}CREATE ROLE ${quoteIdentifier(role.name)}${options.join("")};`;
}

// A comment is text, not a template: what looks like a variable stays as it is.
// COMMENT ON ROLE <role> IS '…'
function commentOnRole(role: Role): string {
  const text = role.comment === undefined ? "NULL" : quoteLiteral(escapeTemplate(role.comment, {}));
  return `${whenLine(role.when)}COMMENT ON ROLE ${quoteIdentifier(role.name)} IS ${text};`;
}

// ALTER ROLE <role> NOLOGIN
function alterRole(before: Role, after: Role): string[] {
  const options = ATTRIBUTES.map(({ sql }) => sql(after)).filter((sql, index) => {
    return sql !== ATTRIBUTES[index]?.sql(before);
  });
  const alter = `${whenLine(after.when)}ALTER ROLE ${quoteIdentifier(after.name)} ${options.join(" ")};`;
  return [
    ...(options.length > 0 ? [alter] : []),
    ...(before.comment === after.comment ? [] : [commentOnRole(after)]),
  ];
}

/** Roles that come and roles that stay with other attributes, in the order of their names. */
export function renderRoles({ added, removed }: Changes<Role>): string[] {
  const before = new Map(removed.filter(isOurs).map((role) => [role.name, role]));
  const roles = added.filter(isOurs).sort(byName);
  const created = roles.filter((role) => !before.has(role.name));
  return [
    ...created.map(createRole),
    ...created.filter((role) => role.comment !== undefined).map(commentOnRole),
    ...roles.flatMap((role) => {
      const former = before.get(role.name);
      return former ? alterRole(former, role) : [];
    }),
  ];
}

/** Roles that go. A role that becomes external stays on the server. */
export function renderDroppedRoles({ added, removed }: Changes<Role>): string[] {
  const kept = new Set(added.map((role) => role.name));
  return removed
    .filter((role) => isOurs(role) && !kept.has(role.name))
    .sort(byName)
    .map((role) => `${whenLine(role.when)}DROP ROLE ${quoteIdentifier(role.name)};`);
}

/** Only what is not PostgreSQL's default is written: INHERIT and SET are syntax errors before 16. */
function membershipOptions({ admin, inherit, set }: Membership): string {
  const options = [
    ...(admin ? ["ADMIN TRUE"] : []),
    ...(inherit ? [] : ["INHERIT FALSE"]),
    ...(set ? [] : ["SET FALSE"]),
  ];
  if (options.join() === "ADMIN TRUE") return " WITH ADMIN OPTION";
  return options.length === 0 ? "" : ` WITH ${options.join(", ")}`;
}

// GRANT <role>, <role> TO <member> WITH ADMIN OPTION
function grantRole(verb: "GRANT" | "REVOKE", memberships: readonly Membership[]): string[] {
  const optionsOf = (membership: Membership) => (verb === "GRANT" ? membershipOptions(membership) : "");
  const groups = groupBy(
    memberships,
    (membership) => `${conditionText(membership.when)}\t${membership.member}\t${optionsOf(membership)}`,
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const roles = group.map(({ role }) => quoteIdentifier(role)).sort(compareText);
    const list = roles.length === 1 ? ` ${roles[0]} ` : `\n  ${roles.join(",\n  ")}\n`;
    const direction = verb === "GRANT" ? "TO" : "FROM";
    return [
      `${whenLine(first.when)}${verb}${list}${direction} ${quoteIdentifier(first.member)}${optionsOf(first)};`,
    ];
  });
}

const byMember = (a: Membership, b: Membership): number =>
  compareText(a.member, b.member) || compareText(a.role, b.role);

/** Memberships that go, then those that come: one statement a member. */
export function renderMemberships({ added, removed }: Changes<Membership>): string[] {
  return [
    ...grantRole("REVOKE", removed.toSorted(byMember)),
    ...grantRole("GRANT", added.toSorted(byMember)),
  ];
}
