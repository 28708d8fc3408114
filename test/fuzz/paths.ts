import { internAcl, PUBLIC } from "../../scripts/model/acl.ts";
import { type ObjectName, objectKey } from "../../scripts/model/object.ts";
import type { Privilege } from "../../scripts/model/privilege.ts";
import { type Membership, membershipKey } from "../../scripts/model/role.ts";
import { aclOf, type Warehouse } from "../../scripts/model/warehouse.ts";
import { type AccessIndex, indexAccess } from "../../scripts/review/access/access-index.ts";
import { type AccessPath, accessPaths } from "../../scripts/review/access/access-paths.ts";
import { pathText } from "../../scripts/review/access/path-text.ts";
import { ask } from "../../scripts/review/access/view-access.ts";

const DATABASE_OWNER = "pg_database_owner";

/** Whether a warehouse has a membership with its options, or the database's owner has it by being that. */
function has({ memberships, owners }: Warehouse, membership: Membership): boolean {
  const found = memberships.get(membershipKey(membership));
  const isOwner = owners.get("database")?.owner === membership.member;
  if (!found) return membership.role === DATABASE_OWNER && isOwner;
  return found.inherit === membership.inherit && found.set === membership.set;
}

/** What a path says of its end: the role that has the privilege, and whether it has. */
function endsAt(index: AccessIndex, { by, object }: AccessPath): readonly [holder: string, has: boolean] {
  const { warehouse } = index;
  if (by.kind === "entry") {
    return [by.entry.grantee, [...aclOf(warehouse, object).entries.values()].includes(by.entry)];
  }
  if (by.kind === "owner") return [by.owner, index.facts(object).owner?.owner === by.owner];
  if (by.kind === "superuser") return [by.role, warehouse.roles.get(by.role)?.superuser ?? false];
  // No view lies in these warehouses.
  if (by.kind === "view") return ["", false];
  return [by.role, by.role.startsWith("pg_")];
}

/** Whether every step of a path is there: memberships that may be SET, then such as are inherited, then the end. */
export function isReal(index: AccessIndex, role: string, path: AccessPath): boolean {
  const { via, after } = path;
  const [holder, ends] = endsAt(index, path);
  const turn = after === undefined ? 0 : via.findIndex((membership) => membership.role === after) + 1;
  const isSet = via.slice(0, turn).every(({ set }) => set);
  const isInherited = via.slice(turn).every(({ inherit }) => inherit);
  const stations = [role, ...via.map((membership) => membership.role)];
  const isChain = via.every((membership, place) => membership.member === stations[place]);
  const arrives = holder === PUBLIC || stations.at(-1) === holder;
  const all = via.every((membership) => has(index.warehouse, membership));
  return ends && isSet && isInherited && isChain && arrives && all && (after === undefined || turn > 0);
}

/** The warehouse without the last membership of a path, or where it has none without what it ends with. */
function cut(index: AccessIndex, { via, by, object }: AccessPath): Warehouse {
  const { warehouse } = index;
  const without = <Value>(map: ReadonlyMap<string, Value>, key: string) =>
    new Map([...map].filter(([other]) => other !== key));
  const last = via.at(-1);
  if (last && warehouse.memberships.has(membershipKey(last))) {
    return { ...warehouse, memberships: without(warehouse.memberships, membershipKey(last)) };
  }
  if (last) return { ...warehouse, owners: without(warehouse.owners, "database") };
  if (by.kind === "entry") {
    const entries = [...aclOf(warehouse, object).entries.values()].filter((entry) => entry !== by.entry);
    const rest = { object, acl: internAcl(entries) };
    return { ...warehouse, privileges: new Map([...warehouse.privileges, [objectKey(object), rest]]) };
  }
  if (by.kind === "owner") {
    // The sequence of a serial column would follow its table.
    const others = [...warehouse.owners].filter(([, { owner }]) => owner !== by.owner);
    return { ...warehouse, owners: new Map(others) };
  }
  const role = by.kind === "view" ? undefined : warehouse.roles.get(by.role);
  if (!role) return warehouse;
  return { ...warehouse, roles: new Map([...warehouse.roles, [role.name, { ...role, superuser: false }]]) };
}

/**
 * Takes away what the paths name, one after another, until none is left.
 *
 * @returns the path that is still there after what it names was taken away; undefined when all is well
 */
export function stubbornPath(
  warehouse: Warehouse,
  major: number,
  role: string,
  privilege: Privilege,
  object: ObjectName,
): string | undefined {
  let index = indexAccess(warehouse, major);
  for (;;) {
    const [path] = accessPaths(index, role, ask(index, privilege, object));
    if (!path) return undefined;
    index = indexAccess(cut(index, path), major);
    const text = pathText(path);
    const left = accessPaths(index, role, ask(index, privilege, object));
    const isSame = (other: AccessPath) =>
      pathText(other) === text && objectKey(other.object) === objectKey(path.object);
    if (left.some(isSame)) return text;
  }
}
