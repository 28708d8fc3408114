// The SQL objects that go for a while in a way, under which nothing that stands on them can stay.
import { EMPTY_WAREHOUSE } from "../../model/collections.ts";
import { applyRenames } from "../../model/fold.ts";
import type { GoneObject, GoneObjects } from "../../model/gone-objects.ts";
import { displayPath } from "../../model/identifier.ts";
import { invertRenames, type Rename } from "../../model/rename.ts";
import type { SqlObject } from "../../model/sql-object.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import { plainQuery, relationNames, speaksOf } from "../../sql/names-in-query.ts";
import { inSchema } from "../../sql/sql-target.ts";
import type { Statement } from "../../sql/statement.ts";
import { relationChanges } from "./place-sql-objects.ts";
import { sqlObjectChanges } from "./plan-sql-objects.ts";
import { isCalled, namePath } from "./sql-object-kinds.ts";
import { changesAttributes } from "./sql-type-forms.ts";

type SqlObjects = Warehouse["sqlObjects"];

const isOfType = ({ kind }: SqlObject): boolean => kind === "domain" || kind === "composite type";

const keyOf = (object: SqlObject): string | undefined => {
  const path = namePath(object);
  return path && displayPath(path);
};

/** The type of a column while its own is gone: what is under a domain, and text for a row of values. */
function meanwhileOf({ kind, parts }: SqlObject, all: readonly SqlObject[]): string {
  const { type = "text" } = parts;
  if (kind !== "domain") return "text";
  const query = plainQuery(type);
  const under = all.find((one) => isOfType(one) && speaksOf(query, relationNames(keyOf(one) ?? "")));
  return under ? meanwhileOf(under, all) : type;
}

function goneOf(objects: readonly SqlObject[], altered: readonly SqlObject[]): GoneObject[] {
  const gone = objects.flatMap((object): GoneObject[] => {
    const key = keyOf(object);
    const type = isOfType(object) && { meanwhile: meanwhileOf(object, objects) };
    return key === undefined ? [] : [{ key, isCalled: isCalled(object), ...type }];
  });
  const columns = altered.map((object): GoneObject => {
    return { key: keyOf(object) ?? "", isCalled: false, meanwhile: "text", stays: true };
  });
  return [...gone, ...columns];
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
    const { goes, arrives, again, replaced } = sqlObjectChanges(from, after, relationChanges(statements));
    const leaving = new Map(
      goes.flatMap(({ key, object }) =>
        again.has(key) || replaced.has(key) ? [[key, object] as const] : [],
      ),
    );
    const names = new Set([...leaving.values()].map(keyOf));
    const coming = arrives.map(({ object }) => object.object).filter((object) => names.has(keyOf(object)));
    const altered = [...from].filter(([key, object]) => {
      const now = after.get(key);
      return now !== undefined && !leaving.has(key) && changesAttributes(object, now);
    });
    const former = (objects: Iterable<readonly [string, SqlObject]>) => [
      ...renamed(new Map(objects), invertRenames(renames)).values(),
    ];
    const types = remadeTypes(statements);
    return {
      from: [...goneOf(former(leaving), former(altered)), ...types],
      to: [
        ...goneOf(
          coming,
          altered.flatMap(([key]) => after.get(key) ?? []),
        ),
        ...types,
      ],
    };
  };
}
