import { type AclEntry, internAcl } from "./acl.ts";
import { objectKey } from "./object.ts";
import type { Relation } from "./relation.ts";
import { applyRenames, type Rename } from "./rename.ts";
import { type Membership, membershipKey, type Role } from "./role.ts";
import type { KeptSequence, ObjectPrivileges, Warehouse } from "./warehouse.ts";

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
  /** Relation keys. */
  readonly sensitive: Changes<string>;
  readonly keptSequences: Changes<KeptSequence>;
}

/** Everything in which two warehouses differ: a delta, and the schemas and relations beside it. */
export interface Difference extends Delta {
  readonly schemas: Changes<string>;
  /** A relation whose columns changed is in both. */
  readonly relations: Changes<Relation>;
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

function foldPrivileges(base: Warehouse, { added, removed }: Changes<ObjectPrivileges>) {
  const result = new Map(base.privileges);
  const edit = (change: ObjectPrivileges, apply: (entries: Map<string, AclEntry>) => void) => {
    const key = objectKey(change.object);
    const entries = new Map(result.get(key)?.acl.entries);
    apply(entries);
    if (entries.size === 0) result.delete(key);
    else result.set(key, { object: change.object, acl: internAcl(entries.values()) });
  };
  for (const change of removed) {
    edit(change, (entries) => {
      for (const key of change.acl.entries.keys()) entries.delete(key);
    });
  }
  for (const change of added) {
    edit(change, (entries) => {
      for (const [key, entry] of change.acl.entries) entries.set(key, entry);
    });
  }
  return result;
}

/** The warehouse after a delta. Relations and schemas only follow the renames. */
export function foldDelta(base: Warehouse, delta: Delta): Warehouse {
  const renamed = applyRenames(base, delta.renames);
  const sensitive = new Set(renamed.sensitive);
  for (const key of delta.sensitive.removed) sensitive.delete(key);
  for (const key of delta.sensitive.added) sensitive.add(key);
  return {
    ...renamed,
    sensitive,
    roles: foldMap(renamed.roles, delta.roles, (role) => role.name),
    memberships: foldMap(renamed.memberships, delta.memberships, membershipKey),
    keptSequences: foldMap(renamed.keptSequences, delta.keptSequences, (entry) => entry.column),
    privileges: foldPrivileges(renamed, delta.privileges),
  };
}
