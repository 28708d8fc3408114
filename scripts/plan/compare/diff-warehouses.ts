/** In what one warehouse is not another. */
import { eachCollection, type RowOf } from "../../model/collections.ts";
import type { ChangesOf, Difference } from "../../model/delta.ts";
import { applyRenames } from "../../model/fold.ts";
import type { Rename } from "../../model/rename.ts";
import type { CollectionName, Warehouse } from "../../model/warehouse.ts";

/**
 * What turns one warehouse into the other. The renames are given, not guessed: `from` is compared as it is
 * after them.
 */
export function diffWarehouses(from: Warehouse, to: Warehouse, renames: readonly Rename[] = []): Difference {
  const renamed = applyRenames(from, renames);
  type All = ChangesOf<CollectionName>;
  const changes = eachCollection<All>(
    <Name extends CollectionName>(name: Name, row: RowOf<Name>) =>
      row.diff(renamed[name], to[name]) as All[Name],
  );
  return { renames, ...changes };
}
