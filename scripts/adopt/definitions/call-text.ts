// How a call stands in a definition file, and what it needs of that.

/** What the text of an object needs of the file that it stands in. */
export interface ObjectWriting {
  /** The variable of a schema, or its name in quotes. */
  readonly schema: (name: string) => string;
  /** The variable of a relation in the same file; undefined where that says nothing of it. */
  readonly relation: (schema: string, name: string) => string | undefined;
  /** The variable of a column of it. */
  readonly column: (schema: string, relation: string, column: string) => string | undefined;
  /** The tag of templates. */
  readonly sql: (template: string) => string;
  /** A function of this package. */
  readonly library: (name: string) => string;
}

/** A text in code. */
export const quoted = (text: string): string => JSON.stringify(text);

/** `{ a: 1, b: 2 }`, a line each; what is undefined is left out. */
export function options(
  entries: readonly (readonly [key: string, code: string | undefined | null])[],
): string {
  const lines = entries.flatMap(([key, code]) =>
    code === undefined || code === null ? [] : [`  ${key}: ${code},\n`],
  );
  return lines.length === 0 ? "{}" : `{\n${lines.join("")}}`;
}

/** The same of what may be missing. */
export const text = (value: string | null): string | undefined =>
  value === null ? undefined : quoted(value);
/** A number or true in code. */
export const plain = (value: number | boolean | null): string | undefined =>
  value === null ? undefined : `${value}`;
