/** Partitions by the calendar: one for each day, week, month or year. */

import type { CalendarUnit } from "../../model/calendar.ts";

/** From when to when, and how the partitions are called. */
export interface CalendarOptions {
  /** The first day of the first partition: `2026-01-01`, `2026-01`, `2026`. */
  readonly from?: string;
  /** The day before which the last one ends. Unless both are said, `dwh partitions` alone makes them. */
  readonly to?: string;
  /** Partitions that end on this day or before are tables of their own by now: their rows are kept beside the table. */
  readonly detachedBefore?: string;
  /** `{table}_{year}_{month}` and the like unless said; `{year}`, `{month}`, `{day}` and `{table}` are filled in. */
  readonly name?: string;
}

/** Partitions by the calendar, as `monthly()` and the like say them. */
export interface CalendarPartitions extends CalendarOptions {
  readonly unit: CalendarUnit;
}

const calendar =
  (unit: CalendarUnit) =>
  (options: CalendarOptions = {}): CalendarPartitions => ({ unit, ...options });

/** A partition for each day. */
export const daily = calendar("day");
/** A partition for each week, from Monday on. */
export const weekly = calendar("week");
/** A partition for each month. */
export const monthly = calendar("month");
/** A partition for each year. */
export const yearly = calendar("year");
