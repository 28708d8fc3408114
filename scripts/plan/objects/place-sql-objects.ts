/** The statements of SQL objects, put between those of drizzle-kit. */
import { displayPath, quotePath } from "../../model/identifier.ts";
import type { SqlObject } from "../../model/sql-object.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import { type PlainQuery, plainQuery } from "../../sql/names-in-query.ts";
import { readStatement } from "../../sql/read-statement.ts";
import { inSchema } from "../../sql/sql-target.ts";
import type { Statement } from "../../sql/statement.ts";
import { statementSql } from "../../sql/write-statement.ts";
import { partitionChanges, withPartitioning } from "./plan-partitions.ts";
import { type RelationChanges, sqlObjectChanges } from "./plan-sql-objects.ts";
import { dropSql, isCalled, namePath } from "./sql-object-kinds.ts";
import { namesObject, type SpokenObject } from "./sql-object-names.ts";

const WITH_COLUMNS: ReadonlySet<string> = new Set(["TABLE", "VIEW", "MATERIALIZED VIEW", "FOREIGN TABLE"]);

/** What statements do to relations and types that SQL objects may depend on. */
export function relationChanges(ddl: readonly Statement[]): RelationChanges {
  const dropped = ddl.flatMap((statement) =>
    statement.kind === "drop" && (WITH_COLUMNS.has(statement.object) || statement.object === "TYPE")
      ? statement.targets.map(({ path }) => displayPath(inSchema(path)))
      : [],
  );
  const columns = ddl.flatMap((statement) => {
    if (statement.kind !== "alter object" || statement.object !== "TABLE") return [];
    const key = displayPath(inSchema(statement.target.path));
    return statement.actions.flatMap((action) => {
      const changes =
        action.kind === "drop column" || (action.kind === "alter column" && action.change.kind === "type");
      return changes ? [{ key, column: action.column }] : [];
    });
  });
  return { dropped: new Set(dropped), columns };
}

const isOf = (statement: Statement, kind: "make" | "drop" | "alter object", objects: RegExp): boolean =>
  statement.kind === kind && "object" in statement && objects.test(statement.object);

const isRename = (statement: Statement): boolean =>
  statement.kind === "alter object" &&
  statement.actions.some(({ kind }) => kind === "rename" || kind === "set schema");

/** Places between statements, each by the index of the statement behind it. */
class Places {
  readonly #queries: readonly (PlainQuery | undefined)[];
  readonly #names: ReadonlySet<string>;
  readonly #lastRename: number;
  /** Behind CREATE SCHEMA. */
  readonly schemas: number;
  /** Behind the expressions that stand on what goes. */
  readonly withoutExpressions: number;
  /** Behind renames, and all that stands on what goes. */
  readonly start: number;
  /** Behind views that are dropped. */
  readonly withoutViews: number;
  /** What is done to columns on the way there. */
  readonly columnsGone: RelationChanges;
  /** Before DROP SCHEMA. */
  readonly end: number;

  constructor(readonly ddl: readonly Statement[]) {
    this.#queries = ddl.map((statement) =>
      statement.kind === "drop" ? undefined : plainQuery(statementSql(statement)),
    );
    this.#names = new Set(ddl.flatMap((one) => (one.kind === "make" ? [quotePath(inSchema(one.path))] : [])));
    this.schemas = ddl.findLastIndex((one) => isOf(one, "make", /^SCHEMA$/)) + 1;
    const viewDrops = ddl.findLastIndex((one) => isOf(one, "drop", /VIEW$/)) + 1;
    const behind = (...stages: readonly Statement["takenDown"][]) =>
      ddl.findLastIndex(({ takenDown }) => takenDown !== undefined && stages.includes(takenDown)) + 1;
    this.withoutExpressions = Math.max(behind("expressions"), viewDrops);
    this.#lastRename = ddl.findLastIndex(isRename) + 1;
    this.start = Math.max(this.schemas, this.#lastRename, behind("expressions", "columns"));
    this.withoutViews = Math.max(this.start, viewDrops);
    this.columnsGone = relationChanges(ddl.filter(({ takenDown }) => takenDown === "columns"));
    const schemaDrop = ddl.findIndex((one) => isOf(one, "drop", /^SCHEMA$/));
    this.end = schemaDrop < 0 ? ddl.length : schemaDrop;
  }

  /** Before the first of these relations and types is dropped, but under the names after the renames. */
  beforeDrop(keys: readonly string[]): number {
    const isIt = (one: Statement) => [...relationChanges([one]).dropped].some((key) => keys.includes(key));
    return Math.max(this.#lastRename, this.ddl.findIndex(isIt));
  }

  /** Before the first statement that speaks of an object; undefined where none does. */
  before({ object }: SpokenObject): number | undefined {
    const index = this.#queries.findIndex((query) => query !== undefined && namesObject(query, object));
    return index < 0 ? undefined : index;
  }

  /** Whether something comes that is called like the object: of routines, with the same arguments. */
  isTaken({ object }: SpokenObject, comes: readonly SpokenObject[]): boolean {
    const path = namePath(object);
    if (!path) return false;
    const nameOf = (one: SqlObject) => displayPath(isCalled(one) ? one.path : (namePath(one) ?? []));
    const isNamesake = ({ object: other }: SpokenObject) =>
      isCalled(other) === isCalled(object) && nameOf(other) === nameOf(object);
    return comes.some(isNamesake) || (!isCalled(object) && this.#names.has(quotePath(path)));
  }
}

/** Where objects are made or changed: as late as possible, so that what they speak of is there. */
function comingPlaces(objects: readonly SpokenObject[], places: Places): Map<SpokenObject, number> {
  const found = new Map<SpokenObject, number>();
  // Those that speak of others come behind them, and are asked first.
  for (const one of [...objects].reverse()) {
    const users = objects.flatMap((other) => (other.speaksOf(one) ? (found.get(other) ?? []) : []));
    const at = one.object.kind === "extension" ? places.schemas : (places.before(one) ?? places.end);
    found.set(one, Math.min(at, ...users));
  }
  return found;
}

/** Whether an object depends on what statements do to relations. */
export const isBoundToAny = (one: SpokenObject, { dropped, columns }: RelationChanges): boolean =>
  [...dropped].some((key) => one.isBoundToRelation(key)) ||
  columns.some(({ key, column }) => one.isBoundToColumn(key, column));

/** Where an object is dropped; undefined where it goes with its relation, `last` where nothing needs its place before. */
function goingPlace(
  one: SpokenObject,
  { dropped, columns }: RelationChanges,
  isInTheWay: boolean,
  places: Places,
): number | "last" | undefined {
  if (one.object.kind === "extension") return "last";
  if (isBoundToAny(one, places.columnsGone)) return places.withoutExpressions;
  if (one.ownRelation !== undefined && dropped.has(one.ownRelation)) return undefined;
  const relations = [...dropped].filter((key) => one.isBoundToRelation(key));
  if (relations.length > 0) return places.beforeDrop(relations);
  const isBound = isBoundToAny(one, { dropped: new Set(), columns });
  return isInTheWay || isBound || one.ownRelation !== undefined ? places.withoutViews : "last";
}

/**
 * drizzle-kit's statements with those that make, change and drop SQL objects between them: extensions before all tables,
 * everything else before the first statement that speaks of it, or behind all; what goes before what it depends on.
 *
 * @param kit templates
 * @param from under the names after the renames
 */
export function withSqlObjects(
  kit: readonly Statement[],
  from: Warehouse["sqlObjects"],
  to: Warehouse["sqlObjects"],
): readonly Statement[] {
  if (from.size + to.size === 0) return kit;
  const ddl = withPartitioning(kit, to);
  const relations = relationChanges(ddl);
  const { goes, arrives, again, replaced } = sqlObjectChanges(from, to, relations);
  const partitions = partitionChanges(from, to, relations.dropped);
  if (goes.length + arrives.length + partitions.early.length + partitions.late.length === 0) return ddl;
  const places = new Places(ddl);
  const comes = arrives.map(({ object }) => object);
  const placed = Array.from({ length: ddl.length + 1 }, (): Statement[] => []);
  const put = (index: number, texts: readonly string[]) => placed[index]?.push(...texts.map(readStatement));
  const going = goes.map((one) => {
    const isInTheWay = again.has(one.key) || replaced.has(one.key) || places.isTaken(one, comes);
    return { one, sql: dropSql(one.object), place: goingPlace(one, relations, isInTheWay, places) };
  });
  // Those that depend on it stand before it, and go no later.
  for (const [index, { one, place }] of [...going.entries()].reverse()) {
    if (typeof place !== "number") continue;
    for (const user of going.slice(0, index)) {
      const isLater = user.place === "last" || (user.place !== undefined && user.place > place);
      if (isLater && user.one.isBoundTo(one)) user.place = place;
    }
  }
  for (const { sql, place } of going) if (typeof place === "number") put(place, [sql]);
  placed[places.withoutViews]?.push(...partitions.early);
  const at = comingPlaces(comes, places);
  for (const { object, statements } of arrives) put(at.get(object) ?? places.end, statements);
  placed[places.end]?.push(...partitions.late);
  for (const { sql, place } of going) if (place === "last") put(places.end, [sql]);
  return [
    ...ddl.flatMap((statement, index) => [...(placed[index] ?? []), statement]),
    ...(placed.at(-1) ?? []),
  ];
}
