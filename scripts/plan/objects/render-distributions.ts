// Distributions that differ → calls of citus' functions, on servers that have it.
import type { Difference } from "../../model/delta.ts";
import { CITUS, type Distribution } from "../../model/distribution.ts";
import { compareText, displayPath, quoteLiteral, quotePath, splitPath } from "../../model/identifier.ts";
import { objectKey } from "../../model/object.ts";
import type { Warehouse } from "../../model/warehouse.ts";
import type { Statement } from "../../sql/statement.ts";
import type { Existence } from "../ddl/existence.ts";

/** `SELECT create_reference_table('"S"."t"')` */
const call = (name: string, ...args: readonly string[]): Statement => ({
  kind: "other",
  directives: { extension: CITUS },
  text: `SELECT ${name}(${args.join(", ")})`,
});

const name = ({ object: { path } }: Distribution): string => quoteLiteral(quotePath(path));

/** `colocate_with => '"S"."u"'` */
const beside = ({ colocateWith }: Distribution): string[] =>
  colocateWith === undefined
    ? []
    : [`colocate_with => ${quoteLiteral(quotePath(splitPath(colocateWith) ?? [colocateWith]))}`];

function begin(one: Distribution): Statement {
  const { object, by } = one;
  if (object.kind === "schema") return call("citus_schema_distribute", name(one));
  if (by === undefined) return call("create_reference_table", name(one));
  return call("create_distributed_table", name(one), quoteLiteral(by), ...beside(one));
}

const end = (one: Distribution): Statement =>
  one.object.kind === "schema"
    ? call("citus_schema_undistribute", name(one))
    : call("undistribute_table", name(one));

/** Of a table that stays spread by a column. */
const change = (before: Distribution, after: Distribution): Statement => {
  const by = before.by === after.by ? [] : [`distribution_column => ${quoteLiteral(after.by ?? "")}`];
  const where = before.colocateWith === after.colocateWith ? [] : beside(after);
  const apart = where.length === 0 && before.colocateWith !== after.colocateWith;
  return call(
    "alter_distributed_table",
    name(after),
    ...by,
    ...where,
    ...(apart ? ["colocate_with => 'none'"] : []),
  );
};

/** Schemas, then copies, which others may point at, then what is spread, each behind what it lies beside. */
function inOrder(all: readonly Distribution[]): Distribution[] {
  const sorted = [...all].sort(
    (a, b) => rank(a) - rank(b) || compareText(objectKey(a.object), objectKey(b.object)),
  );
  const byKey = new Map(sorted.map((one) => [displayPath(one.object.path), one]));
  const result = new Set<Distribution>();
  const put = (one: Distribution, seen: ReadonlySet<Distribution>) => {
    const other = one.colocateWith === undefined ? undefined : byKey.get(one.colocateWith);
    if (other && !seen.has(other)) put(other, new Set([...seen, one]));
    result.add(one);
  };
  for (const one of sorted) put(one, new Set());
  return [...result];
}

const rank = ({ object, by }: Distribution): number =>
  object.kind === "schema" ? 0 : by === undefined ? 1 : 2;

/**
 * Distributions that come, change and go; what is made again has lost its own, and what goes takes it along.
 *
 * @param from under the names after the renames
 */
export function renderDistributions(
  { distributions }: Difference,
  from: Warehouse,
  to: Warehouse,
  exist: Existence,
): Statement[] {
  const keys = new Set(
    [...distributions.added, ...distributions.removed].map(({ object }) => objectKey(object)),
  );
  for (const [key, { object }] of to.distributions) if (exist.isNew(object)) keys.add(key);
  const ends: Distribution[] = [];
  const begins: Distribution[] = [];
  const changes: Statement[] = [];
  for (const key of keys) {
    const after = to.distributions.get(key);
    const object = (after ?? from.distributions.get(key))?.object;
    if (!object || exist.goes(object)) continue;
    const before = exist.isNew(object) ? undefined : from.distributions.get(key);
    if (before?.by !== undefined && after?.by !== undefined) changes.push(change(before, after));
    else {
      if (before) ends.push(before);
      if (after) begins.push(after);
    }
  }
  return [...inOrder(ends).reverse().map(end), ...inOrder(begins).map(begin), ...changes];
}
