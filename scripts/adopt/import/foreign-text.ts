// Values of another tool's YAML, whose shape nobody has checked.

export type Fields = Readonly<Record<string, unknown>>;

/** A map; empty where it is something else. */
export const fieldsOf = (value: unknown): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : {};

/** A list; a single value is one of one, nothing is an empty one. */
export const listOf = (value: unknown): readonly unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

/** The texts of a list, or of a single value. */
export const textsOf = (value: unknown): string[] =>
  listOf(value).flatMap((item) =>
    typeof item === "string" || typeof item === "number" ? [String(item)] : [],
  );

/** A text; undefined where it is something else. */
export const textOf = (value: unknown): string | undefined => textsOf(value)[0];

/** What YAML 1.1 takes for true or false, as these tools read it. */
export function flagOf(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value;
  const word = String(value).toLowerCase();
  return /^(?:yes|true|on)$/.test(word) ? true : /^(?:no|false|off)$/.test(word) ? false : undefined;
}

/** Keys of a map that nobody reads. */
export const otherKeys = (fields: Fields, known: readonly string[]): string[] =>
  Object.keys(fields).filter((key) => !known.includes(key));
