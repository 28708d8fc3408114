/** What statements about roles and memberships claim. */
import { ATTRIBUTES, type RoleAttributes } from "../../model/attributes.ts";
import { isOurs, membershipKey, newRole, type Role } from "../../model/role.ts";
import { fillVariables } from "../../model/variable.ts";
import { attributesOf } from "../../sql/role-options.ts";
import type { RoleSpec } from "../../sql/sql-target.ts";
import type { MembershipOption, RoleOption, StatementOf } from "../../sql/statement.ts";
import { optionSql } from "../../sql/write-statement.ts";
import { renderSettings } from "../roles/render-settings.ts";
import { type Claim, roleWords, type Sides, unsaid } from "./claim.ts";

/** A role that is ours in the end. */
function oursIn({ to }: Sides, name: RoleSpec): Role | undefined {
  const role = typeof name === "string" ? to.roles.get(name) : undefined;
  return role && isOurs(role) ? role : undefined;
}

/** A role that the revision takes away: what is done to it on its way is gone with it. */
function goesIn({ from, to }: Sides, name: RoleSpec): boolean {
  if (typeof name !== "string") return false;
  const [before, after] = [from.roles.get(name), to.roles.get(name)];
  return before !== undefined && isOurs(before) && (after === undefined || !isOurs(after));
}

const sameTime = (a: string, b: string): boolean => a === b || Date.parse(a) === Date.parse(b);

/** Whether the role is to have the attribute of an option. */
function hasOption(role: RoleAttributes, option: RoleOption): boolean {
  if (option.kind === "password" || option.kind === "memberships") return false;
  const row = ATTRIBUTES.find(({ word }) => word === option.word);
  const value = row && role[row.key];
  if (option.kind === "flag") return value === option.on;
  if (option.kind === "count") return value === option.value;
  return sameTime(typeof value === "string" ? value : "infinity", option.value);
}

function optionClaims(role: RoleSpec, option: RoleOption, sides: Sides): Claim[] {
  const name = roleWords(role);
  if (option.kind === "password") return [unsaid(`the role ${name} gets a password`)];
  if (option.kind === "memberships") {
    const admin: MembershipOption[] = option.how === "ADMIN" ? [{ option: "ADMIN", value: "TRUE" }] : [];
    const isMember = option.how.startsWith("IN ");
    return option.roles.flatMap((other) =>
      isMember ? joins(roleWords(other), role, admin, sides) : joins(name, other, admin, sides),
    );
  }
  const expected = oursIn(sides, role);
  return [
    {
      key: `role ${name} ${option.word}`,
      says: `the role ${name} becomes ${optionSql(option)}`,
      holds: expected ? hasOption(expected, option) : goesIn(sides, role),
    },
  ];
}

/** CREATE ROLE: what it does not say is as PostgreSQL has it. */
export function createClaims({ role, options = [] }: StatementOf<"create role">, sides: Sides): Claim[] {
  const expected = oursIn(sides, role);
  const made = { key: `role ${role}`, says: `it makes the role ${role}`, holds: expected !== undefined };
  const said = options.flatMap((option) => optionClaims(role, option, sides));
  if (!expected) return [made, ...said];
  const attributes = attributesOf(options.filter(({ kind }) => kind === "flag" || kind === "count"));
  const unlike = ATTRIBUTES.filter(
    ({ key, form }) => (form === "flag" || form === "count") && attributes[key] !== expected[key],
  );
  const keys = new Set(said.map(({ key }) => key));
  const silent = unlike
    .map(({ word }): Claim => {
      const says = `the role ${role} has ${word} as CREATE ROLE gives it`;
      return { key: `role ${role} ${word}`, says, holds: false };
    })
    .filter(({ key }) => !keys.has(key));
  return [made, ...said, ...silent];
}

/** ALTER ROLE. */
export const alterClaims = ({ role, options }: StatementOf<"alter role">, sides: Sides): Claim[] =>
  options.flatMap((option) => optionClaims(role, option, sides));

/** ALTER ROLE … RENAME TO. */
export const renameClaims = ({ role, to }: StatementOf<"rename role">, { difference }: Sides): Claim[] => [
  {
    key: `rename ${role}`,
    says: `the role ${role} becomes ${to}`,
    holds: difference.renames.some(
      (rename) => rename.kind === "role" && rename.from[0] === role && rename.to[0] === to,
    ),
  },
];

/** DROP ROLE, DROP OWNED, REASSIGN OWNED: of roles that go. */
export const leaveClaims = (what: string, roles: readonly RoleSpec[], sides: Sides): Claim[] =>
  roles.map((role) => ({
    // A role that the script itself made and drops is no longer claimed to be made.
    key: what === "drops" ? `role ${roleWords(role)}` : `${what} ${roleWords(role)}`,
    says: `it ${what} the role ${roleWords(role)}`,
    holds: goesIn(sides, role),
  }));

/** REASSIGN OWNED: to somebody who stays. */
export const heirClaims = ({ to }: StatementOf<"reassign owned">, sides: Sides): Claim[] => [
  {
    key: `heir ${roleWords(to)}`,
    says: `${roleWords(to)} gets what others own`,
    holds: typeof to === "string" && (sides.to.roles.has(to) || sides.from.roles.has(to)),
  },
];

/** ALTER ROLE … SET and RESET, everywhere or in this database. */
export function settingClaims(
  statement: StatementOf<"set in role"> | StatementOf<"reset in role">,
  sides: Sides,
): Claim[] {
  const { role, database, setting } = statement;
  const name = role === "ALL" ? "ALL" : roleWords(role);
  const where = database === undefined ? "" : ` in ${database}`;
  const key = `setting ${setting.join(".")} of ${name}${where}`;
  const isHere = database === undefined || database === sides.database;
  const expected = oursIn(sides, role);
  const rendered = expected
    ? renderSettings(undefined, { ...newRole(expected.name), ...expected }).find(
        (one) =>
          one.kind === "set in role" &&
          one.setting.join(".") === setting.join(".") &&
          (one.database === undefined) === (database === undefined),
      )
    : undefined;
  const value = rendered?.kind === "set in role" ? fillVariables(rendered.value, {}) : undefined;
  if (statement.kind === "set in role") {
    const holds = isHere && (expected ? value === statement.value : goesIn(sides, role));
    return [{ key, says: `the role ${name} gets the setting ${setting.join(".")}${where}`, holds }];
  }
  const holds = isHere && (expected ? value === undefined : goesIn(sides, role));
  return [{ key, says: `the role ${name} loses the setting ${setting.join(".")}${where}`, holds }];
}

function joins(role: string, member: RoleSpec, options: readonly MembershipOption[], { to }: Sides): Claim[] {
  const name = roleWords(member);
  const key = `member ${role}\t${name}`;
  const expected =
    typeof member === "string" ? to.memberships.get(membershipKey({ role, member })) : undefined;
  const says = `${name} becomes a member of ${role}`;
  const value = { ADMIN: expected?.admin, INHERIT: expected?.inherit, SET: expected?.set };
  return [
    { key, says, holds: expected !== undefined },
    ...options.map((one) => ({
      key: `${key}\t${one.option}`,
      says: `${says} with ${one.option} ${one.value}`,
      holds: value[one.option] === (one.value === "TRUE"),
    })),
  ];
}

/** GRANT of roles. */
export const joinClaims = (
  { roles, members, options = [] }: StatementOf<"grant membership">,
  sides: Sides,
): Claim[] => roles.flatMap((role) => members.flatMap((member) => joins(role, member, options, sides)));

/** REVOKE of roles, or of an option of theirs. */
export function partClaims(
  { roles, members, option }: StatementOf<"revoke membership">,
  { to, difference }: Sides,
): Claim[] {
  const options = ["ADMIN", "INHERIT", "SET"] as const;
  return roles.flatMap((role) =>
    members.flatMap((spec): Claim[] => {
      const member = roleWords(spec);
      const key = `member ${role}\t${member}`;
      const left = to.memberships.get(membershipKey({ role, member }));
      const goes = difference.memberships.removed.some((one) => one.role === role && one.member === member);
      if (option !== undefined) {
        const says = `${member} loses ${option} of ${role}`;
        return [{ key: `${key}\t${option}`, says, holds: goes || !left?.admin }];
      }
      const says = `${member} is no longer a member of ${role}`;
      return [
        { key, says, holds: goes || left === undefined },
        ...options.map((one) => ({ key: `${key}\t${one}`, says, holds: true })),
      ];
    }),
  );
}
