import { stringify } from "yaml";
import { type Acl, entryKey } from "../../scripts/model/acl.ts";
import { DEFAULT_ATTRIBUTES } from "../../scripts/model/attributes.ts";
import { conditionText } from "../../scripts/model/condition.ts";
import type { Difference } from "../../scripts/model/delta.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";

const aclText = ({ entries }: Acl): string[] =>
  [...entries.values()].map(({ grantee, privilege, grantor, grantable, when }) =>
    [`${privilege}${grantable ? "*" : ""} to ${grantee} by ${grantor}`, conditionText(when)]
      .filter(Boolean)
      .join(" when "),
  );

/** The access in a warehouse as YAML. */
export function showWarehouse({ roles, memberships, privileges, defaults, owners }: Warehouse): string {
  const attributes = DEFAULT_ATTRIBUTES as unknown as Readonly<Record<string, unknown>>;
  const acls = (entries: ReadonlyMap<string, { readonly acl: Acl }>) =>
    Object.fromEntries([...entries].map(([key, { acl }]) => [key, aclText(acl)]));
  const sections = {
    roles: Object.fromEntries(
      [...roles.values()].map(({ name, management: _, ...role }) => [
        name,
        Object.fromEntries(Object.entries(role).filter(([key, value]) => value !== attributes[key])),
      ]),
    ),
    memberships: [...memberships.values()],
    owners: Object.fromEntries([...owners].map(([key, { owner }]) => [key, owner])),
    privileges: acls(privileges),
    default_privileges: acls(defaults),
  };
  return stringify(sections, { lineWidth: 0 });
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
