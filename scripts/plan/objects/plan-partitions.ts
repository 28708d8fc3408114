/** What becomes of partitioned tables and their partitions between two warehouses. */
import { displayPath } from "../../model/identifier.ts";
import {
  isDetached,
  parentOfPartition,
  partitionContent,
  partitioningOf,
  partitionsOf,
} from "../../model/partition.ts";
import type { SqlObject } from "../../model/sql-object.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import { readStatement } from "../../sql/read-statement.ts";
import { inSchema } from "../../sql/sql-target.ts";
import type { Statement } from "../../sql/statement.ts";
import { attachSql, detachSql, partition, partitionClause, renamePartition } from "./partition-forms.ts";

type SqlObjects = Warehouse["sqlObjects"];

/** Whether an object is about partitions: these come and go beside all others. */
export const isOfPartitions = ({ kind }: SqlObject): boolean =>
  kind === "partitioning" || kind === "partition";

/** drizzle-kit's statements, of which those that make a table say by what it is partitioned. */
export function withPartitioning(ddl: readonly Statement[], to: SqlObjects): readonly Statement[] {
  if (![...to.values()].some(({ kind }) => kind === "partitioning")) return ddl;
  return ddl.map((statement) => {
    if (statement.kind !== "make" || statement.object !== "TABLE") return statement;
    const found = partitioningOf(to, inSchema(statement.path));
    return found
      ? { ...statement, definition: `${statement.definition ?? "()"} ${partitionClause(found)}` }
      : statement;
  });
}

/** Statements for partitions: before the tables change, and behind. */
interface PartitionChanges {
  readonly early: readonly Statement[];
  readonly late: readonly Statement[];
}

const NOTHING: PartitionChanges = { early: [], late: [] };

const inOrder = (objects: SqlObjects): SqlObject[] => partitionsOf(objects.values());

/** Those that go and those that come which are the same under another name: old → new. */
function renamed(goes: readonly SqlObject[], comes: readonly SqlObject[]): Map<SqlObject, SqlObject> {
  const gone = new Map(goes.map((one) => [partitionContent(one), one]));
  return new Map(
    comes.flatMap((one) => {
      const old = gone.get(partitionContent(one));
      return old ? [[old, one] as const] : [];
    }),
  );
}

/** Renames in an order in which each new name is free: a → b behind b → c. */
function inTurn(moved: ReadonlyMap<SqlObject, SqlObject>): [SqlObject, SqlObject][] {
  const left = new Map(moved);
  const done: [SqlObject, SqlObject][] = [];
  while (left.size > 0) {
    const taken = new Set([...left.keys()].map(({ path }) => displayPath(path)));
    const free = [...left].filter(([, { path }]) => !taken.has(displayPath(path)));
    // Of a circle PostgreSQL refuses the first.
    for (const pair of free.length > 0 ? free : [...left]) {
      done.push(pair);
      left.delete(pair[0]);
    }
  }
  return done;
}

/**
 * The statements for partitions. What leaves does so before its table changes, and what comes does so behind: a partition
 * is attached to the table that it was detached from, both ways.
 *
 * @param from under the names after the renames
 * @param dropped keys of tables that are dropped, with all of their partitions
 */
export function partitionChanges(
  from: SqlObjects,
  to: SqlObjects,
  dropped: ReadonlySet<string>,
): PartitionChanges {
  const [before, after] = [inOrder(from), inOrder(to)];
  if (before.length + after.length === 0) return NOTHING;
  const key = ({ path }: SqlObject) => displayPath(path);
  const later = new Map(after.map((one) => [key(one), one]));
  const goesWithTable = (one: SqlObject) =>
    !isDetached(one) && dropped.has(displayPath(parentOfPartition(one)));
  const stays = before.filter((one) => !goesWithTable(one));
  const goes = stays.filter((one) => !later.has(key(one)));
  const known = new Set(stays.map(key));
  const comes = after.filter((one) => !known.has(key(one)));
  const moved = renamed(goes, comes);
  const arrived = new Set(moved.values());
  const pairs = [
    ...stays.flatMap((one) => {
      const now = later.get(key(one));
      return now ? [[one, now] as const] : [];
    }),
    ...moved,
  ].filter(([one, now]) => ["of", "values", "detached"].some((part) => one.parts[part] !== now.parts[part]));
  const leaves = goes.filter((one) => !moved.has(one));
  const isOfOther = (one: SqlObject, now: SqlObject) => isDetached(now) || one.parts.of !== now.parts.of;
  const leaving = pairs.filter(([one, now]) => !isDetached(one) && isOfOther(one, now));
  const early = [
    ...leaving.map(([one]) => detachSql(one)),
    ...leaves.map((one) => partition.drop(one)),
    ...inTurn(moved).flatMap(([one, now]) => renamePartition(one, now)),
  ];
  // What only gets other bounds follows what becomes of its table meanwhile.
  const bounded = pairs.filter(([one, now]) => !isDetached(one) && !isOfOther(one, now));
  const late = [
    ...bounded.map(([, now]) => detachSql(now)),
    ...comes.filter((one) => !arrived.has(one)).flatMap((one) => partition.create(one)),
    ...pairs.flatMap(([, now]) => (isDetached(now) ? [] : [attachSql(now)])),
  ];
  return { early: early.map(readStatement), late: late.map(readStatement) };
}
