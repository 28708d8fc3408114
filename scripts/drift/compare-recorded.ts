// What `diff` compares, and comments: they are no access, but they drift.
import { accessOf } from "../model/collections.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import { type AccessDifference, compareAccess } from "../sources/compare-access.ts";
import type { Source } from "../sources/source.ts";

/** In what two sources differ, tables left aside. Comments on what only one of them has are none. */
export function compareRecorded(one: Source, other: Source): AccessDifference {
  const compared = compareAccess(one, other);
  const { from, to } = compared;
  const [first, second] = [from, to].map((side) => ({ ...accessOf(side), comments: side.comments }));
  if (!first || !second) return compared;
  return { ...compared, difference: diffWarehouses(first, second, compared.difference.renames) };
}
