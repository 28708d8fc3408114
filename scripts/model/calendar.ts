/** Days, weeks, months and years, and how partitions of them are called. */

/** How long a part of a calendar is. */
export type CalendarUnit = "day" | "week" | "month" | "year";

/** How partitions are called unless something else is said. */
export const CALENDAR_NAMES: Readonly<Record<CalendarUnit, string>> = {
  day: "{table}_{year}_{month}_{day}",
  week: "{table}_{year}_{month}_{day}",
  month: "{table}_{year}_{month}",
  year: "{table}_{year}",
};

/** A day at midnight, UTC. */
type Day = Date;

const utc = (year: number, month: number, day: number): Day => {
  const date = new Date(Date.UTC(2000, month, day));
  date.setUTCFullYear(year, month, day);
  return date;
};

/** `2026-01-31`, `2026-01`, `2026`. @returns undefined where it is no day */
export function parseDay(text: string): Day | undefined {
  const [, year = "", month = "01", day = "01"] = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(text) ?? [];
  if (year === "") return undefined;
  const date = utc(Number(year), Number(month) - 1, Number(day));
  // The 31st of June is none.
  return dayText(date) === `${year}-${month}-${day}` ? date : undefined;
}

/** `2026-01-31` */
export const dayText = (day: Day): string => day.toISOString().slice(0, 10);

/** The first day of the part of the calendar that a day lies in. */
export function startOf(unit: CalendarUnit, day: Day): Day {
  const [year, month, date] = [day.getUTCFullYear(), day.getUTCMonth(), day.getUTCDate()];
  if (unit === "year") return utc(year, 0, 1);
  if (unit === "month") return utc(year, month, 1);
  // Monday is the first day of a week.
  return unit === "week" ? utc(year, month, date - ((day.getUTCDay() + 6) % 7)) : utc(year, month, date);
}

/** The first day of a later part of the calendar. @param start the first day of a part */
export function later(unit: CalendarUnit, start: Day, count = 1): Day {
  const [year, month, date] = [start.getUTCFullYear(), start.getUTCMonth(), start.getUTCDate()];
  if (unit === "year") return utc(year + count, month, date);
  if (unit === "month") return utc(year, month + count, date);
  return utc(year, month, date + count * (unit === "week" ? 7 : 1));
}

/** The name of the partition that begins on a day. @param pattern such as `{table}_{year}_{month}` */
export function calendarName(pattern: string, table: string, start: Day): string {
  const [year = "", month = "", day = ""] = dayText(start).split("-");
  const words: Readonly<Record<string, string>> = { table, year, month, day };
  return pattern.replaceAll(/\{(\w+)\}/g, (whole, word: string) => words[word] ?? whole);
}
