import { type AclEntry, internAcl, plainEntry } from "../../scripts/model/acl.ts";
import { EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import { objectKey, parseObjectKey } from "../../scripts/model/object.ts";
import { kindFacts } from "../../scripts/model/object-kinds.ts";
import type { Privilege } from "../../scripts/model/privilege.ts";
import { type Relation, relationKey } from "../../scripts/model/relation.ts";
import { type Membership, membershipKey, newRole, type Role } from "../../scripts/model/role.ts";
import type { ObjectPrivileges, Warehouse } from "../../scripts/model/warehouse.ts";

/** A table with columns of type integer. */
export function table(key: string, ...columns: readonly string[]): Relation {
  const [schema = "", name = ""] = key.split(".");
  return {
    kind: "table",
    schema,
    name,
    columns: columns.map((column) => ({ name: column, type: "integer", notNull: false })),
  };
}

/** A role without login, or as said. */
export function role(name: string, more: Partial<Role> = {}): Role {
  return newRole(name, more);
}

/** `member` in `role`, with PostgreSQL's default options. */
export function membership(member: string, group: string): Membership {
  return { role: group, member, admin: false, inherit: true, set: true };
}

/** `grant("table A.b", "reader", "SELECT", "INSERT")`; ALL is all that the kind has. */
export function grant(
  key: string,
  grantee: string,
  ...privileges: readonly (Privilege | "ALL")[]
): ObjectPrivileges {
  const object = parseObjectKey(key);
  if (!object) throw new Error(`not an object: ${key}`);
  const named = privileges.flatMap((privilege) =>
    privilege === "ALL" ? kindFacts(object.kind).privileges : [privilege],
  );
  return { object, acl: internAcl(named.map((privilege) => plainEntry(grantee, privilege))) };
}

/** A warehouse of these parts; grants on one object are put together, schemas come from the relations. */
export function warehouse(parts: {
  schemas?: readonly string[];
  relations?: readonly Relation[];
  roles?: readonly Role[];
  memberships?: readonly Membership[];
  grants?: readonly ObjectPrivileges[];
}): Warehouse {
  const { schemas = [], relations = [], roles = [], memberships = [], grants = [] } = parts;
  const entries = new Map<string, { object: ObjectPrivileges["object"]; entries: AclEntry[] }>();
  for (const { object, acl } of grants) {
    const key = objectKey(object);
    const known = entries.get(key) ?? { object, entries: [] };
    known.entries.push(...acl.entries.values());
    entries.set(key, known);
  }
  return {
    ...EMPTY_WAREHOUSE,
    schemas: new Set([...schemas, ...relations.map((relation) => relation.schema)]),
    relations: new Map(relations.map((relation) => [relationKey(relation), relation])),
    roles: new Map(roles.map((entry) => [entry.name, entry])),
    memberships: new Map(memberships.map((entry) => [membershipKey(entry), entry])),
    privileges: new Map(
      [...entries].map(([key, { object, entries: list }]) => [key, { object, acl: internAcl(list) }]),
    ),
  };
}
