import { type Acl, type AclEntry, builtInAclOf, internAcl } from "./acl.ts";
import type { Comment } from "./comment.ts";
import { type DefaultPrivileges, defaultKey } from "./default-privileges.ts";
import { type ObjectName, objectKey } from "./object.ts";
import type { Ownership } from "./ownership.ts";
import type { Relation } from "./relation.ts";
import { applyRenames, type Rename } from "./rename.ts";
import { type Membership, membershipKey, type Role } from "./role.ts";
import { defaultsBase, type KeptSequence, type ObjectPrivileges, type Warehouse } from "./warehouse.ts";

/** What came and what went; a thing that changed is in both. */
export interface Changes<Entry> {
  readonly added: readonly Entry[];
  readonly removed: readonly Entry[];
}

/**
 * The difference between two warehouses but for their relations, which drizzle-kit's snapshots carry. The
 * renames come first: all else is said in the names after them.
 */
export interface Delta {
  readonly renames: readonly Rename[];
  readonly roles: Changes<Role>;
  readonly memberships: Changes<Membership>;
  /** `acl` holds the entries added or removed, not the whole. */
  readonly privileges: Changes<ObjectPrivileges>;
  /** `acl` holds the entries added or removed, not the whole. */
  readonly defaults: Changes<DefaultPrivileges>;
  readonly owners: Changes<Ownership>;
  readonly externalSchemas: Changes<string>;
  readonly revokingSchemas: Changes<string>;
  /** Relation keys and paths of columns. */
  readonly sensitive: Changes<string>;
  readonly comments: Changes<Comment>;
  readonly keptSequences: Changes<KeptSequence>;
}

/** Everything in which two warehouses differ: a delta, and what drizzle-kit's snapshots carry beside it. */
export interface Difference extends Delta {
  readonly schemas: Changes<string>;
  /** A relation whose columns changed is in both. */
  readonly relations: Changes<Relation>;
  readonly objects: Changes<ObjectName>;
}

/** Whether a delta, or a whole difference, changes nothing at all. */
export function isEmptyDelta({ renames, ...collections }: Delta): boolean {
  const changes: readonly Changes<unknown>[] = Object.values(collections);
  return renames.length === 0 && changes.every(({ added, removed }) => added.length + removed.length === 0);
}

function foldMap<Entry>(
  base: ReadonlyMap<string, Entry>,
  { added, removed }: Changes<Entry>,
  key: (entry: Entry) => string,
): Map<string, Entry> {
  const result = new Map(base);
  for (const entry of removed) result.delete(key(entry));
  for (const entry of added) result.set(key(entry), entry);
  return result;
}

function foldSet(base: ReadonlySet<string>, { added, removed }: Changes<string>): Set<string> {
  const result = new Set(base);
  for (const entry of removed) result.delete(entry);
  for (const entry of added) result.add(entry);
  return result;
}

interface WithAcl {
  readonly acl: Acl;
}

/** Takes entries from ACLs and adds entries to them; an ACL that is as it would be anyway is not kept. */
function foldAcls<Entry extends WithAcl>(
  base: ReadonlyMap<string, Entry>,
  { added, removed }: Changes<Entry>,
  keyOf: (entry: Entry) => string,
  start: (entry: Entry) => Acl,
): Map<string, Entry> {
  const result = new Map(base);
  const edit = (change: Entry, edited: (entries: ReadonlyMap<string, AclEntry>) => Iterable<AclEntry>) => {
    const key = keyOf(change);
    const acl = internAcl(edited((result.get(key)?.acl ?? start(change)).entries));
    if (acl === start(change)) result.delete(key);
    else result.set(key, { ...change, acl });
  };
  for (const change of removed) {
    const goes = change.acl.entries;
    edit(change, (entries) => [...entries].flatMap(([key, entry]) => (goes.has(key) ? [] : [entry])));
  }
  for (const change of added)
    edit(change, (entries) => [...entries.values(), ...change.acl.entries.values()]);
  return result;
}

/** The warehouse after a delta. Relations, objects and schemas only follow the renames. */
export function foldDelta(base: Warehouse, delta: Delta): Warehouse {
  const renamed = applyRenames(base, delta.renames);
  return {
    ...renamed,
    externalSchemas: foldSet(renamed.externalSchemas, delta.externalSchemas),
    revokingSchemas: foldSet(renamed.revokingSchemas, delta.revokingSchemas),
    sensitive: foldSet(renamed.sensitive, delta.sensitive),
    roles: foldMap(renamed.roles, delta.roles, (role) => role.name),
    memberships: foldMap(renamed.memberships, delta.memberships, membershipKey),
    comments: foldMap(renamed.comments, delta.comments, ({ object }) => objectKey(object)),
    keptSequences: foldMap(renamed.keptSequences, delta.keptSequences, (entry) => entry.column),
    privileges: foldAcls(
      renamed.privileges,
      delta.privileges,
      ({ object }) => objectKey(object),
      ({ object }) => builtInAclOf(object),
    ),
    defaults: foldAcls(renamed.defaults, delta.defaults, defaultKey, defaultsBase),
    owners: foldMap(renamed.owners, delta.owners, ({ object }) => objectKey(object)),
  };
}
