/** How SQL makes, attaches, detaches and drops partitions. */
import { quoteIdentifier, quotePath } from "../../model/identifier.ts";
import { isDetached, partitionKey } from "../../model/partition.ts";
import type { SqlObject } from "../../model/sql-object.ts";
import { attachPartition, createPartition, detachPartition } from "../../sql/partition-statements.ts";
import type { SqlObjectForm } from "./sql-type-forms.ts";

const placeOf = ({ path, parts: { of = "", values = "" } }: SqlObject) => ({ path, of, bound: values });

/** What attaches it, as it is declared. */
export const attachSql = (object: SqlObject): string => attachPartition(placeOf(object));

/** What detaches it. */
export const detachSql = (object: SqlObject): string => detachPartition(placeOf(object));

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
    createPartition(placeOf(object), { ifMissing: true }),
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
