// Whether roles and memberships are what a revision says.

import { ATTRIBUTES, type Attribute } from "../../model/attributes.ts";
import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import { isOurs, type Membership, membershipKey, type Role } from "../../model/role.ts";
import { settingByValue } from "../../model/setting-units.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import type { Confirmation, ConfirmContext } from "./confirmation.ts";

const failed = (message: string): Diagnostic => problem("confirmation-failed", message);

/**
 * What differs; of a role that was there already, settings and comment only as far as they are or were said.
 *
 * @param former what was said before; undefined where the role was not there before any history
 */
function attributeDifferences(
  attribute: Attribute,
  expected: Role,
  live: Role,
  former: Partial<Role> | undefined,
): string[] {
  const { word } = attribute;
  switch (attribute.form) {
    case "flag":
    case "count":
    case "time": {
      const [said, has] = [expected[attribute.key] ?? "infinity", live[attribute.key] ?? "infinity"];
      return said === has ? [] : [`${word} is ${has} and not ${said}`];
    }
    case "variable":
      return [];
    case "text": {
      const said = expected[attribute.key];
      const isSame =
        said === live[attribute.key] || (former && said === undefined && former[attribute.key] === undefined);
      return isSame ? [] : [`its ${word} is another one`];
    }
    case "settings": {
      const [said, has] = [expected[attribute.key] ?? {}, live[attribute.key] ?? {}];
      const where = attribute.inDatabase ? "in this database " : "";
      return Object.keys({ ...said, ...(former ? former[attribute.key] : has) })
        .filter((name) => settingByValue(name, said[name] ?? "") !== settingByValue(name, has[name] ?? ""))
        .map(
          (name) =>
            `${where}the ${word} ${name} is ${has[name] ?? "not set"} and not ${said[name] ?? "unset"}`,
        );
    }
  }
}

/** Roles that came or changed are as said, roles that went are gone unless they were kept. */
export function confirmRoles(
  { to, difference: { roles } }: Confirmation,
  live: Warehouse,
  { kept, takenOver }: ConfirmContext,
): Diagnostic[] {
  const former = (name: string) => roles.removed.find((role) => role.name === name) ?? {};
  const changed = roles.added.filter(isOurs).flatMap((role) => {
    const found = live.roles.get(role.name);
    if (!found) return [failed(`the role ${role.name} is not there`)];
    const differences = ATTRIBUTES.flatMap((attribute) =>
      attributeDifferences(attribute, role, found, takenOver.has(role.name) ? former(role.name) : undefined),
    );
    return differences.map((what) => failed(`role ${role.name}: ${what}`));
  });
  const gone = roles.removed
    .filter((role) => isOurs(role) && !to.roles.has(role.name))
    .filter(({ name }) => live.roles.has(name) && !kept.has(name))
    .map(({ name }) => failed(`the role ${name} is still there`));
  return [...changed, ...gone];
}

const options = ({ admin, inherit, set }: Membership): string =>
  `ADMIN ${admin}, INHERIT ${inherit}, SET ${set}`;

/** Memberships that came have the options that were said, memberships that went are gone. */
export function confirmMemberships(
  { to, difference: { memberships } }: Confirmation,
  live: Warehouse,
  { membershipGrantors, keptMemberships }: ConfirmContext,
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
    .filter((key) => !to.memberships.has(key) && !keptMemberships.has(key))
    .flatMap((key) => {
      const found = live.memberships.get(key);
      return found ? [failed(`${found.member} is still a member of ${found.role}${grantedBy(key)}`)] : [];
    });
  return [...came, ...went];
}
