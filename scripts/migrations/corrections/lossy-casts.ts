// Which casts between types may change a value without an error.

/** A type as `format_type` prints it, taken apart: `timestamp(3) without time zone` → the name without its modifier, and 3. */
function split(type: string): {
  readonly name: string;
  readonly size: readonly number[];
  readonly array: boolean;
} {
  const array = type.endsWith("[]");
  const plain = array ? type.slice(0, -2) : type;
  const [, modifier] = /\(([\d, ]+)\)/.exec(plain) ?? [];
  const name = plain.replace(/\([\d, ]+\)/, "").replaceAll(/\s+/g, " ");
  return { name, size: modifier?.split(",").map(Number) ?? [], array };
}

/** Fractional digits of times where nothing is said. */
const TIME_DIGITS = 6;

/** Types of which each holds all values of those before it, by what they are of. */
const WIDER: readonly (readonly string[])[] = [
  ["smallint", "integer", "bigint", "numeric"],
  ["smallint", "real", "double precision"],
  ["smallint", "integer", "double precision"],
  ["date", "timestamp without time zone"],
];

/** Names whose values PostgreSQL rounds or cuts to fit, by the name that they are cast to. */
const ROUNDED: Readonly<Record<string, readonly string[]>> = {
  smallint: ["numeric", "real", "double precision"],
  integer: ["numeric", "real", "double precision"],
  bigint: ["numeric", "real", "double precision"],
  real: ["integer", "bigint", "numeric", "double precision"],
  "double precision": ["bigint", "numeric"],
  date: ["timestamp without time zone", "timestamp with time zone"],
  "time without time zone": ["timestamp without time zone", "timestamp with time zone"],
};

const isText = (name: string): boolean => name === "character varying" || name === "character";

/** Whether an explicit cast may cut or round a value. */
export function cuts(from: string, to: string): boolean {
  const [before, after] = [split(from), split(to)];
  if (before.array !== after.array) return false;
  if (WIDER.some((chain) => inChain(chain, before.name, after.name)) && after.size.length === 0) return false;
  if (isText(after.name)) {
    const [room] =
      after.size.length > 0 ? after.size : after.name === "character" ? [1] : [Number.POSITIVE_INFINITY];
    const length = isText(before.name)
      ? (before.size[0] ?? Number.POSITIVE_INFINITY)
      : Number.POSITIVE_INFINITY;
    return (room ?? 0) < length;
  }
  if (before.name === "numeric" && after.name === "numeric") {
    if (after.size.length === 0) return false;
    return before.size.length === 0 || (after.size[1] ?? 0) < (before.size[1] ?? 0);
  }
  if (after.name === "numeric") return after.size.length > 0 && /real|double precision/.test(before.name);
  if (before.name === after.name && /^(timestamp|time|interval)/.test(after.name))
    return (after.size[0] ?? TIME_DIGITS) < (before.size[0] ?? TIME_DIGITS);
  if (before.name === after.name && /^bit/.test(after.name))
    return (after.size[0] ?? Number.POSITIVE_INFINITY) < (before.size[0] ?? Number.POSITIVE_INFINITY);
  return ROUNDED[after.name]?.includes(before.name) ?? false;
}

function inChain(chain: readonly string[], from: string, to: string): boolean {
  const [lower, upper] = [chain.indexOf(from), chain.indexOf(to)];
  return lower >= 0 && lower < upper;
}
