// Durations as people write them, and as settings of PostgreSQL have them.

/** Milliseconds in each unit of time that a server reads. Source: PostgreSQL manual, "Parameter Names and Values". */
const MILLISECONDS: Readonly<Record<string, number>> = {
  us: 0.001,
  ms: 1,
  s: 1_000,
  min: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/** `60s`, `2min`, `500ms` → milliseconds; seconds without a unit; undefined for anything else. */
export function readDuration(text: string): number | undefined {
  const { amount, unit = "s" } = /^(?<amount>\d+) ?(?<unit>ms|s|min|h)?$/.exec(text.trim())?.groups ?? {};
  return amount === undefined ? undefined : Number(amount) * (MILLISECONDS[unit] ?? 1);
}

/** The same of a setting such as lock_timeout: milliseconds without a unit; 0 for what is no duration. */
export function settingMilliseconds(text: string): number {
  const { amount = "0", unit = "ms" } = /^(?<amount>\d+) ?(?<unit>[a-z]+)?$/.exec(text.trim())?.groups ?? {};
  return Number(amount) * (MILLISECONDS[unit] ?? 1);
}
