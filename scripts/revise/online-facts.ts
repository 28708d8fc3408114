// What is known of tables, out of drizzle-kit's states, for a revision that is made online.
import { pathOf } from "../migrations/kit/entities.ts";
import type { KitColumn, KitEntity, KitState } from "../migrations/kit/kit-state.ts";
import { displayPath } from "../model/identifier.ts";
import type { Warehouse } from "../model/warehouse.ts";
import type { OnlineFacts } from "../plan/online/online-parts.ts";
import { type OnlineWay, onlineWay } from "../plan/online/online-way.ts";
import { inSchema, type Path } from "../sql/sql-target.ts";
import type { Statement } from "../sql/statement.ts";

const KEYS: ReadonlySet<string> = new Set(["pks", "uniques"]);

const CONSTRAINTS: ReadonlySet<string> = new Set([...KEYS, "checks", "fks"]);

/** The tables with partitions on either side of a revision, as displayPath writes them. */
export function partitionedTables(...sides: readonly Pick<Warehouse, "sqlObjects">[]): ReadonlySet<string> {
  const objects = sides.flatMap(({ sqlObjects }) => [...sqlObjects.values()]);
  // Not every program that reads this has a word for them.
  return new Set(
    objects.filter(({ kind }) => (kind as string) === "partitioning").map(({ path }) => displayPath(path)),
  );
}

/** Names within a table, as one text. */
const within = (table: Path, name: string): string => displayPath([...inSchema(table), name]);

/**
 * @param from the tables before the way
 * @param to and after it, whose names they may have already
 * @param partitioned the tables with partitions
 * @param asTemplate what makes templates of names, which statements have
 */
export function onlineFacts(
  { from, to }: { readonly from: KitState; readonly to: KitState },
  partitioned: ReadonlySet<string>,
  asTemplate: (name: string) => string,
): OnlineFacts {
  const entities = (states: readonly KitState[], types: ReadonlySet<string>): KitEntity[] =>
    states.flatMap(({ ddl }) => ddl.filter(({ entityType }) => types.has(entityType)));
  const pathIn = (entity: KitEntity): string => displayPath(pathOf(entity).map(asTemplate));
  const tables = new Map(
    entities([from], new Set(["indexes"])).map(({ schema = "public", table = "", name }) => [
      displayPath([schema, name].map(asTemplate)),
      [schema, table].map(asTemplate),
    ]),
  );
  const notNull = new Set(
    (entities([from], new Set(["columns"])) as KitColumn[]).filter((one) => one.notNull).map(pathIn),
  );
  const keys = new Set(entities([from, to], KEYS).map(pathIn));
  const constraints = new Set(entities([from, to], CONSTRAINTS).map(pathIn));
  const primaryKeys = new Map(
    entities([to], new Set(["pks"])).map(({ schema = "public", table = "", name }) => [
      displayPath([schema, table].map(asTemplate)),
      asTemplate(name),
    ]),
  );
  return {
    tableOf: (index) => tables.get(displayPath(inSchema(index))),
    mayBeNull: (table, column) => !notNull.has(within(table, column)),
    isKey: (table, constraint) => keys.has(within(table, constraint)),
    isPartitioned: (table) => partitioned.has(displayPath(inSchema(table))),
    hasConstraint: (table, name) => constraints.has(within(table, name)),
    primaryKey: (table) => primaryKeys.get(displayPath(inSchema(table))),
  };
}

/** The statements of both ways, taken apart; each begins with what a broken run of the other may have left. */
export function onlineBoth(
  ways: { readonly up: readonly Statement[]; readonly down: readonly Statement[] },
  { before, after }: { readonly before: KitState; readonly after: KitState },
  partitioned: ReadonlySet<string>,
  asTemplate: (name: string) => string,
): Record<"up" | "down", { readonly online: OnlineWay; readonly leftovers: readonly Statement[] }> {
  const up = onlineWay(ways.up, onlineFacts({ from: before, to: after }, partitioned, asTemplate));
  const down = onlineWay(ways.down, onlineFacts({ from: after, to: before }, partitioned, asTemplate));
  return { up: { online: up, leftovers: down.leftovers }, down: { online: down, leftovers: up.leftovers } };
}
