/** The part of a server's warehouse that somebody here answers for. */
import { type Acl, builtInAclOf, EMPTY_ACL, internAcl, isLack, PUBLIC } from "../../model/acl.ts";
import { EMPTY_WAREHOUSE, eachCollection, type RowOf } from "../../model/collections.ts";
import { CITUS } from "../../model/distribution.ts";
import { type ObjectName, objectKey, schemaOf, wholeObject } from "../../model/object.ts";
import { predefinedSince } from "../../model/predefined-role.ts";
import type { Relation } from "../../model/relation.ts";
import { isSystemRoutine } from "../../model/restricted-routines.ts";
import { managedIn } from "../../model/role.ts";
import {
  aclOf,
  type CollectionName,
  defaultsBase,
  type EntryOf,
  type Warehouse,
} from "../../model/warehouse.ts";
import { distributionAsNamed } from "./counted-distributions.ts";
import { countedEntries } from "./counted-entries.ts";
import { asOfItsKind, isSpokenOf } from "./everybodys.ts";
import { asKnown, knownRoles } from "./known-roles.ts";
import { asOwners, beyondBirth, isOwnGrant, withMelted } from "./owners-rights.ts";

/** A view's columns are those of its query, which only PostgreSQL knows: they are not compared. */
function withKnownColumns(live: Relation, known: Relation | undefined): Relation {
  return live.kind === "table" || !known ? live : { ...live, columns: known.columns };
}

/** What counts of a live entry, if anything. */
type Counting<Entry> = (entry: Entry, key: string) => Entry | undefined;

/** Not in a catalog: what is said of it is taken as said. */
const AS_SAID = "as said";
type CountingOf = { readonly [Name in CollectionName]: Counting<EntryOf<Name>> | typeof AS_SAID };

/**
 * What counts of an ACL (see countedEntries). What PUBLIC and owners have by themselves is expected where somebody
 * answers for the object, so that what is lacking of it counts too; elsewhere it is taken as given.
 */
function restricting(isManaged: (role: string) => boolean) {
  const counts = countedEntries(isManaged);
  const alike = new Map<Acl, Acl>();
  return (acl: Acl, base: Acl, named: readonly Acl[], isAnswered: boolean, isPublicSaid = false): Acl => {
    const others = named.some((other) =>
      [...other.entries.values()].some((entry) => !isManaged(entry.grantee)),
    );
    // Where nothing is said of the others, what they have by themselves is all that is expected of them.
    const lacks = [...acl.entries.values()].some(isLack);
    const plain = !others && !lacks && base === EMPTY_ACL;
    const before = plain && !isPublicSaid ? alike.get(acl) : undefined;
    if (before) return before;
    const counted = [...acl.entries.values()].filter(
      (entry) =>
        (isPublicSaid && entry.grantee === PUBLIC) ||
        (isAnswered && isLack(entry)) ||
        counts(entry, [base, ...named]),
    );
    const kept = internAcl(isAnswered ? counted : [...counted, ...base.entries.values()]);
    if (plain && !isPublicSaid) alike.set(acl, kept);
    return kept;
  };
}

/** A live warehouse, who granted its memberships and which extensions it has, where that is known. */
type Live = Warehouse & {
  readonly extensions?: ReadonlySet<string>;
  /** objectKeys of what belongs to extensions: it lies in nobody's schema. */
  readonly ofExtensions?: ReadonlySet<string>;
  readonly membershipGrantors?: ReadonlyMap<string, readonly { readonly grantor: string }[]>;
};

/** What counts of each collection for those who answer, of whom the first says how things should be. */
function countingFor(live: Live, first: Warehouse, known: readonly Warehouse[]): CountingOf {
  const roles = knownRoles(known);
  const isManaged = managedIn(roles);
  const restrict = restricting(isManaged);
  const isKnown = (name: CollectionName, key: string) => known.some((warehouse) => warehouse[name].has(key));
  // Tables may lie in a schema that was there before, such as public.
  const inhabited = new Set(
    known.flatMap(({ schemas, relations }) => [
      ...schemas,
      ...[...relations.values()].map(({ schema }) => schema),
    ]),
  );
  // What nobody says of PostgreSQL's own routines is nobody's affair.
  const isSaidSomewhere = (key: string) =>
    known.some(({ privileges, publicSaid }) => privileges.has(key) || publicSaid.has(key));
  const liesInOurs = (object: ObjectName) => inhabited.has(schemaOf(object) ?? "");
  return {
    schemas: (schema) => (isKnown("schemas", schema) ? schema : undefined),
    relations: (relation, key) =>
      inhabited.has(relation.schema) ? withKnownColumns(relation, first.relations.get(key)) : undefined,
    objects: (object, key) => (isKnown("objects", key) ? object : undefined),
    roles: (role, name) => {
      const expected = roles.get(name);
      // An external role comes and goes without us: it counts only where it is expected.
      return expected && (isManaged(name) || first.roles.has(name)) ? asKnown(role, expected) : undefined;
    },
    memberships: (membership, key) => {
      if (isKnown("memberships", key)) return membership;
      const isOwn = isOwnGrant(membership.member, live.membershipGrantors?.get(key));
      return isManaged(membership.role) && !isOwn ? membership : undefined;
    },
    // What is not declared belongs to whoever applied it: only a role of ours would be wrong there.
    owners: (entry, key) =>
      first.owners.has(key) || (isKnown("owners", key) && isManaged(entry.owner)) ? entry : undefined,
    privileges: ({ object, acl }, key) => {
      if (isSystemRoutine(object) && !isSaidSomewhere(key)) return undefined;
      const named = known.map((warehouse) => aclOf(warehouse, object, key));
      const isAnswered =
        (liesInOurs(object) && !live.ofExtensions?.has(key)) ||
        known.some(({ privileges }) => isSpokenOf(privileges.get(key)));
      const isSaid = first.publicSaid.has(key) || first.publicSaid.has(objectKey(wholeObject(object)));
      const own = asOwners(acl, aclOf(first, object, key), isManaged);
      const counted = restrict(own, builtInAclOf(object), named, isAnswered, isSaid);
      const owner = live.owners.get(objectKey(wholeObject(object)))?.owner;
      const all = isSaid ? counted : asOfItsKind({ object, acl: counted }, key, first);
      return beyondBirth({ object, acl: all }, owner, first);
    },
    defaults: (entry, key) => {
      const named = known.flatMap(({ defaults }) => defaults.get(key)?.acl ?? []);
      const isAnswered = isManaged(entry.creator) || named.length > 0;
      return { ...entry, acl: restrict(entry.acl, defaultsBase(entry), named, isAnswered) };
    },
    externalSchemas: AS_SAID,
    revokingSchemas: AS_SAID,
    publicSaid: AS_SAID,
    sensitive: AS_SAID,
    comments: (comment) => (liesInOurs(comment.object) ? comment : undefined),
    distributions: live.extensions?.has(CITUS)
      ? (one) =>
          inhabited.has(one.object.path[0] ?? "")
            ? distributionAsNamed(one, first.distributions, live.distributions)
            : undefined
      : AS_SAID,
    sqlObjects: AS_SAID,
    keptSequences: AS_SAID,
    extensionMembers: AS_SAID,
    viewReads: AS_SAID,
  };
}

/**
 * The part of a live warehouse that these warehouses answer for, so that the rest of a server is left alone:
 * their schemas and relations, their roles, what those roles have anywhere, and of external roles and PUBLIC
 * only what is named.
 *
 * @param known bound warehouses; the first says how roles are managed
 */
export function inScope(live: Live, ...known: readonly Warehouse[]): Warehouse {
  const [first = EMPTY_WAREHOUSE] = known;
  const countings = countingFor(live, first, known);
  const counted = eachCollection<Warehouse>(<Name extends CollectionName>(name: Name, row: RowOf<Name>) => {
    const counting: Counting<EntryOf<Name>> | typeof AS_SAID = countings[name];
    if (counting === AS_SAID) return first[name];
    const found: [string, EntryOf<Name>][] = [];
    for (const [key, entry] of row.entries(live[name])) {
      const part = counting(entry, key);
      if (part !== undefined && row.counts(part)) found.push([key, part]);
    }
    return row.hold(found);
  });
  // PostgreSQL's own roles are on every server, and in no inspection.
  const own = [...first.roles].filter(([name]) => predefinedSince(name) !== undefined);
  return {
    ...counted,
    roles: new Map([...counted.roles, ...own]),
    privileges: withMelted(counted.privileges, first, live),
  };
}
