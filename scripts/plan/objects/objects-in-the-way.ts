// The SQL objects that go for a while in a way, under which nothing that stands on them can stay.
import { EMPTY_WAREHOUSE } from "../../model/collections.ts";
import { applyRenames } from "../../model/fold.ts";
import { displayPath } from "../../model/identifier.ts";
import type { GoneObject, GoneObjects } from "../../model/leaving-objects.ts";
import { invertRenames, type Rename } from "../../model/rename.ts";
import type { SqlObject } from "../../model/sql-object.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import { plainQuery, relationNames, speaksOf } from "../../sql/names-in-query.ts";
import { inSchema } from "../../sql/sql-target.ts";
import type { Statement } from "../../sql/statement.ts";
import { isBoundToAny, relationChanges } from "./place-sql-objects.ts";
import { sqlObjectChanges } from "./plan-sql-objects.ts";
import { isCalled, namePath } from "./sql-object-kinds.ts";
import type { SpokenObject } from "./sql-object-names.ts";
import { changesAttributes } from "./sql-type-forms.ts";

type SqlObjects = Warehouse["sqlObjects"];

const isOfType = ({ kind }: SqlObject): boolean => kind === "domain" || kind === "composite type";

const keyOf = (object: SqlObject): string | undefined => {
  const path = namePath(object);
  return path && displayPath(path);
};

/** The type of a column while its own is gone: what is under a domain, and text for a row of values. */
function meanwhileOf(
  { kind, parts }: SqlObject,
  all: readonly SqlObject[],
  types: readonly GoneObject[],
): string {
  const { type = "text" } = parts;
  if (kind !== "domain") return "text";
  const query = plainQuery(type);
  if (types.some(({ key }) => speaksOf(query, relationNames(key)))) return "text";
  const under = all.find((one) => isOfType(one) && speaksOf(query, relationNames(keyOf(one) ?? "")));
  return under ? meanwhileOf(under, all, types) : type;
}

/** @param standing types that are not in the way, but whose columns are */
function goneOf(
  objects: readonly SqlObject[],
  standing: readonly SqlObject[],
  types: readonly GoneObject[],
): GoneObject[] {
  const gone = objects.flatMap((object): GoneObject[] => {
    const key = keyOf(object);
    const type = isOfType(object) && { meanwhile: meanwhileOf(object, objects, types) };
    return key === undefined ? [] : [{ key, isCalled: isCalled(object), ...type }];
  });
  const columns = standing.map((object): GoneObject => {
    return { key: keyOf(object) ?? "", isCalled: false, meanwhile: "text", stays: true };
  });
  return [...gone, ...columns, ...types];
}

const renamed = (objects: SqlObjects, renames: readonly Rename[]): SqlObjects =>
  renames.length === 0
    ? objects
    : applyRenames({ ...EMPTY_WAREHOUSE, sqlObjects: objects }, renames).sqlObjects;

/** Types that drizzle-kit drops and makes again. */
function remadeTypes(statements: readonly Statement[]): GoneObject[] {
  const made = new Set(
    statements.flatMap((one) =>
      one.kind === "make" && one.object === "TYPE" ? [displayPath(inSchema(one.path))] : [],
    ),
  );
  const dropped = statements.flatMap((one) =>
    one.kind === "drop" && one.object === "TYPE"
      ? one.targets.map(({ path }) => displayPath(inSchema(path)))
      : [],
  );
  return dropped.filter((key) => made.has(key)).map((key) => ({ key, isCalled: false }));
}

/**
 * What asks for the objects that go for a while where drizzle-kit's statements are such and such; undefined where there are no
 * objects at all.
 *
 * @param before under the names before the renames of the way
 */
export function objectsInTheWay(
  before: SqlObjects,
  after: SqlObjects,
): ((statements: readonly Statement[], renames: readonly Rename[]) => GoneObjects) | undefined {
  if (before.size === 0) return undefined;
  return (statements, renames) => {
    const from = renamed(before, renames);
    const relations = relationChanges(statements);
    const { goes, arrives, again, replaced } = sqlObjectChanges(from, after, relations);
    // What goes for good does so behind all else, but for what cannot stay so long.
    const isEarly = (one: SpokenObject) =>
      again.has(one.key) || replaced.has(one.key) || isBoundToAny(one, relations);
    const leaving = new Map(goes.filter(isEarly).map(({ key, object }) => [key, object]));
    const names = new Set([...leaving.values()].map(keyOf));
    const coming = arrives.map(({ object }) => object.object).filter((object) => names.has(keyOf(object)));
    const altered = [...from].filter(([key, object]) => {
      const now = after.get(key);
      return now !== undefined && !leaving.has(key) && changesAttributes(object, now);
    });
    // No cast leads from one composite type to another one.
    const onlyIn = (some: SqlObjects, others: SqlObjects) =>
      [...some].filter(
        ([key, { kind }]) => kind === "composite type" && !others.has(key) && !leaving.has(key),
      );
    const former = (objects: Iterable<readonly [string, SqlObject]>) => [
      ...renamed(new Map(objects), invertRenames(renames)).values(),
    ];
    const types = remadeTypes(statements);
    const now = altered.flatMap(([key]) => after.get(key) ?? []);
    const later = onlyIn(after, from).map(([, object]) => object);
    return {
      from: goneOf(former(leaving), former([...altered, ...onlyIn(from, after)]), types),
      to: goneOf(coming, [...now, ...later], types),
    };
  };
}
