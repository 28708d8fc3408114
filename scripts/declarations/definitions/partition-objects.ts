/** What `annotate` says of partitions → SQL objects, and what PostgreSQL would refuse of it. */
import { getColumnTable, is, SQL } from "drizzle-orm";
import { getTableConfig, PgColumn, PgTable } from "drizzle-orm/pg-core";
import { CALENDAR_NAMES, calendarName, dayText, later, parseDay, startOf } from "../../model/calendar.ts";
import { quoteIdentifier, quoteLiteral, quotePath } from "../../model/identifier.ts";
import type { SqlObject } from "../../model/sql-object.ts";
import { annotationOf } from "./annotate.ts";
import type { CalendarPartitions } from "./calendar-partitions.ts";
import type { PartitionBound, Partitioning, Partitions, PartitionValue } from "./partitioning.ts";
import { sqlText } from "./sql-object-definition.ts";

const isCalendar = (partitions: Partitions): partitions is CalendarPartitions =>
  typeof (partitions as CalendarPartitions).unit === "string" &&
  Object.hasOwn(CALENDAR_NAMES, (partitions as CalendarPartitions).unit);

/** A value as FOR VALUES takes it. */
function valueText(value: PartitionValue): string {
  if (is(value, SQL)) return sqlText(value);
  return value === null ? "NULL" : quoteLiteral(String(value));
}

const list = (values: PartitionValue | readonly PartitionValue[]): readonly PartitionValue[] =>
  [values].flat() as PartitionValue[];

/** What is known of the table. */
interface Table {
  readonly path: readonly [schema: string, name: string];
  readonly partitioning: Partitioning;
}

/** `FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')`. @throws {Error} where the strategy has no such partitions */
function boundText(name: string, bound: PartitionBound, { partitioning: { strategy, key } }: Table): string {
  const wrong = (what: string) => new Error(`its partition ${name} ${what}`);
  if (bound === "default") {
    if (strategy === "hash") throw wrong("takes all other rows, of which there are none by hash");
    return "DEFAULT";
  }
  if ("in" in bound) {
    if (strategy !== "list") throw wrong(`has values in a list, and the table is partitioned by ${strategy}`);
    return `FOR VALUES IN (${bound.in.map(valueText).join(", ")})`;
  }
  if ("modulus" in bound) {
    if (strategy !== "hash") throw wrong(`has a modulus, and the table is partitioned by ${strategy}`);
    return `FOR VALUES WITH (MODULUS ${bound.modulus}, REMAINDER ${bound.remainder})`;
  }
  if (strategy !== "range") throw wrong(`has a range, and the table is partitioned by ${strategy}`);
  const [from, to] = [list(bound.from), list(bound.to)];
  for (const values of [from, to])
    if (values.length !== key.length) throw wrong(`needs ${key.length} values, and has ${values.length}`);
  return `FOR VALUES FROM (${from.map(valueText).join(", ")}) TO (${to.map(valueText).join(", ")})`;
}

/** Days of a calendar as values: at midnight in UTC where the column knows zones. @throws {Error} where it keeps no days */
function dayValue({ partitioning: { strategy, key } }: Table): (day: Date) => string {
  const [column, ...more] = key;
  const type = is(column, PgColumn) ? column.getSQLType() : undefined;
  if (strategy !== "range" || more.length > 0 || type === undefined || !/^(?:date|timestamp)/.test(type))
    throw new Error("partitions by the calendar need the range of one column of dates or timestamps");
  return (day) => `${dayText(day)}${type.includes("with time zone") ? " 00:00:00+00" : ""}`;
}

/** @throws {Error} where it is no beginning of such a part */
function calendarDay(text: string, what: string, { unit }: CalendarPartitions): Date {
  const day = parseDay(text);
  if (!day) throw new Error(`${what} ${text} is no day: write 2026-01-31`);
  if (startOf(unit, day).getTime() !== day.getTime())
    throw new Error(`${what} ${text} is not the first day of a ${unit}`);
  return day;
}

/** The partitions of a calendar, by name. */
function calendarBounds(said: CalendarPartitions, table: Table): [string, PartitionBound][] {
  const { unit, from, to, detachedBefore, name = CALENDAR_NAMES[unit] } = said;
  const value = dayValue(table);
  if (from === undefined || to === undefined) return [];
  const [first, end] = [calendarDay(from, "from", said), calendarDay(to, "to", said)];
  const detached =
    detachedBefore === undefined ? undefined : calendarDay(detachedBefore, "detachedBefore", said);
  const bounds: [string, PartitionBound][] = [];
  for (let start = first; start < end; start = later(unit, start)) {
    const next = later(unit, start);
    const bound = { from: value(start), to: value(next) };
    bounds.push([
      calendarName(name, table.path[1], start),
      detached && next <= detached ? { ...bound, detached: true } : bound,
    ]);
  }
  return bounds;
}

/** Columns stand without their table in PARTITION BY. */
function keyText(key: Partitioning["key"][number], table: object, path: Table["path"]): string {
  if (is(key, PgColumn)) {
    if (getColumnTable(key) !== table) throw new Error(`the column ${key.name} is one of another table`);
    return quoteIdentifier(key.name);
  }
  const text = sqlText(key);
  return `(${text.replaceAll(`${quotePath(path)}.`, "").replaceAll(`${quoteIdentifier(path[1])}.`, "")})`;
}

/** The partitioning of a table. @throws {Error} saying what is wrong with it */
function partitioningObject(table: object, { path, partitioning }: Table): SqlObject {
  const { strategy, key, partitions } = partitioning;
  if (key.length === 0) throw new Error("it is partitioned by nothing");
  if (strategy === "list" && key.length > 1) throw new Error("a list is of one column");
  const calendars = partitions.filter(isCalendar);
  const [calendar, ...others] = calendars;
  if (others.length > 0) throw new Error("its partitions follow several calendars");
  const keys = key.map((one, index) => [`key ${index + 1}`, keyText(one, table, path)]);
  return {
    kind: "partitioning",
    path,
    parts: {
      by: strategy.toUpperCase(),
      ...Object.fromEntries(keys),
      // Those that come with the time have the same names.
      ...(calendar && {
        unit: calendar.unit,
        names: (calendar.name ?? CALENDAR_NAMES[calendar.unit]).replaceAll("{table}", () => path[1]),
      }),
    },
    needs: [],
  };
}

/** The names of the partitions that a table says; of those that only come with the time, the name of one. */
export function partitionNames(value: PgTable): string[] {
  const { partitions = [] } = annotationOf(value)?.partitioned ?? {};
  const { name: table } = getTableConfig(value);
  return partitions.flatMap((said) => {
    if (!isCalendar(said)) return Object.keys(said);
    // The names of a calendar are equally long.
    const day = parseDay(said.from ?? "") ?? new Date(0);
    return [calendarName(said.name ?? CALENDAR_NAMES[said.unit], table, day)];
  });
}

/** What an exported table says of its partitions. @throws {Error} saying what is wrong with it */
export function partitionObjects(value: object): SqlObject[] {
  const partitioning = annotationOf(value)?.partitioned;
  if (!partitioning) return [];
  if (!is(value, PgTable)) throw new Error("only tables are partitioned");
  const { schema = "public", name } = getTableConfig(value);
  const table: Table = { path: [schema, name], partitioning };
  const bounds = partitioning.partitions.flatMap((said) =>
    isCalendar(said) ? calendarBounds(said, table) : Object.entries(said),
  );
  if (bounds.some(([partition]) => partition === "")) throw new Error("one of its partitions has no name");
  return [
    partitioningObject(value, table),
    ...bounds.map(
      ([partition, bound]): SqlObject => ({
        kind: "partition",
        path: [schema, partition],
        parts: {
          of: quotePath([schema, name]),
          values: boundText(partition, bound, table),
          ...(typeof bound === "object" && bound.detached && { detached: "true" }),
        },
        needs: [],
      }),
    ),
  ];
}
