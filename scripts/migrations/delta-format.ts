// Which format a delta.json has.
import type { RecordedCollection } from "../model/delta.ts";
import type { SqlObject, SqlObjectKind } from "../model/sql-object.ts";

/**
 * The last format of the files that are written now. A key more, or a word that means something else, is a new format: what
 * older files do not say reads as empty (a key that comes is optional here), and an older program says that it is one. The first said `version: 1`.
 */
export const FORMAT = 5;

/** Kinds of SQL objects that came later, with the last format. */
const LATER_KINDS: ReadonlySet<SqlObjectKind> = new Set([
  "partitioning",
  "partition",
  "encryption",
  "forced row security",
]);

/** The format of files that say nothing of the collections that came later, so that they stay as they were. */
const PLAIN_FORMAT = 3;

/** Collections that a file has a key of only where it says something of them, and the format that has it then. */
const LATER: Partial<Readonly<Record<RecordedCollection, number>>> = {
  sqlObjects: 4,
  distributions: FORMAT,
  extensionMembers: FORMAT,
};

/** Whether a file has a key of a collection only where it says something of it. */
export const isLater = (name: RecordedCollection): boolean => LATER[name] !== undefined;

/** The format of a file with the keys of these collections, and these SQL objects. */
export function formatOf(names: readonly RecordedCollection[], objects: readonly SqlObject[]): number {
  if (objects.some(({ kind }) => LATER_KINDS.has(kind))) return FORMAT;
  return Math.max(PLAIN_FORMAT, ...names.map((name) => LATER[name] ?? PLAIN_FORMAT));
}
