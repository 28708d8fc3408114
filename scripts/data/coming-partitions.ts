// Which partitions the calendar brings, by what is recorded of a table and the partitions that it has.
import { type DayRange, dayRange, type PartitionedTable } from "../database/inspect/partition-bounds.ts";
import { type CalendarUnit, calendarName, dayText, later, startOf } from "../model/calendar.ts";
import { type Diagnostic, problem } from "../model/diagnostic.ts";
import { byteLength, displayPath, MAX_NAME_BYTES, quoteLiteral, quotePath } from "../model/identifier.ts";
import { keyColumns } from "../model/partition.ts";
import { relationKey } from "../model/relation.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { createPartition } from "../sql/partition-statements.ts";

/** A table whose partitions follow a calendar, as its applied revisions say. */
export interface CalendarTable {
  readonly path: readonly [schema: string, name: string];
  readonly unit: CalendarUnit;
  /** How its partitions are called: `event_{year}_{month}`. */
  readonly names: string;
  /** Whether its key knows time zones. */
  readonly zoned: boolean;
}

/** A partition that is to be made. */
export interface ComingPartition {
  readonly path: readonly [schema: string, name: string];
  readonly from: Date;
  readonly to: Date;
}

/** The tables of a recorded warehouse, bound, whose partitions follow a calendar. */
export function calendarTables({ sqlObjects, relations }: Warehouse): CalendarTable[] {
  return [...sqlObjects.values()].flatMap((object): CalendarTable[] => {
    const { unit, names } = object.parts;
    if (object.kind !== "partitioning" || unit === undefined || names === undefined) return [];
    const [schema = "", name = ""] = object.path;
    const [column] = keyColumns(object);
    const relation = relations.get(relationKey({ schema, name }));
    const type = relation?.columns.find((one) => one.name === column)?.type ?? "";
    return [
      { path: [schema, name], unit: unit as CalendarUnit, names, zoned: type.includes("with time zone") },
    ];
  });
}

/** The parts of a calendar from today on that no partition takes as a whole. */
export function comingPartitions(
  { path: [schema], unit, names }: CalendarTable,
  ranges: readonly DayRange[],
  today: Date,
  ahead: number,
): ComingPartition[] {
  const current = startOf(unit, today);
  return Array.from({ length: ahead + 1 }, (_, index) => later(unit, current, index)).flatMap((from) => {
    const to = later(unit, from);
    const isTaken = ranges.some((range) => range.from <= from.getTime() && range.to >= to.getTime());
    return isTaken ? [] : [{ path: [schema, calendarName(names, "", from)] as const, from, to }];
  });
}

/** Of names that PostgreSQL would cut, so that several partitions had one. */
export const tooLong = (coming: readonly ComingPartition[]): Diagnostic[] =>
  coming.flatMap(({ path: [schema, name] }) => {
    const bytes = byteLength(name);
    if (bytes <= MAX_NAME_BYTES) return [];
    const message = `the name of the partition ${displayPath([schema, name])} has ${bytes} bytes, PostgreSQL keeps ${MAX_NAME_BYTES}`;
    return [
      problem("name-too-long", message, { help: "Say a shorter `name` in the calendar of its table." }),
    ];
  });

/** What makes it: with times at UTC where the key knows time zones. */
export function createSql({ path, zoned }: CalendarTable, coming: ComingPartition): string {
  const value = (day: Date) => quoteLiteral(`${dayText(day)}${zoned ? " 00:00:00+00" : ""}`);
  const bound = `FOR VALUES FROM (${value(coming.from)}) TO (${value(coming.to)})`;
  return createPartition({ path: coming.path, of: quotePath(path), bound });
}

/** The days that partitions take. */
export const rangesOf = ({ partitions }: PartitionedTable): DayRange[] =>
  partitions.flatMap(({ bound }) => dayRange(bound) ?? []);

/** The day before which the last of them ends; undefined where none has an end. */
export function untilOf(ranges: readonly DayRange[]): string | undefined {
  const ends = ranges.map(({ to }) => to).filter(Number.isFinite);
  return ends.length === 0 ? undefined : dayText(new Date(Math.max(...ends)));
}
