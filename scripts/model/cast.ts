// What a cast between types does to values: whether it changes one without an error, refuses one, or keeps all.

/** A type as `format_type` prints it, taken apart: `timestamp(3) without time zone` → the name without its modifier, and 3. */
export function typeParts(type: string): {
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

/** The values of a type of whole numbers. */
const RANGES: Readonly<Record<string, { readonly range: string; readonly digits: number }>> = {
  smallint: { range: "-32768 AND 32767", digits: 5 },
  integer: { range: "-2147483648 AND 2147483647", digits: 10 },
  bigint: { range: "-9223372036854775808 AND 9223372036854775807", digits: 19 },
};

/** Numbers, each of more values than those before it. */
const NUMBERS = ["smallint", "integer", "bigint", "numeric", "real", "double precision"];

const isWhole = (name: string): boolean => RANGES[name] !== undefined;

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

const isTextual = (name: string): boolean => name === "text" || isText(name);

/** Types to which every value of the type can be cast. */
const ACCEPTED: Readonly<Record<string, readonly string[]>> = {
  date: ["timestamp without time zone", "timestamp with time zone"],
  "timestamp without time zone": ["timestamp with time zone", "date", "time without time zone"],
  "timestamp with time zone": ["timestamp without time zone", "date", "time without time zone"],
  json: ["jsonb"],
  jsonb: ["json"],
  boolean: ["integer"],
  integer: ["boolean"],
};

/** Casts that keep something else than the value: the zone of a time, which number was not 0. */
const BLURRED: Readonly<Record<string, readonly string[]>> = {
  integer: ["boolean"],
  "timestamp without time zone": ["timestamp with time zone"],
  "timestamp with time zone": ["timestamp without time zone"],
};

/** Whether an explicit cast may cut or round a value. */
export function cuts(from: string, to: string): boolean {
  const [before, after] = [typeParts(from), typeParts(to)];
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

/** The digits before the point that a number has at most. */
function wholeDigits({ name, size }: ReturnType<typeof typeParts>): number {
  const [precision, scale = 0] = size;
  if (name === "numeric" && precision !== undefined) return precision - scale;
  return RANGES[name]?.digits ?? Number.POSITIVE_INFINITY;
}

/** Whether a cast may end in an error. */
export function refuses(from: string, to: string): boolean {
  const [before, after] = [typeParts(from), typeParts(to)];
  // Everything that is no text already has a form in JSON.
  if (/^jsonb?(?:\[\])?$/.test(to) && !isTextual(before.name)) return after.array && !before.array;
  if (before.array !== after.array) return after.array ? before.name !== after.name : !isTextual(after.name);
  if (isTextual(after.name)) return false;
  if (after.name === "numeric" && NUMBERS.includes(before.name))
    return wholeDigits(before) > wholeDigits(after);
  if (before.name === after.name) return false;
  if (NUMBERS.includes(before.name) && NUMBERS.includes(after.name))
    return NUMBERS.indexOf(before.name) > NUMBERS.indexOf(after.name);
  return !ACCEPTED[before.name]?.includes(after.name);
}

/** Whether a change of type may change, lose or refuse values. */
export function narrows(from: string, to: string): boolean {
  const [before, after] = [typeParts(from), typeParts(to)];
  // An array becomes a text of another form: {q}.
  if (before.array && !after.array) return true;
  return cuts(from, to) || refuses(from, to) || (BLURRED[before.name]?.includes(after.name) ?? false);
}

/**
 * `"n" NOT BETWEEN -32768 AND 32767`: the condition for the values that a cast cuts or refuses, which no value makes fail
 * itself; undefined where there is none.
 *
 * @param name of the column, quoted
 */
export function misfits(name: string, from: string, to: string): string | undefined {
  const [before, after] = [typeParts(from), typeParts(to)];
  const numbers = [before, after].every(({ name, array }) => !array && NUMBERS.includes(name));
  if (!numbers || !(cuts(from, to) || refuses(from, to))) {
    if (!cuts(from, to)) return undefined;
    // What was cut may be none of the type before.
    const back = isTextual(after.name) && !after.array ? "text" : from;
    return `${back === from ? name : `${name}::text`} <> ${name}::${to}::${back}`;
  }
  const range = RANGES[after.name]?.range;
  if (range !== undefined) {
    const outside = `${name} NOT BETWEEN ${range}`;
    return isWhole(before.name) ? outside : `${outside} OR trunc(${name}) <> ${name}`;
  }
  if (after.name !== "numeric") return `${name} <> ${name}::${to}::${from}`;
  const [precision = 0, scale = 0] = after.size;
  const rounded = `round(${name}::numeric, ${scale})`;
  const large = `abs(${rounded}) >= 1e${precision - scale}::numeric`;
  if (isWhole(before.name)) return large;
  return `${name} <> 'NaN' AND (${rounded} <> ${name}::numeric OR ${large})`;
}
