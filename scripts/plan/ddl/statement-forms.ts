import { displayName, displayPath } from "../../model/identifier.ts";

/** What stands for names in a form: as drizzle-kit writes them, in quotes, and without the schema public. */
const PARTS: Readonly<Record<string, string>> = {
  path: String.raw`(?:"(?<schema>[^"]+)"\.)?"(?<name>[^"]+)"`,
  column: '"(?<column>[^"]+)"',
  what: '"(?<what>[^"]+)"',
  rest: "(?<rest>.*?);?$",
};

/**
 * The beginning of a statement as a pattern, of which `<path>` (a relation, or what else lies in a schema),
 * `<column>`, `<what>` (any other name) and `<rest>` are read.
 */
export function form(text: string): RegExp {
  return new RegExp(`^${text.replaceAll(/<(\w+)>/g, (_, part: string) => PARTS[part] ?? "")}`, "s");
}

/** What a statement says of what its form asks for. */
export interface Reading {
  /** The schema, the name, and the column where there is one. */
  readonly path: readonly string[];
  readonly what: string;
  /** On one line. */
  readonly rest: string;
}

/** Reads a statement by its form; undefined where it has another one. */
export function readStatement(pattern: RegExp, statement: string): Reading | undefined {
  const groups = pattern.exec(statement.trim())?.groups;
  if (!groups) return undefined;
  const { schema = "public", name = "", column, what = "", rest = "" } = groups;
  const path = [schema, name, ...(column === undefined ? [] : [column])];
  return { path, what, rest: rest.replaceAll(/\s+/g, " ").trim() };
}

/** A text with what was read in place of `$path`, `$what` and `$rest`. */
export function fillIn(text: string, { path, what, rest }: Reading): string {
  const values: Readonly<Record<string, string>> = {
    path: displayPath(path),
    what: displayName(what),
    rest,
  };
  return text.replaceAll(/\$(\w+)/g, (whole, part: string) => values[part] ?? whole);
}
