// Durations as people write them.

const UNITS = { ms: 1, s: 1_000, min: 60_000, h: 3_600_000 } as const;

/** `60s`, `2min`, `500ms` → milliseconds; seconds without a unit; undefined for anything else. */
export function readDuration(text: string): number | undefined {
  const { amount, unit = "s" } = /^(?<amount>\d+) ?(?<unit>ms|s|min|h)?$/.exec(text.trim())?.groups ?? {};
  return amount === undefined ? undefined : Number(amount) * UNITS[unit as keyof typeof UNITS];
}
