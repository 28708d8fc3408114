// A live warehouse without the tables that somebody here declares by SQL of their own: partitions, foreign tables.
import { displayPath } from "../../model/identifier.ts";
import type { SqlObject } from "../../model/sql-object.ts";
import type { Warehouse } from "../../model/warehouse.ts";

/** Words of tables that are made by SQL of their own: what is partitioned itself, what lies on another server. */
const TABLE_WORDS: ReadonlySet<string> = new Set(["table", "foreign table"]);

/** A partition, or a table that Drizzle knows nothing of. */
const isPartition = ({ kind, parts }: SqlObject): boolean =>
  kind === "partition" || (kind === "other" && TABLE_WORDS.has(parts.kind ?? ""));

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
  // The comment on what is made by SQL is a part of that.
  const bySql = new Set(
    partitions.flatMap(({ kind, path }) => (kind === "other" ? [displayPath(path)] : [])),
  );
  const comments = [...live.comments].filter(
    ([, { object }]) => !bySql.has(displayPath(object.path.slice(0, 2))),
  );
  return {
    ...live,
    relations: new Map(relations),
    privileges: new Map(privileges),
    comments: new Map(comments),
  };
}
