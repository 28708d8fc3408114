/** The part of a server's warehouse that somebody here answers for. */
import { type Acl, builtInAclOf, EMPTY_ACL, entryKey, internAcl, isLack } from "../../model/acl.ts";
import { EMPTY_WAREHOUSE, eachCollection, type RowOf } from "../../model/collections.ts";
import { schemaOf } from "../../model/object.ts";
import type { Relation } from "../../model/relation.ts";
import { managedIn, type Role } from "../../model/role.ts";
import {
  aclOf,
  type CollectionName,
  defaultsBase,
  type EntryOf,
  type Warehouse,
} from "../../model/warehouse.ts";

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

/** Those who answer for something, and for what. */
interface Answerers {
  readonly known: readonly Warehouse[];
  /** That which says how things should be. */
  readonly first: Warehouse;
  /** The roles of all. */
  readonly roles: ReadonlyMap<string, Role>;
  isManaged(role: string): boolean;
  readonly schemas: ReadonlySet<string>;
  /** Their schemas, and others in which they have relations: tables may lie in `public`. */
  readonly inhabited: ReadonlySet<string>;
  /**
   * What counts of an ACL: what managed roles have, and of the others what a known one names. What the others have
   * by themselves is expected where somebody answers for the thing, elsewhere it is taken as given.
   */
  restrict(acl: Acl, base: Acl, named: readonly Acl[], isOurs: boolean): Acl;
}

function restricting(isManaged: (role: string) => boolean): Answerers["restrict"] {
  const alike = new Map<Acl, Acl>();
  return (acl, base, named, isOurs) => {
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
        (isOurs && isLack(entry)) ||
        expected.some((other) => other.entries.has(entryKey(entry))),
    );
    const kept = internAcl(isOurs ? counted : [...counted, ...base.entries.values()]);
    if (plain) alike.set(acl, kept);
    return kept;
  };
}

function answerers(known: readonly Warehouse[]): Answerers {
  const roles = knownRoles(known);
  const isManaged = managedIn(roles);
  const schemas = new Set(known.flatMap((warehouse) => [...warehouse.schemas]));
  const relationSchemas = known.flatMap(({ relations }) =>
    [...relations.values()].map(({ schema }) => schema),
  );
  return {
    known,
    first: known[0] ?? EMPTY_WAREHOUSE,
    roles,
    isManaged,
    schemas,
    inhabited: new Set([...schemas, ...relationSchemas]),
    restrict: restricting(isManaged),
  };
}

/** What counts of a live entry, if anything. */
type Counting<Entry> = (entry: Entry, key: string, answerers: Answerers) => Entry | undefined;

/** Not in a catalog: what is said of it is taken as said. */
const AS_SAID = "as said";

const COUNTING: { readonly [Name in CollectionName]: Counting<EntryOf<Name>> | typeof AS_SAID } = {
  schemas: (schema, _, { schemas }) => (schemas.has(schema) ? schema : undefined),
  relations: (relation, key, { inhabited, first }) =>
    inhabited.has(relation.schema) ? withKnownColumns(relation, first.relations.get(key)) : undefined,
  objects: (object, key, { known }) => (known.some(({ objects }) => objects.has(key)) ? object : undefined),
  roles: (role, name, { roles, isManaged, first }) => {
    const expected = roles.get(name);
    // An external role comes and goes without us: it counts only where it is expected.
    return expected && (isManaged(name) || first.roles.has(name)) ? asKnown(role, expected) : undefined;
  },
  memberships: (membership, key, { known, isManaged }) =>
    isManaged(membership.role) || known.some(({ memberships }) => memberships.has(key))
      ? membership
      : undefined,
  // What is not declared belongs to whoever applied it: only a role of ours would be wrong there.
  owners: (ownership, key, { known, isManaged, first }) =>
    first.owners.has(key) || (isManaged(ownership.owner) && known.some(({ owners }) => owners.has(key)))
      ? ownership
      : undefined,
  privileges: ({ object, acl }, key, { known, inhabited, restrict }) => {
    const named = known.map((warehouse) => aclOf(warehouse, object, key));
    const isOurs =
      inhabited.has(schemaOf(object) ?? "") || known.some(({ privileges }) => privileges.has(key));
    return { object, acl: restrict(acl, builtInAclOf(object), named, isOurs) };
  },
  defaults: (entry, key, { known, isManaged, restrict }) => {
    const named = known.flatMap(({ defaults }) => defaults.get(key)?.acl ?? []);
    const isOurs = isManaged(entry.creator) || named.length > 0;
    return { ...entry, acl: restrict(entry.acl, defaultsBase(entry), named, isOurs) };
  },
  externalSchemas: AS_SAID,
  revokingSchemas: AS_SAID,
  sensitive: AS_SAID,
  comments: (comment, _, { inhabited }) =>
    inhabited.has(schemaOf(comment.object) ?? "") ? comment : undefined,
  keptSequences: AS_SAID,
};

/**
 * The part of a live warehouse that these warehouses answer for, so that the rest of a server is left alone:
 * their schemas and relations, their roles, what those roles have anywhere, and of external roles and PUBLIC
 * only what is named.
 *
 * @param known bound warehouses; the first says how roles are managed
 */
export function inScope(live: Warehouse, ...known: readonly Warehouse[]): Warehouse {
  const all = answerers(known);
  return eachCollection<Warehouse>(<Name extends CollectionName>(name: Name, row: RowOf<Name>) => {
    const counting: Counting<EntryOf<Name>> | typeof AS_SAID = COUNTING[name];
    if (counting === AS_SAID) return all.first[name];
    const counted: [string, EntryOf<Name>][] = [];
    for (const [key, entry] of row.entries(live[name])) {
      const part = counting(entry, key, all);
      if (part !== undefined && row.counts(part)) counted.push([key, part]);
    }
    return row.hold(counted);
  });
}
