// What annotations say of nodes → distributions, and what citus would not take of it.
import { type Column as DrizzleColumn, getColumns, is } from "drizzle-orm";
import { getTableConfig, isPgSchema, PgTable } from "drizzle-orm/pg-core";
import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import type { Distribution } from "../../model/distribution.ts";
import { compareText, displayPath } from "../../model/identifier.ts";
import { type ObjectName, objectKey } from "../../model/object.ts";
import { annotationOf, type Distributed } from "./annotate.ts";
import { exportLocation, type Source } from "./export-location.ts";

/** Something that is said to be distributed. */
interface Said {
  readonly value: object;
  readonly object: ObjectName;
  readonly distributed: Distributed;
  readonly source: Source;
}

function objectOf(value: object): ObjectName | undefined {
  if (isPgSchema(value)) return { kind: "schema", path: [value.schemaName] };
  if (!is(value, PgTable)) return undefined;
  const { schema = "public", name } = getTableConfig(value);
  return { kind: "table", path: [schema, name] };
}

const shown = ({ object: { kind, path } }: Pick<Said, "object">): string =>
  `the ${kind} ${displayPath(path)}`;

/** The name in the database of the column that a table is spread by; undefined where it is spread otherwise or has none. */
function columnOf(value: object, distributed: Distributed | undefined): string | undefined {
  if (!is(value, PgTable) || distributed?.by === undefined) return undefined;
  const columns: Readonly<Record<string, DrizzleColumn>> = getColumns(value);
  return columns[distributed.by]?.name;
}

/** The keys of a table that must be unique over all nodes, by their columns. */
function uniqueKeys(value: PgTable): (readonly string[])[] {
  const { columns, primaryKeys, uniqueConstraints, indexes } = getTableConfig(value);
  const alone = columns.flatMap(({ name, primary, isUnique }) => (primary || isUnique ? [[name]] : []));
  const names = (list: readonly object[]) =>
    list.flatMap((column) => ("name" in column && typeof column.name === "string" ? [column.name] : []));
  return [
    ...alone,
    ...[...primaryKeys, ...uniqueConstraints].map((key) => names(key.columns)),
    ...indexes.flatMap(({ config }) => (config.unique ? [names(config.columns)] : [])),
  ];
}

/** What is wrong with how a table is spread by a column. */
function wrongTable({ value, distributed }: Said): string | undefined {
  const { by, colocateWith } = distributed;
  if (by === undefined || !is(value, PgTable)) return undefined;
  const column = columnOf(value, distributed);
  if (column === undefined) return `it has no column ${by}`;
  const apart = uniqueKeys(value).find((key) => !key.includes(column));
  if (apart)
    return `its key (${apart.join(", ")}) does not have the column ${column}, so that no node could tell whether it is unique`;
  if (colocateWith === undefined) return undefined;
  const other = objectOf(colocateWith);
  if (colocateWith === value || !other) return "`colocateWith` is another table";
  if (columnOf(colocateWith, annotationOf(colocateWith)?.distributed) === undefined)
    return `${displayPath(other.path)}, beside which it is to lie, is not distributed by a column`;
  return circle(colocateWith, value)
    ? `it lies beside ${displayPath(other.path)}, which lies beside it`
    : undefined;
}

/** Whether a table lies, by way of others, beside another one. */
function circle(from: object, to: object): boolean {
  const seen = new Set<object>();
  for (
    let at: object | undefined = from;
    at && !seen.has(at);
    at = annotationOf(at)?.distributed?.colocateWith
  ) {
    if (at === to) return true;
    seen.add(at);
  }
  return false;
}

/** What is wrong with what is said, as the end of a sentence. */
function wrong(said: Said): string | undefined {
  const { object, distributed } = said;
  const ways = ["by", "reference", "schema"].filter((way) => way in distributed);
  if (ways.length !== 1)
    return "it is distributed in one way: `by` a column, as a `reference`, or with its `schema`";
  if ((object.kind === "schema") !== "schema" in distributed)
    return object.kind === "schema"
      ? "of a schema it is `{ schema: true }`"
      : "`{ schema: true }` is of a schema";
  return wrongTable(said);
}

function distributionOf({ value, object, distributed }: Said): Distribution {
  const by = columnOf(value, distributed);
  const other = distributed.colocateWith && objectOf(distributed.colocateWith);
  return {
    object,
    ...(by !== undefined && { by }),
    ...(other && { colocateWith: displayPath(other.path) }),
  };
}

const IN_WHOLE = "its schema is distributed as a whole";

/** Distributions by objectKey, sorted. */
export function collectDistributions(sources: ReadonlyMap<object, Source>): {
  readonly distributions: ReadonlyMap<string, Distribution>;
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const found: [string, Distribution][] = [];
  const fail = (source: Source, text: string) =>
    diagnostics.push(
      problem("bad-distribution", text, {
        at: exportLocation(source),
        help: "docs/citus.md says what can be distributed, and how.",
      }),
    );
  const whole = new Set(
    [...sources.keys()].flatMap((value) =>
      isPgSchema(value) && annotationOf(value)?.distributed ? [value.schemaName] : [],
    ),
  );
  for (const [value, source] of sources) {
    const distributed = annotationOf(value)?.distributed;
    if (!distributed) continue;
    const object = objectOf(value);
    if (!object) {
      fail(source, `${source.exportName} is no table and no schema: it cannot be distributed`);
      continue;
    }
    const said = { value, object, distributed, source };
    const what = whole.has(object.path[0] ?? "") && object.kind === "table" ? IN_WHOLE : wrong(said);
    if (what !== undefined) fail(source, `${shown(said)} cannot be distributed so: ${what}`);
    else found.push([objectKey(object), distributionOf(said)]);
  }
  return { distributions: new Map(found.sort(([a], [b]) => compareText(a, b))), diagnostics };
}
