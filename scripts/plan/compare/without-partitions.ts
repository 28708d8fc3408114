// A live warehouse without what partitions are that somebody here declares: they stand or fall with their tables.
import { displayPath } from "../../model/identifier.ts";
import type { SqlObject } from "../../model/sql-object.ts";
import type { Warehouse } from "../../model/warehouse.ts";

/** A partition, or one that is made by SQL of its own since it is partitioned itself. */
const isPartition = ({ kind, parts }: SqlObject): boolean =>
  kind === "partition" || (kind === "other" && parts.kind === "table");

/**
 * Leaves out the declared partitions as relations, and who may do what with them: who may do it with the table may do
 * it with all of its partitions. Whose they are stays.
 *
 * @param known what declares them
 */
export function withoutPartitions<Live extends Warehouse>(
  live: Live,
  ...known: readonly Pick<Warehouse, "sqlObjects">[]
): Live {
  const partitions = known.flatMap(({ sqlObjects }) => [...sqlObjects.values()].filter(isPartition));
  if (partitions.length === 0) return live;
  const keys = new Set(partitions.map(({ path }) => displayPath(path)));
  const relations = [...live.relations].filter(([key]) => !keys.has(key));
  const privileges = [...live.privileges].filter(
    ([, { object }]) =>
      (object.kind !== "table" && object.kind !== "column") ||
      !keys.has(displayPath(object.path.slice(0, 2))),
  );
  return { ...live, relations: new Map(relations), privileges: new Map(privileges) };
}
