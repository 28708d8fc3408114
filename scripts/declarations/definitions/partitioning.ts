/** `partitionBy`: what a table is partitioned by, and the partitions that definitions say. */
import type { SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { CalendarPartitions } from "./calendar-partitions.ts";

/** How rows find their partition. */
export type PartitionStrategy = "range" | "list" | "hash";

/** A column of the table, or sql`…` over its columns. */
export type PartitionKey = PgColumn | SQL;

/** A value of a key: text, number or the like; `sql\`MINVALUE\``, `sql\`MAXVALUE\``. */
export type PartitionValue = string | number | bigint | boolean | null | SQL;

/** What can be said of each partition. */
interface OnePartition {
  /** True if it is a table of its own by now, whose rows are kept beside the partitioned table. */
  readonly detached?: boolean;
}

/** Which rows a partition takes; of several columns one value each. */
export type PartitionBound =
  | "default"
  | (OnePartition & {
      /** The first value that it takes. */
      readonly from: PartitionValue | readonly PartitionValue[];
      /** The first value behind it. */
      readonly to: PartitionValue | readonly PartitionValue[];
    })
  | (OnePartition & { readonly in: readonly PartitionValue[] })
  | (OnePartition & { readonly modulus: number; readonly remainder: number });

/** Partitions by their names, or by the calendar. They lie in the schema of the table. */
export type Partitions = Readonly<Record<string, PartitionBound>> | CalendarPartitions;

/** What is said beside the key. */
export interface PartitionOptions {
  /** The partitions that revisions make; others may be made by hand, by `dwh partitions` or by pg_partman. */
  readonly partitions?: Partitions | readonly Partitions[];
}

/** What a table is partitioned by. */
export interface Partitioning {
  readonly strategy: PartitionStrategy;
  readonly key: readonly PartitionKey[];
  readonly partitions: readonly Partitions[];
}

/**
 * What a table is partitioned by, for `annotate`:
 *
 *     annotate(event, { partitioned: partitionBy("range", event.day, { partitions: monthly({ from: "2026-01", to: "2027-01" }) }) });
 */
export function partitionBy(
  strategy: PartitionStrategy,
  key: PartitionKey | readonly PartitionKey[],
  { partitions = [] }: PartitionOptions = {},
): Partitioning {
  return { strategy, key: [key].flat() as PartitionKey[], partitions: [partitions].flat() as Partitions[] };
}
