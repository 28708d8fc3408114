import { type Acl, EMPTY_ACL, entryKey, internAcl } from "../model/acl.ts";
import type { Relation } from "../model/relation.ts";
import type { Role } from "../model/role.ts";
import { aclOf, type Warehouse } from "../model/warehouse.ts";

/** The roles of the known warehouses, the first that names one wins. */
function knownRoles(known: readonly Warehouse[]): Map<string, Role> {
  const roles = new Map<string, Role>();
  for (const warehouse of known) {
    for (const [name, role] of warehouse.roles) if (!roles.has(name)) roles.set(name, role);
  }
  return roles;
}

/** Attributes as the server has them, the rest (what made it, who answers for it) as it is known. */
function asKnown(live: Role, known: Role): Role {
  if (known.management === "external") return known;
  const { comment: _, ...rest } = known;
  const { login, connectionLimit, comment } = live;
  return { ...rest, login, connectionLimit, ...(comment !== undefined && { comment }) };
}

/** A view's columns are those of its query, which only PostgreSQL knows: they are not compared. */
function withKnownColumns(live: Relation, known: Relation | undefined): Relation {
  return live.kind === "table" || !known ? live : { ...live, columns: known.columns };
}

/**
 * The part of a live warehouse that these warehouses answer for, so that the rest of a server is left alone:
 * their schemas and relations, their roles, what those roles have anywhere, and of external roles and PUBLIC
 * only what is named.
 *
 * @param known bound warehouses; the first says how roles are managed
 */
export function inScope(live: Warehouse, ...known: readonly Warehouse[]): Warehouse {
  const [first] = known;
  const roles = knownRoles(known);
  const isManaged = (name: string) => (roles.get(name)?.management ?? "external") !== "external";
  const schemas = new Set(known.flatMap((warehouse) => [...warehouse.schemas]));
  // Tables may lie in a schema that was there before, such as public.
  const relationSchemas = known.flatMap(({ relations }) =>
    [...relations.values()].map(({ schema }) => schema),
  );
  const inhabited = new Set([...schemas, ...relationSchemas]);
  const memberships = [...live.memberships].filter(
    ([key, membership]) =>
      isManaged(membership.role) || known.some((warehouse) => warehouse.memberships.has(key)),
  );
  const plain = new Map<Acl, Acl>();
  const restrict = (key: string, acl: Acl): Acl => {
    const named = known.map((warehouse) => aclOf(warehouse, key)).filter((other) => other !== EMPTY_ACL);
    const foreign = named.some((other) =>
      [...other.entries.values()].some((entry) => !isManaged(entry.grantee)),
    );
    const before = foreign ? undefined : plain.get(acl);
    if (before) return before;
    const kept = internAcl(
      [...acl.entries.values()].filter(
        (entry) => isManaged(entry.grantee) || named.some((other) => other.entries.has(entryKey(entry))),
      ),
    );
    if (!foreign) plain.set(acl, kept);
    return kept;
  };
  const privileges = [...live.privileges]
    .map(([key, { object, acl }]) => [key, { object, acl: restrict(key, acl) }] as const)
    .filter(([, { acl }]) => acl !== EMPTY_ACL);
  return {
    schemas: new Set([...live.schemas].filter((schema) => schemas.has(schema))),
    relations: new Map(
      [...live.relations]
        .filter(([, relation]) => inhabited.has(relation.schema))
        .map(([key, relation]) => [key, withKnownColumns(relation, first?.relations.get(key))]),
    ),
    // Not in a catalog: what is said of sensitivity and names is taken as said.
    sensitive: first?.sensitive ?? new Set(),
    keptSequences: first?.keptSequences ?? new Map(),
    roles: new Map(
      [...live.roles.values()].flatMap((role) => {
        const expected = roles.get(role.name);
        // An external role comes and goes without us: it counts only where it is expected.
        const counts = expected && (isManaged(role.name) || first?.roles.has(role.name));
        return counts ? [[role.name, asKnown(role, expected)] as const] : [];
      }),
    ),
    memberships: new Map(memberships),
    privileges: new Map(privileges),
  };
}
