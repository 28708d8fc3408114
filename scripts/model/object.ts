import { displayPath, splitPath } from "./identifier.ts";
import { kindFacts, OBJECT_KINDS, type ObjectKind } from "./privilege.ts";

/** An object that carries an ACL: a table is `{ kind: "table", path: ["STG_AUTH", "user"] }`. */
export interface ObjectName {
  readonly kind: ObjectKind;
  /** Schema first; empty for the current database; schema, table, column for a column. */
  readonly path: readonly string[];
}

/** The object's identity as text, for maps and for `delta.json`: `table STG_AUTH.user`. */
export function objectKey(object: ObjectName): string {
  return object.path.length === 0 ? object.kind : `${object.kind} ${displayPath(object.path)}`;
}

/** Reads what {@link objectKey} wrote; undefined where the text names no object. */
export function parseObjectKey(key: string): ObjectName | undefined {
  const [kind = "", ...rest] = key.split(" ");
  if (!Object.hasOwn(OBJECT_KINDS, kind)) return undefined;
  const path = rest.length === 0 ? [] : splitPath(rest.join(" "));
  return path?.length === kindFacts(kind as ObjectKind).pathLength
    ? { kind: kind as ObjectKind, path }
    : undefined;
}
