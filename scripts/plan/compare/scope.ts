import { type Acl, builtInAclOf, EMPTY_ACL, entryKey, internAcl, isLack } from "../../model/acl.ts";
import { schemaOf } from "../../model/object.ts";
import type { Relation } from "../../model/relation.ts";
import { isOurs, managedIn, type Role } from "../../model/role.ts";
import { aclOf, defaultsBase, isBuiltIn, type Warehouse } from "../../model/warehouse.ts";

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
  if (!isOurs(known)) return known;
  const { management, passwordFrom, template, schema } = known;
  return {
    ...live,
    management,
    ...(passwordFrom !== undefined && { passwordFrom }),
    ...(template !== undefined && { template }),
    ...(schema !== undefined && { schema }),
  };
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
  const isManaged = managedIn(roles);
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
  const alike = new Map<Acl, Acl>();
  /**
   * What counts of an ACL: what managed roles have, and of the others what a known one names. What the others have
   * by themselves is expected where somebody answers for the thing, elsewhere it is taken as given.
   */
  const restrict = (acl: Acl, base: Acl, named: readonly Acl[], isAnswered: boolean): Acl => {
    const others = named.some((other) =>
      [...other.entries.values()].some((entry) => !isManaged(entry.grantee)),
    );
    // Where nothing is said of the others, what they have by themselves is all that is expected of them.
    const lacks = [...acl.entries.values()].some(isLack);
    const plain = !others && !lacks && base === EMPTY_ACL;
    const before = plain ? alike.get(acl) : undefined;
    if (before) return before;
    const expected = [base, ...named];
    const counted = [...acl.entries.values()].filter(
      (entry) =>
        isManaged(entry.grantee) ||
        (isAnswered && isLack(entry)) ||
        expected.some((other) => other.entries.has(entryKey(entry))),
    );
    const kept = internAcl(isAnswered ? counted : [...counted, ...base.entries.values()]);
    if (plain) alike.set(acl, kept);
    return kept;
  };
  const privileges = [...live.privileges]
    .map(([key, { object, acl }]) => {
      const named = known.map((warehouse) => aclOf(warehouse, object, key));
      const isAnswered =
        inhabited.has(schemaOf(object) ?? "") || known.some((warehouse) => warehouse.privileges.has(key));
      return [key, { object, acl: restrict(acl, builtInAclOf(object), named, isAnswered) }] as const;
    })
    .filter(([, entry]) => !isBuiltIn(entry));
  const defaults = [...live.defaults]
    .map(([key, entry]) => {
      const named = known.flatMap((warehouse) => warehouse.defaults.get(key)?.acl ?? []);
      const isAnswered = isManaged(entry.creator) || named.length > 0;
      return [key, { ...entry, acl: restrict(entry.acl, defaultsBase(entry), named, isAnswered) }] as const;
    })
    .filter(([, entry]) => entry.acl !== defaultsBase(entry));
  const isKnownOwned = (key: string) => known.some((warehouse) => warehouse.owners.has(key));
  return {
    schemas: new Set([...live.schemas].filter((schema) => schemas.has(schema))),
    relations: new Map(
      [...live.relations]
        .filter(([, relation]) => inhabited.has(relation.schema))
        .map(([key, relation]) => [key, withKnownColumns(relation, first?.relations.get(key))]),
    ),
    // Not in a catalog: what is said of sensitivity and names is taken as said.
    sensitive: first?.sensitive ?? new Set(),
    comments: new Map([...live.comments].filter(([, { object }]) => inhabited.has(schemaOf(object) ?? ""))),
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
    defaults: new Map(defaults),
    // What is not declared belongs to whoever applied it: only a role of ours would be wrong there.
    owners: new Map(
      [...live.owners].filter(
        ([key, { owner }]) => first?.owners.has(key) || (isKnownOwned(key) && isManaged(owner)),
      ),
    ),
    objects: new Map(
      [...live.objects].filter(([key]) => known.some((warehouse) => warehouse.objects.has(key))),
    ),
    externalSchemas: first?.externalSchemas ?? new Set(),
    revokingSchemas: first?.revokingSchemas ?? new Set(),
  };
}
