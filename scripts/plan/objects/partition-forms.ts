/** How SQL makes, attaches, detaches and drops partitions. */
import { quoteIdentifier, quotePath } from "../../model/identifier.ts";
import { isDetached, partitionKey } from "../../model/partition.ts";
import type { SqlObject } from "../../model/sql-object.ts";
import type { SqlObjectForm } from "./sql-type-forms.ts";

/** `ALTER TABLE "s"."t" ATTACH PARTITION "s"."p" FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')` */
export const attachSql = ({ path, parts }: SqlObject): string =>
  `ALTER TABLE ${parts.of} ATTACH PARTITION ${quotePath(path)} ${parts.values}`;

/** `ALTER TABLE "s"."t" DETACH PARTITION "s"."p"` */
export const detachSql = ({ path, parts }: SqlObject): string =>
  `ALTER TABLE ${parts.of} DETACH PARTITION ${quotePath(path)}`;

/** What gives a partition another name, or moves it to another schema. */
export function renamePartition(from: SqlObject, to: SqlObject): string[] {
  const [[schema = "", name = ""], [toSchema = "", toName = ""]] = [from.path, to.path];
  return [
    ...(schema === toSchema
      ? []
      : [`ALTER TABLE ${quotePath(from.path)} SET SCHEMA ${quoteIdentifier(toSchema)}`]),
    ...(name === toName
      ? []
      : [`ALTER TABLE ${quotePath([toSchema, name])} RENAME TO ${quoteIdentifier(toName)}`]),
  ];
}

/** A partition. One that is there already, made ahead of time, is taken as it is. */
export const partition: SqlObjectForm = {
  create: (object) => [
    `CREATE TABLE IF NOT EXISTS ${quotePath(object.path)} PARTITION OF ${object.parts.of} ${object.parts.values}`,
    ...(isDetached(object) ? [detachSql(object)] : []),
  ],
  drop: ({ path }) => `DROP TABLE ${quotePath(path)}`,
  // Rows stay: it is detached and attached again, or neither.
  alter: (before, after) => [
    ...(isDetached(before) ? [] : [detachSql(before)]),
    ...(isDetached(after) ? [] : [attachSql(after)]),
  ],
  target: ({ path }) => `TABLE ${quotePath(path)}`,
};

/** What a table is partitioned by: said where the table is made, and never changed. */
export const partitioning: SqlObjectForm = {
  create: () => [],
  drop: () => "",
  alter: () => [],
  target: ({ path }) => `TABLE ${quotePath(path)}`,
};

/** Behind the columns of CREATE TABLE: `PARTITION BY RANGE ("day")`. */
export const partitionClause = (object: SqlObject): string => `PARTITION BY ${partitionKey(object)}`;
