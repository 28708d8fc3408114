// Objects that carry an ACL: their names, keys, and what they are part of.

import { displayPath, splitPath } from "./identifier.ts";
import { ALL_KINDS, kindFacts, type ObjectKind } from "./object-kinds.ts";

/** An object that carries an ACL: a table is `{ kind: "table", path: ["STG_AUTH", "user"] }`. */
export interface ObjectName {
  readonly kind: ObjectKind;
  /**
   * Schema first; empty for the current database; schema, table, column for a column; schema, name and argument
   * types as `format_type` prints them (`bytea, text`) for a routine; the OID's digits for a large object.
   */
  readonly path: readonly string[];
}

const LONGEST_FIRST = [...ALL_KINDS].sort((a, b) => b.length - a.length);

/** The schema in which the object's name is looked up, if it lies in one. */
export function schemaOf({ kind, path }: ObjectName): string | undefined {
  return kindFacts(kind).path.length > 1 ? path[0] : undefined;
}

/** The schema that an object is, or lies in. */
export function ownSchema(object: ObjectName): string | undefined {
  return kindFacts(object.kind).path[0] === "schema" ? object.path[0] : undefined;
}

/** The table of a column. */
export function tableOf({ path }: ObjectName): ObjectName {
  return { kind: "table", path: path.slice(0, 2) };
}

/** What an object belongs to as a whole: of a column its table, else itself. */
export function wholeObject(object: ObjectName): ObjectName {
  return object.kind === "column" ? tableOf(object) : object;
}

/** The object's name as people write it: `STG_AUTH.user`, `STG_AUTH.decrypt(bytea, text)`. */
export function displayObject({ kind, path }: ObjectName): string {
  if (kind !== "routine") return displayPath(path);
  return `${displayPath(path.slice(0, 2))}(${path[2] ?? ""})`;
}

/** The object's identity as text, for maps and for `delta.json`: `table STG_AUTH.user`. */
export function objectKey(object: ObjectName): string {
  return object.path.length === 0 ? object.kind : `${object.kind} ${displayObject(object)}`;
}

/** Splits `STG_AUTH.decrypt(bytea, text)` into schema, name and argument types; undefined where it is none. */
export function splitRoutine(text: string): string[] | undefined {
  const match = /^((?:"(?:[^"]|"")*"|[^"(])*)\((.*)\)$/s.exec(text);
  const path = match && splitPath(match[1] ?? "");
  return path?.length === 2 ? [...path, match?.[2] ?? ""] : undefined;
}

/** Reads what {@link objectKey} wrote; undefined where the text names no object. */
export function parseObjectKey(key: string): ObjectName | undefined {
  const kind = LONGEST_FIRST.find((candidate) => key === candidate || key.startsWith(`${candidate} `));
  if (!kind) return undefined;
  const rest = key.slice(kind.length + 1);
  const path = kind === "routine" ? splitRoutine(rest) : rest === "" ? [] : splitPath(rest);
  return path?.length === kindFacts(kind).path.length ? { kind, path } : undefined;
}
