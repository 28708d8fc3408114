// What the locks of both ways depend on, out of drizzle-kit's states and the difference.
import { listedColumns } from "../migrations/corrections/dependents.ts";
import { pathOf } from "../migrations/kit/entities.ts";
import type { KitEntity, KitState } from "../migrations/kit/kit-state.ts";
import type { Difference } from "../model/delta.ts";
import { groupBy } from "../model/group.ts";
import { displayPath } from "../model/identifier.ts";
import { relationKey } from "../model/relation.ts";
import { keepsStorage } from "../model/storage.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { retypedColumns } from "../plan/ddl/hazards.ts";
import type { LockedWay } from "../review/locks/lock-lines.ts";
import type { LockFacts } from "../review/locks/table-lock.ts";
import { inSchema, type Path } from "../sql/sql-target.ts";
import { partitionLocks } from "./partition-locks.ts";

const ofType = (states: readonly KitState[], type: string): KitEntity[] =>
  states.flatMap(({ ddl }) => ddl.filter(({ entityType }) => entityType === type));

/** @param states the tables under their names before the way, and after it: a statement may say either */
function lockFacts(
  states: readonly KitState[],
  difference: Difference,
): Omit<LockFacts, "parentOf" | "defaultOf"> {
  const indexes = new Map(
    ofType(states, "indexes").map(({ schema = "public", table = "", name }) => [
      displayPath([schema, name]),
      [schema, table],
    ]),
  );
  const keys = groupBy(ofType(states, "fks"), (key) => displayPath(pathOf(key).slice(0, -1)));
  const retyped = retypedColumns(difference);
  return {
    tableOf: (index) => indexes.get(displayPath(inSchema(index))),
    refersTo(table, { constraint, column } = {}) {
      const own = (keys.get(displayPath(inSchema(table))) ?? []).filter(
        (key) =>
          (constraint === undefined || key.name === constraint) &&
          (column === undefined || listedColumns(key).includes(column)),
      );
      const to = own.map(({ schemaTo, tableTo }) => [String(schemaTo ?? "public"), String(tableTo)]);
      return [...new Map(to.map((path) => [displayPath(path), path])).values()];
    },
    keepsStorage(table, column) {
      const types = retyped(displayPath([...inSchema(table), column]));
      return types !== undefined && keepsStorage(types.from, types.to);
    },
  };
}

/** Relations that are on one side only. */
function onOne(side: Difference["relations"]["added"], other: typeof side): (relation: Path) => boolean {
  const there = new Set(other.map((relation) => relationKey(relation)));
  const only = new Set(side.map((relation) => relationKey(relation)).filter((key) => !there.has(key)));
  return (path) => {
    const [schema, name] = inSchema(path);
    return only.has(relationKey({ schema, name }));
  };
}

/** Both ways of a revision with what their locks depend on. */
export function lockedWays(
  {
    migration,
    down,
    recorded,
    declared,
  }: Readonly<Record<"migration" | "down", string> & Record<"recorded" | "declared", Warehouse>>,
  { before, after }: { readonly before: KitState; readonly after: KitState },
  { up, back }: { readonly up: Difference; readonly back: Difference },
): LockedWay[] {
  const states = [after, before];
  const way = (file: string, script: string, from: Warehouse, difference: Difference): LockedWay => ({
    file,
    script,
    isNew: onOne(difference.relations.added, difference.relations.removed),
    facts: { ...lockFacts(states, difference), ...partitionLocks(from, difference) },
  });
  return [way("migration.sql", migration, recorded, up), way("down.sql", down, declared, back)];
}
