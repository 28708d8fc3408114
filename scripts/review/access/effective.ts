// What roles may do without SET ROLE, and whose access a difference may change.

import { type Acl, PUBLIC } from "../../model/acl.ts";
import type { Delta } from "../../model/delta.ts";
import { groupBy } from "../../model/group.ts";
import { compareText } from "../../model/identifier.ts";
import { type ObjectName, objectKey, tableOf, wholeObject } from "../../model/object.ts";
import { kindFacts } from "../../model/object-kinds.ts";
import type { Privilege } from "../../model/privilege.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import { indexAccess } from "./access-index.ts";
import { aclGrants } from "./acl-grants.ts";
import { heldAcl } from "./held-acl.ts";
import { type RoleGraph, roleGraph } from "./reach.ts";
import { relationOf, tableNamed } from "./relation-access.ts";
import { addsNothing, heldThroughViews } from "./view-access.ts";

/** What a role may do with each object, by objectKey. */
export type EffectiveAccess = ReadonlyMap<string, { object: ObjectName; privileges: ReadonlySet<Privilege> }>;

interface Held {
  readonly key: string;
  readonly object: ObjectName;
  readonly privileges: ReadonlySet<Privilege>;
}

/** What the roles of one warehouse have of their own, and whom they inherit. */
interface AccessByRole {
  readonly graph: RoleGraph;
  readonly held: ReadonlyMap<string, readonly Held[]>;
}

function byGrantee(acl: Acl): Map<string, Set<Privilege>> {
  const found = new Map<string, Set<Privilege>>();
  for (const { grantee, privilege } of acl.entries.values()) {
    const privileges = found.get(grantee);
    if (privileges) privileges.add(privilege);
    else found.set(grantee, new Set([privilege]));
  }
  return found;
}

/**
 * Reads the entries and owners of a warehouse once.
 *
 * @param other a second warehouse, of whose objects what PUBLIC has by itself counts as well
 */
export function accessByRole(warehouse: Warehouse, other: Warehouse): AccessByRole {
  const held = new Map<string, Held[]>();
  const add = (role: string, entry: Held) => {
    const list = held.get(role);
    if (list) list.push(entry);
    else held.set(role, [entry]);
  };
  const grantees = new Map<Acl, Map<string, Set<Privilege>>>();
  for (const [key, { object }] of new Map([...other.privileges, ...warehouse.privileges])) {
    const acl = heldAcl(warehouse, object, key);
    const roles = grantees.get(acl) ?? byGrantee(acl);
    grantees.set(acl, roles);
    for (const [role, privileges] of roles) add(role, { key, object, privileges });
  }
  for (const [key, { object, owner }] of warehouse.owners) {
    const { deniesOwner } = aclGrants(heldAcl(warehouse, object, key));
    const own = kindFacts(object.kind).privileges.filter((privilege) => !deniesOwner(privilege));
    add(owner, { key, object, privileges: new Set(own) });
  }
  for (const [role, entries] of throughViews(warehouse)) for (const entry of entries) add(role, entry);
  return { graph: roleGraph(warehouse), held };
}

const DATA: readonly Privilege[] = ["SELECT", "INSERT", "UPDATE", "DELETE"];

/** What whoever was given something on views has by them on the columns under them, and may not have otherwise. */
function throughViews(warehouse: Warehouse): Map<string, Held[]> {
  const found = new Map<string, Held[]>();
  const index = indexAccess(warehouse);
  const read = new Set(
    [...warehouse.viewReads.values()].flatMap((view) => view.reads.map((one) => one.relation)),
  );
  for (const relation of read) {
    for (const privilege of DATA) {
      const ways = heldThroughViews(index, privilege, tableNamed(relation));
      for (const { holder, object } of ways.filter((way) => !addsNothing(way))) {
        const list = found.get(holder) ?? [];
        list.push({ key: objectKey(object), object, privileges: new Set([privilege]) });
        found.set(holder, list);
      }
    }
  }
  return found;
}

/** What one role may do without SET ROLE: after memberships, PUBLIC and ownership. */
export function effectiveAccess({ graph, held }: AccessByRole, role: string): EffectiveAccess {
  const access = new Map<string, { object: ObjectName; privileges: Set<Privilege> }>();
  for (const [name, { after }] of graph.reaches(role)) {
    if (after !== undefined) continue;
    for (const { key, object, privileges } of held.get(name) ?? []) {
      const before = access.get(key) ?? { object, privileges: new Set() };
      for (const privilege of privileges) before.privileges.add(privilege);
      access.set(key, before);
    }
  }
  return access;
}

/** Whether the access to an object has a privilege; a table's gives those of its columns. */
export function hasPrivilege(access: EffectiveAccess, object: ObjectName, privilege: Privilege): boolean {
  if (access.get(objectKey(object))?.privileges.has(privilege)) return true;
  if (object.kind !== "column") return false;
  return access.get(objectKey(tableOf(object)))?.privileges.has(privilege) ?? false;
}

/**
 * The roles whose access a delta may change: grantees, owners, members, and whoever inherits them before or
 * after. PUBLIC stands for itself, not for everybody.
 */
export function affectedRoles(delta: Delta, ...warehouses: readonly Warehouse[]): string[] {
  const changed = [...delta.privileges.added, ...delta.privileges.removed];
  const memberships = [...delta.memberships.added, ...delta.memberships.removed];
  const owners = [...delta.owners.added, ...delta.owners.removed];
  // Who owns a view, and what it reads, changes what its readers get.
  const views = new Set([
    ...owners.map(({ object }) => objectKey(object)),
    ...[...delta.viewReads.added, ...delta.viewReads.removed].map(({ view }) => objectKey(tableNamed(view))),
  ]);
  const onViews = warehouses.flatMap(({ privileges, viewReads }) =>
    [...privileges.values()].filter(({ object }) => {
      const table = wholeObject(object);
      return views.has(objectKey(table)) && viewReads.has(relationOf(table) ?? "");
    }),
  );
  const grantees = [...changed, ...onViews].flatMap(({ acl }) =>
    [...acl.entries.values()].map((entry) => entry.grantee),
  );
  const affected = new Set([
    ...grantees.filter((grantee) => grantee === PUBLIC || !grantee.startsWith("@")),
    ...memberships.map((membership) => membership.member),
    ...owners.map(({ owner }) => owner),
  ]);
  const members = warehouses.flatMap((warehouse) => [...warehouse.memberships.values()]);
  const byRole = groupBy(members, ({ role }) => role);
  for (const role of affected) for (const { member } of byRole.get(role) ?? []) affected.add(member);
  return [...affected].sort(compareText);
}
