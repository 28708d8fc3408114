// Rows of roles, settings and memberships → roles.
import { type Attribute, type RoleAttributes, SETTINGS } from "../../model/attributes.ts";
import { groupBy } from "../../model/group.ts";
import { compareText } from "../../model/identifier.ts";
import { type Membership, membershipKey, newRole, type Role } from "../../model/role.ts";
import { type Settings, settingValue } from "../../model/setting.ts";
import { parseArrayText } from "./acl-text.ts";

/** The attributes that stand in a row of the catalog of roles. */
type InCatalog = Exclude<Attribute, { readonly form: "variable" | "settings" }>["key"];

/** A row of queries/roles.sql. */
export type RoleRow = { readonly oid: number; readonly name: string } & {
  readonly [Key in InCatalog]-?: RoleAttributes[Key] | null;
};

/** A row of queries/settings.sql. */
export type SettingRow = readonly [role: number, inDatabase: boolean, settings: string];

/** A row of queries/memberships.sql. */
export type MembershipRow = readonly [
  role: number,
  member: number,
  grantor: number,
  admin: boolean,
  inherit: boolean,
  set: boolean,
];

/** What one grantor gave of a membership; the options of all its grantors add up. */
export interface MembershipGrant {
  /** A role that is gone, as 14 and 15 may have it, is its OID in digits. */
  readonly grantor: string;
  readonly admin: boolean;
  readonly inherit: boolean;
  readonly set: boolean;
}

const isSystem = (name: string): boolean => name.startsWith("pg_");

/** Of an array of `name=value`. */
function readSettings(text: string): Settings {
  const settings = parseArrayText(text).map((item) => {
    const at = item.indexOf("=");
    const name = item.slice(0, at);
    return [name, settingValue(name, item.slice(at + 1))] as const;
  });
  return Object.fromEntries(settings.sort(([a], [b]) => compareText(a, b)));
}

/** The roles, without those that PostgreSQL brings along. */
export function readRoles(rows: readonly RoleRow[], settingRows: readonly SettingRow[]): Role[] {
  const settings = new Map(
    settingRows.map(([role, inDatabase, text]) => [`${role} ${inDatabase}`, readSettings(text)]),
  );
  return rows.flatMap(({ oid, name, ...row }) => {
    if (isSystem(name)) return [];
    const ofSettings = SETTINGS.map(({ key, inDatabase }) => [key, settings.get(`${oid} ${inDatabase}`)]);
    const attributes = [...Object.entries(row), ...ofSettings].filter(([, value]) => value != null);
    return newRole(name, Object.fromEntries(attributes) as Partial<RoleAttributes>);
  });
}

/**
 * The memberships, each with who granted what of it. Those of roles that PostgreSQL brings along, in one
 * another, are not anybody's doing.
 *
 * @param roles names by OID
 */
export function readMemberships(
  rows: readonly MembershipRow[],
  roles: ReadonlyMap<number, string>,
): { memberships: Membership[]; grantors: Map<string, readonly MembershipGrant[]> } {
  const grants = rows.flatMap(([roleOid, memberOid, grantorOid, admin, inherit, set]) => {
    const [role, member] = [roles.get(roleOid), roles.get(memberOid)];
    if (role === undefined || member === undefined || isSystem(member)) return [];
    return { role, member, grantor: roles.get(grantorOid) ?? String(grantorOid), admin, inherit, set };
  });
  const memberships: Membership[] = [];
  const grantors = new Map<string, readonly MembershipGrant[]>();
  for (const [key, group] of [...groupBy(grants, membershipKey)].sort(([a], [b]) => compareText(a, b))) {
    const [first] = group;
    if (!first) continue;
    memberships.push({
      role: first.role,
      member: first.member,
      admin: group.some(({ admin }) => admin),
      inherit: group.some(({ inherit }) => inherit),
      set: group.some(({ set }) => set),
    });
    const sorted = group.sort((a, b) => compareText(a.grantor, b.grantor));
    grantors.set(
      key,
      sorted.map(({ grantor, admin, inherit, set }) => ({ grantor, admin, inherit, set })),
    );
  }
  return { memberships, grantors };
}
