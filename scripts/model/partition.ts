/** What SQL objects say of partitioned tables and their partitions. */
import { displayPath, splitPath } from "./identifier.ts";
import type { ObjectName } from "./object.ts";
import { type SqlObject, sqlObjectKey } from "./sql-object.ts";

type SqlObjects = ReadonlyMap<string, SqlObject>;

/** The table that a partition is of. */
export const parentOfPartition = ({ parts }: SqlObject): readonly string[] => splitPath(parts.of ?? "") ?? [];

/** Whether it is a table of its own by now. */
export const isDetached = ({ parts }: SqlObject): boolean => parts.detached !== undefined;

/** What a table is partitioned by, as it stands in parentheses: `"day", (lower("name"))`. */
const keyTexts = ({ parts }: SqlObject): string[] =>
  Object.entries(parts)
    .filter(([part]) => part.startsWith("key "))
    .sort(([a], [b]) => Number(a.slice(4)) - Number(b.slice(4)))
    .map(([, text]) => text);

/** `RANGE ("day")`, as it stands behind PARTITION BY. */
export const partitionKey = (partitioning: SqlObject): string =>
  `${partitioning.parts.by} (${keyTexts(partitioning).join(", ")})`;

/** The columns that a table is partitioned by; expressions left out. */
export const keyColumns = (partitioning: SqlObject): string[] =>
  keyTexts(partitioning).flatMap((text) => {
    const [column, ...more] = text.startsWith('"') ? (splitPath(text) ?? []) : [];
    return column === undefined || more.length > 0 ? [] : [column];
  });

/** What a table is partitioned by; undefined where it is not. */
export const partitioningOf = (objects: SqlObjects, table: readonly string[]): SqlObject | undefined =>
  objects.get(sqlObjectKey({ kind: "partitioning", path: table, parts: {} }));

/** The partitions among SQL objects. */
export const partitionsOf = (objects: Iterable<SqlObject>): SqlObject[] =>
  [...objects].filter(({ kind }) => kind === "partition");

/** A partition as what has an owner and an ACL. */
export const tableOfPartition = ({ path }: Pick<SqlObject, "path">): ObjectName => ({ kind: "table", path });

/** By which a partition is found again under another name: its table, and which rows it takes. */
export const partitionContent = (partition: SqlObject): string =>
  `${displayPath(parentOfPartition(partition))} ${partition.parts.values}`;

/** Whether bounds as the server writes them are the same: the values of a list have no order. */
export function isSameBound(one: string, other: string): boolean {
  const words = (bound: string) => bound.match(/E?'(?:[^']|'')*'|[^\s,()]+/g) ?? [];
  const isList = [one, other].every((bound) => bound.startsWith("FOR VALUES IN ("));
  return isList ? words(one).sort().join() === words(other).sort().join() : one === other;
}
