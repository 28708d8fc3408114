/** What becomes of SQL objects between two warehouses: which are made, changed, dropped, and dropped and made again. */
import { compareText, displayPath } from "../../model/identifier.ts";
import { rememberingObjects } from "../../model/remembering.ts";
import { SQL_OBJECT_KINDS, type SqlObject } from "../../model/sql-object.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import { isOfPartitions } from "./plan-partitions.ts";
import { alterSql, createSql, namePath } from "./sql-object-kinds.ts";
import { inOrderOfNeed, SpokenObject } from "./sql-object-names.ts";

type SqlObjects = Warehouse["sqlObjects"];

/** An object that comes or is changed in place, and the statements that do it. */
interface Arrival {
  readonly object: SpokenObject;
  readonly statements: readonly string[];
}

/** What becomes of them, each in the order in which it can happen. */
interface SqlObjectChanges {
  /** What goes for good or for a while: what depends on others before these. */
  readonly goes: readonly SpokenObject[];
  /** What comes, comes again or changes: what depends on others behind these. */
  readonly arrives: readonly Arrival[];
  /** Those that go and come again, by their keys. */
  readonly again: ReadonlySet<string>;
  /** Those that go and leave their name to others, by their keys: a function with other arguments. */
  readonly replaced: ReadonlySet<string>;
}

/** What statements do to relations that objects depend on. */
export interface RelationChanges {
  /** Keys of relations and types that are dropped, for good or to be made again. */
  readonly dropped: ReadonlySet<string>;
  /** Columns that are dropped or get another type. */
  readonly columns: readonly { readonly key: string; readonly column: string }[];
}

const rank = ({ kind }: SqlObject): number => SQL_OBJECT_KINDS.indexOf(kind);

/** In the order of their kinds and names, but each behind all that it speaks of; of partitions and encryption others tell. */
export const ordered = rememberingObjects((objects: SqlObjects): readonly SpokenObject[] => {
  const own = [...objects].filter(([, object]) => !isOfPartitions(object) && object.kind !== "encryption");
  const sorted = own.sort(([a, one], [b, other]) => rank(one) - rank(other) || compareText(a, b));
  return inOrderOfNeed(sorted.map(([, object]) => new SpokenObject(object)));
});

/** Those that must go for a while, with all that is bound to them. */
function madeAgain(
  before: readonly SpokenObject[],
  after: ReadonlyMap<string, SpokenObject>,
  replaced: ReadonlySet<string>,
  isStuck: (object: SpokenObject) => boolean,
): Set<string> {
  const stays = before.filter(({ key }) => after.has(key));
  const again = new Set(stays.filter(isStuck).map(({ key }) => key));
  for (let size = -1; size < again.size; ) {
    size = again.size;
    const gone = before.filter(({ key }) => again.has(key) || replaced.has(key));
    for (const one of stays) if (gone.some((other) => one.isBoundTo(other))) again.add(one.key);
  }
  return again;
}

/** Those of which only others of their name are left. */
function replacedBy(before: readonly SpokenObject[], after: readonly SpokenObject[]): Set<string> {
  const nameOf = ({ object }: SpokenObject) => displayPath(namePath(object) ?? []);
  const [earlier, later] = [before, after].map((list) => new Set(list.map(({ key }) => key)));
  const taken = new Set(after.filter(({ key }) => !earlier?.has(key)).map(nameOf));
  const isReplaced = (one: SpokenObject) =>
    namePath(one.object) !== undefined && !later?.has(one.key) && taken.has(nameOf(one));
  return new Set(before.filter(isReplaced).map(({ key }) => key));
}

/**
 * Compares two warehouses.
 *
 * @param from under the names after the renames
 * @param relations what happens to relations between them
 */
export function sqlObjectChanges(
  from: SqlObjects,
  to: SqlObjects,
  relations: RelationChanges,
): SqlObjectChanges {
  const before = ordered(from);
  const after = ordered(to);
  const later = new Map(after.map((one) => [one.key, one]));
  const alters = new Map(
    before.flatMap(({ key, object }) => {
      const now = later.get(key);
      return now ? [[key, alterSql(object, now.object)] as const] : [];
    }),
  );
  const replaced = replacedBy(before, after);
  const again = madeAgain(
    before,
    later,
    replaced,
    (one) =>
      alters.get(one.key) === undefined ||
      [...relations.dropped].some((key) => one.isBoundToRelation(key)) ||
      relations.columns.some(({ key, column }) => one.isBoundToColumn(key, column)),
  );
  return {
    goes: before.filter(({ key }) => !later.has(key) || again.has(key)).reverse(),
    arrives: after.flatMap((object) => {
      const comes = !from.has(object.key) || again.has(object.key);
      const statements = comes ? createSql(object.object) : (alters.get(object.key) ?? []);
      return statements.length === 0 ? [] : [{ object, statements }];
    }),
    again,
    replaced,
  };
}
