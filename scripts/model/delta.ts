/** What came and what went between two warehouses, collection by collection. */
import type { Rename } from "./rename.ts";
import type { CollectionName, EntryOf, SnapshotCollection } from "./warehouse.ts";

/** What came and what went; a thing that changed is in both. Of ACLs, the entries that came or went. */
export interface Changes<Entry> {
  readonly added: readonly Entry[];
  readonly removed: readonly Entry[];
}

/** The changes of some collections. */
export type ChangesOf<Name extends CollectionName> = { readonly [One in Name]: Changes<EntryOf<One>> };

/** A collection that delta.json records. */
export type RecordedCollection = Exclude<CollectionName, SnapshotCollection>;

/**
 * The difference between two warehouses but for what drizzle-kit's snapshots carry. The renames come first: all
 * else is said in the names after them.
 */
export interface Delta extends ChangesOf<RecordedCollection> {
  readonly renames: readonly Rename[];
}

/** Everything in which two warehouses differ: a delta, and what drizzle-kit's snapshots carry beside it. */
export interface Difference extends ChangesOf<CollectionName> {
  readonly renames: readonly Rename[];
}

/** Whether a delta, or a whole difference, changes nothing at all. */
export function isEmptyDelta({ renames, ...collections }: Delta): boolean {
  const changes: readonly Changes<unknown>[] = Object.values(collections);
  return renames.length === 0 && changes.every(({ added, removed }) => added.length + removed.length === 0);
}
