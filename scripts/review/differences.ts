/** In what two warehouses differ, in words. */
import { COLLECTION_NAMES, COLLECTIONS, type RowOf } from "../model/collections.ts";
import type { Changes, ChangesOf, Difference } from "../model/delta.ts";
import { displayPath } from "../model/identifier.ts";
import type { Rename } from "../model/rename.ts";
import type { CollectionName, EntryOf } from "../model/warehouse.ts";
import { COLLECTION_WORDS, type Words } from "./collection-words.ts";

/** The found warehouse is measured by the expected one. */
const MEASURED: Words = {
  isThere: "is there and should not be",
  isMember: "should not be a member of",
  has: "should not have",
  belongs: "should not belong to",
  where: "where there should be",
};

/** Two warehouses are compared of which neither is right. */
export const COMPARED: Words = {
  isThere: "is there as well",
  isMember: "is a member of",
  has: "has",
  belongs: "belongs to",
  where: "where the other has",
};

/** What differs and has no words is shown as it is: a difference is never silent. */
const wordless = (name: CollectionName, { added, removed }: Changes<unknown>): string[] => [
  ...removed.map((entry) => `${name} lacks ${JSON.stringify(entry)}`),
  ...added.map((entry) => `${name} has beyond it ${JSON.stringify(entry)}`),
];

function linesOf<Name extends CollectionName>(
  name: Name,
  { [name]: changes }: ChangesOf<CollectionName>,
  words: Words,
): string[] {
  const lines = COLLECTION_WORDS[name].lines(changes, words);
  return lines.length > 0 ? lines : wordless(name, changes);
}

const renameLines = (renames: readonly Rename[], becomes: string): string[] =>
  renames.map(({ kind, from, to }) => `the ${kind} ${displayPath(from)} ${becomes} ${displayPath(to)}`);

/**
 * In what the found warehouse is not the expected one, a sentence each: the difference is from the expected to
 * the found.
 */
export function describeDifference(difference: Difference, words: Words = MEASURED): string[] {
  const names = Object.keys(COLLECTION_WORDS) as CollectionName[];
  const lines = names.flatMap((name) => linesOf(name, difference, words));
  return [...renameLines(difference.renames, "is called"), ...lines];
}

/** How many of a collection are named before they are counted. */
const NAMED = 3;

/** The first few by name, then how many more: `+2 (a, b)`. A membership is told as `role > member`. */
function counted<Name extends CollectionName>(name: Name, sign: string, entries: readonly EntryOf<Name>[]) {
  if (entries.length === 0) return [];
  const row: RowOf<Name> = COLLECTIONS[name];
  const names = entries.slice(0, NAMED).map((entry) => row.key(entry).replaceAll("\t", " > "));
  const more = entries.length > NAMED ? `, … ${entries.length - NAMED} more` : "";
  return [`${sign}${entries.length} (${names.join(", ")}${more})`];
}

function countLine<Name extends CollectionName>(name: Name, difference: ChangesOf<CollectionName>): string[] {
  const { added, removed }: ChangesOf<CollectionName>[Name] = difference[name];
  const counts = [...counted(name, "+", added), ...counted(name, "−", removed)];
  return counts.length === 0 ? [] : [`${COLLECTION_WORDS[name].counted}: ${counts.join(" ")}`];
}

/** What a revision would do, a short line each, for whoever asks whether one is missing. */
export function describeChanges(difference: Difference): string[] {
  const counts = COLLECTION_NAMES.flatMap((name) => countLine(name, difference));
  const lines = [...renameLines(difference.renames, "becomes"), ...counts];
  return lines.length > 0 ? lines : ["tables: keys, defaults, indexes or the like"];
}
