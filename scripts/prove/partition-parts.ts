// What of partitions is not compared with a fresh build: they are what their tables were when they came.
import { isDetached, partitionsOf } from "../model/partition.ts";
import { serverIdentifier } from "../model/server-identifier.ts";
import type { Warehouse } from "../model/warehouse.ts";
import type { StructureDifference } from "./structure-differences.ts";

/**
 * Whether a difference counts: of a partition what it is and which rows it takes, of one that was detached only whether it
 * is there. Its columns, keys and indexes are those of the table, under names that PostgreSQL chose.
 *
 * @param fill the deploy variables in a name
 */
export function countsOfPartitions({ sqlObjects }: Warehouse, fill: (name: string) => string) {
  const partitions = new Map(
    partitionsOf(sqlObjects.values()).map((one) => [
      one.path.map((name) => serverIdentifier(fill(name))).join("."),
      one,
    ]),
  );
  return ({ object, relation = "", kind }: StructureDifference): boolean => {
    const partition = partitions.get(relation);
    if (!partition) return true;
    return object === `relation ${relation}` && (kind !== "differs" || !isDetached(partition));
  };
}
