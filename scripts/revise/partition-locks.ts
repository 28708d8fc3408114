// The partitions that a way begins with, as the locks of its statements depend on them.
import type { Difference } from "../model/delta.ts";
import { applyRenames } from "../model/fold.ts";
import { displayPath } from "../model/identifier.ts";
import { isDetached, parentOfPartition, partitionsOf } from "../model/partition.ts";
import type { Warehouse } from "../model/warehouse.ts";
import type { LockFacts } from "../review/locks/table-lock.ts";
import { inSchema, type Path } from "../sql/sql-target.ts";

/** @param from under its own names; statements may say those after the renames too */
export function partitionLocks(
  from: Warehouse,
  { renames }: Difference,
): Pick<LockFacts, "parentOf" | "defaultOf"> {
  const parents = new Map<string, Path>();
  const defaults = new Map<string, Path>();
  for (const { sqlObjects } of [from, applyRenames(from, renames)])
    for (const one of partitionsOf(sqlObjects.values())) {
      if (isDetached(one)) continue;
      const parent = parentOfPartition(one);
      parents.set(displayPath(one.path), parent);
      if (one.parts.values === "DEFAULT") defaults.set(displayPath(parent), one.path);
    }
  return {
    parentOf: (table) => parents.get(displayPath(inSchema(table))),
    defaultOf: (table) => defaults.get(displayPath(inSchema(table))),
  };
}
