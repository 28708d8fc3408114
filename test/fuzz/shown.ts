import { type Acl, entryKey } from "../../scripts/model/acl.ts";
import { conditionText } from "../../scripts/model/condition.ts";
import type { Difference } from "../../scripts/model/delta.ts";
import { DEFAULT_ATTRIBUTES } from "../../scripts/model/role.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";

const aclText = ({ entries }: Acl): string =>
  [...entries.values()]
    .map(({ grantee, privilege, grantor, grantable, when }) =>
      [`${privilege}${grantable ? "*" : ""} to ${grantee} by ${grantor}`, conditionText(when)]
        .filter(Boolean)
        .join(" when "),
    )
    .join("; ");

/** The access in a warehouse as people read it, a line each. */
export function showWarehouse({ roles, memberships, privileges, defaults, owners }: Warehouse): string {
  const list = (title: string, lines: readonly string[]) =>
    lines.length === 0 ? [] : [`  ${title}:`, ...lines.map((line) => `    ${line}`)];
  const attributes = DEFAULT_ATTRIBUTES as unknown as Readonly<Record<string, unknown>>;
  return [
    ...list(
      "roles",
      [...roles.values()].map(({ name, management: _, ...role }) => {
        const own = Object.entries(role).filter(([key, value]) => value !== attributes[key]);
        return `${name}: ${JSON.stringify(Object.fromEntries(own))}`;
      }),
    ),
    ...list(
      "memberships",
      [...memberships.values()].map(
        ({ role, member, ...options }) => `${member} in ${role}: ${JSON.stringify(options)}`,
      ),
    ),
    ...list(
      "owners",
      [...owners].map(([key, { owner }]) => `${key}: ${owner}`),
    ),
    ...list(
      "privileges",
      [...privileges].map(([key, { acl }]) => `${key}: ${aclText(acl)}`),
    ),
    ...list(
      "default_privileges",
      [...defaults].map(([key, { acl }]) => `${key}: ${aclText(acl)}`),
    ),
  ].join("\n");
}

/** What a server has too much and too little, a line each. */
export function showDifference({ roles, memberships, privileges, defaults, owners }: Difference): string {
  const acls = (sign: string, entries: readonly { readonly acl: Acl }[]) =>
    entries.flatMap(({ acl, ...entry }) =>
      [...acl.entries.values()].map((one) => `${sign} ${JSON.stringify(entry)} ${entryKey(one)}`),
    );
  const plain = (sign: string, entries: readonly unknown[]) =>
    entries.map((entry) => `${sign} ${JSON.stringify(entry)}`);
  return [
    ...[roles, memberships, owners].flatMap(({ added, removed }) => [
      ...plain("+", added),
      ...plain("-", removed),
    ]),
    ...[privileges, defaults].flatMap(({ added, removed }) => [...acls("+", added), ...acls("-", removed)]),
  ].join("\n");
}
