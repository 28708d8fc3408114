// The change that makes partitions and gives them to the owner of their table.
import type { Queryable } from "../database/connect/connect.ts";
import { inspectTouched } from "../database/inspect/inspect-touched.ts";
import { EMPTY_WAREHOUSE } from "../model/collections.ts";
import { type ObjectName, objectKey } from "../model/object.ts";
import { tableOfPartition } from "../model/partition.ts";
import { type SqlObject, sqlObjectKey } from "../model/sql-object.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import { needsOfStatements } from "../plan/needs/needs-of-statements.ts";
import { type AccessChange, planChange } from "../plan/planned-change.ts";
import { readStatement } from "../sql/read-statement.ts";
import { statementSql } from "../sql/write-statement.ts";
import { type CalendarTable, type ComingPartition, createSql } from "./coming-partitions.ts";

/** @param owner of the table */
export async function ownedPartitions(
  tx: Queryable,
  table: CalendarTable,
  owner: string,
  coming: readonly ComingPartition[],
): Promise<AccessChange> {
  const schema: ObjectName = { kind: "schema", path: [table.path[0]] };
  const live = await inspectTouched(tx, { objects: [schema, { kind: "table", path: table.path }] });
  const { schemas, roles, memberships, owners, privileges, defaults } = live;
  const from: Warehouse = { ...EMPTY_WAREHOUSE, schemas, roles, memberships, owners, privileges, defaults };
  const partitions = coming.map(({ path }): SqlObject => ({ kind: "partition", path, parts: {}, needs: [] }));
  const given = partitions.map(
    (one) => [objectKey(tableOfPartition(one)), { object: tableOfPartition(one), owner }] as const,
  );
  const to: Warehouse = {
    ...from,
    owners: new Map([...owners, ...given]),
    sqlObjects: new Map(partitions.map((one) => [sqlObjectKey(one), one])),
  };
  const first = coming.map((one) => readStatement(createSql(table, one)));
  return { from, to, difference: diffWarehouses(from, to), first, also: needsOfStatements(first).needs };
}

/** The statements of a change, as they are sent. */
export const changeSql = (change: AccessChange): string[] =>
  planChange(change).sections.flatMap(({ statements }) => statements.map((one) => `${statementSql(one)};`));
