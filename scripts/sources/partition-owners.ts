// A partition belongs to whom its table belongs to: only an owner of all may alter the table.
import { compareText } from "../model/identifier.ts";
import { objectKey } from "../model/object.ts";
import { parentOfPartition, partitionsOf, tableOfPartition } from "../model/partition.ts";
import type { Warehouse } from "../model/warehouse.ts";

/** The owners with those of declared partitions. */
export function withPartitionOwners(
  owners: Warehouse["owners"],
  sqlObjects: Warehouse["sqlObjects"],
): Warehouse["owners"] {
  const own = partitionsOf(sqlObjects.values()).flatMap((partition) => {
    const parent = owners.get(objectKey({ kind: "table", path: parentOfPartition(partition) }));
    const object = tableOfPartition(partition);
    return parent ? [[objectKey(object), { ...parent, object }] as const] : [];
  });
  if (own.length === 0) return owners;
  const all = new Map([...own, ...owners]);
  return new Map([...all].sort(([a], [b]) => compareText(a, b)));
}
