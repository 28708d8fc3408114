// What of the rows of partitions one way of a revision destroys.
import { applyRenames } from "../../model/fold.ts";
import { displayPath, quotePath } from "../../model/identifier.ts";
import { isDetached, parentOfPartition, partitionContent, partitionsOf } from "../../model/partition.ts";
import type { Rename } from "../../model/rename.ts";
import type { RowCheck } from "../../model/row-check.ts";
import type { Warehouse } from "../../model/warehouse.ts";

/**
 * A query for each partition that is dropped, which gives its rows. One that only gets another name is not, and those that go
 * with their table are among its rows.
 *
 * @param from under its own names
 * @param renames of the way
 */
export function lostPartitions(from: Warehouse, to: Warehouse, renames: readonly Rename[]): RowCheck[] {
  const before = partitionsOf(from.sqlObjects.values());
  if (before.length === 0) return [];
  const later = partitionsOf(applyRenames(from, renames).sqlObjects.values());
  const after = partitionsOf(to.sqlObjects.values());
  const stays = new Set(after.flatMap((one) => [displayPath(one.path), partitionContent(one)]));
  return before.flatMap((one, index): RowCheck[] => {
    const now = later[index] ?? one;
    const isKept = stays.has(displayPath(now.path)) || stays.has(partitionContent(now));
    const goesWithTable = !isDetached(one) && !to.relations.has(displayPath(parentOfPartition(now)));
    if (isKept || goesWithTable) return [];
    const path = displayPath(one.path);
    return [
      {
        message: `drops the partition ${path}`,
        relation: path,
        query: `SELECT FROM ${quotePath(one.path)}`,
        lost: path,
      },
    ];
  });
}
