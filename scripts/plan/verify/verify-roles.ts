import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import { type Membership, membershipKey, type Role, type Settings } from "../../model/role.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import type { Verified, VerifyContext } from "./verified.ts";

const failed = (message: string): Diagnostic => problem("verification-failed", message);

/** What CREATE ROLE says, in its words. */
const ATTRIBUTES: readonly (readonly [name: string, of: (role: Role) => string | number | boolean])[] = [
  ["LOGIN", (role) => role.login],
  ["SUPERUSER", (role) => role.superuser],
  ["CREATEDB", (role) => role.createdb],
  ["CREATEROLE", (role) => role.createrole],
  ["INHERIT", (role) => role.inherit],
  ["REPLICATION", (role) => role.replication],
  ["BYPASSRLS", (role) => role.bypassrls],
  ["CONNECTION LIMIT", (role) => role.connectionLimit],
  ["VALID UNTIL", (role) => role.validUntil ?? "infinity"],
];

/** What differs; of a role that was there already, settings and comment only as far as they are said. */
function roleDifferences(expected: Role, live: Role, isAdopted: boolean): string[] {
  const attributes = ATTRIBUTES.filter(([, of]) => of(expected) !== of(live)).map(
    ([name, of]) => `${name} is ${of(live)} and not ${of(expected)}`,
  );
  const settings = (what: string, said: Settings = {}, has: Settings = {}) => {
    const names = isAdopted ? Object.keys(said) : [...new Set([...Object.keys(said), ...Object.keys(has)])];
    return names
      .filter((name) => said[name] !== has[name])
      .map((name) => `${what} ${name} is ${has[name] ?? "not set"} and not ${said[name] ?? "unset"}`);
  };
  const sameComment = expected.comment === live.comment || (isAdopted && expected.comment === undefined);
  return [
    ...attributes,
    ...settings("the setting", expected.settings, live.settings),
    ...settings("in this database the setting", expected.settingsInDatabase, live.settingsInDatabase),
    ...(sameComment ? [] : ["its comment is another one"]),
  ];
}

/** Roles that came or changed are as said, roles that went are gone unless they were kept. */
export function verifyRoles(
  { to, difference: { roles } }: Verified,
  live: Warehouse,
  { kept, adopted }: VerifyContext,
): Diagnostic[] {
  const changed = roles.added
    .filter(({ management }) => management !== "external")
    .flatMap((role) => {
      const found = live.roles.get(role.name);
      if (!found) return [failed(`the role ${role.name} is not there`)];
      return roleDifferences(role, found, adopted.has(role.name)).map((what) =>
        failed(`role ${role.name}: ${what}`),
      );
    });
  const gone = roles.removed
    .filter(({ name, management }) => management !== "external" && !to.roles.has(name))
    .filter(({ name }) => live.roles.has(name) && !kept.has(name))
    .map(({ name }) => failed(`the role ${name} is still there`));
  return [...changed, ...gone];
}

const options = ({ admin, inherit, set }: Membership): string =>
  `ADMIN ${admin}, INHERIT ${inherit}, SET ${set}`;

/** Memberships that came have the options that were said, memberships that went are gone. */
export function verifyMemberships(
  { to, difference: { memberships } }: Verified,
  live: Warehouse,
  { membershipGrantors }: VerifyContext,
): Diagnostic[] {
  const grantedBy = (key: string) => {
    const names = (membershipGrantors.get(key) ?? []).map(({ grantor }) => grantor);
    return names.length === 0 ? "" : `, granted by ${names.join(", ")}`;
  };
  const came = memberships.added.flatMap((membership) => {
    const { role, member } = membership;
    const key = membershipKey(membership);
    const found = live.memberships.get(key);
    if (!found) return [failed(`${member} should be a member of ${role} and is not`)];
    if (options(found) === options(membership)) return [];
    return [
      failed(
        `${member} is a member of ${role} with ${options(found)}${grantedBy(key)}, and not with ${options(membership)}`,
      ),
    ];
  });
  const went = memberships.removed
    .map(membershipKey)
    .filter((key) => !to.memberships.has(key))
    .flatMap((key) => {
      const found = live.memberships.get(key);
      return found ? [failed(`${found.member} is still a member of ${found.role}${grantedBy(key)}`)] : [];
    });
  return [...came, ...went];
}
