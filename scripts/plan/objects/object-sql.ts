import { quoteIdentifier, quotePath } from "../../model/identifier.ts";
import { displayObject, type ObjectName } from "../../model/object.ts";
import { kindFacts, type ObjectKind } from "../../model/privilege.ts";

/** What `format_type` prints, with commas between: names, quoted or not, and brackets of arrays. */
const ARGUMENT_TYPES = /^(?:"(?:[^"]|"")*"|[\p{L}\p{N}_$ ,.[\]])*$/u;

// The runner fills in the name of the database that it is connected to.
const DATABASE = quoteIdentifier("${database}");

/** A setting, which may have a prefix: `"statement_timeout"`, `"app"."tenant"`. */
export function settingSql(name: string): string {
  return quotePath(name.split("."));
}

function routineSql(object: ObjectName): string {
  const [schema = "", name = "", types = ""] = object.path;
  // The types are SQL already, so nothing but types is let through.
  if (!ARGUMENT_TYPES.test(types)) throw new Error(`no list of types: ${displayObject(object)}`);
  return `${quotePath([schema, name])}(${types})`;
}

function largeObjectSql(object: ObjectName): string {
  const [oid = ""] = object.path;
  if (!/^\d+$/.test(oid)) throw new Error(`no large object: ${displayObject(object)}`);
  return oid;
}

const SPECIAL: Partial<Record<ObjectKind, (object: ObjectName) => string>> = {
  database: () => DATABASE,
  column: ({ path }) => quotePath(path.slice(0, 2)),
  routine: routineSql,
  "large object": largeObjectSql,
  parameter: ({ path }) => settingSql(path[0] ?? ""),
};

/**
 * An object as GRANT and ALTER name it; of a column its table.
 *
 * @throws {Error} when the types of a routine or the number of a large object are something else
 */
export function objectSql(object: ObjectName): string {
  return SPECIAL[object.kind]?.(object) ?? quotePath(object.path);
}

/** What ALTER calls a kind of object: `ALTER SERVER`, but GRANT … ON FOREIGN SERVER. */
export function alterKeyword(kind: ObjectKind): string {
  return kind === "foreign server" ? "SERVER" : kindFacts(kind).keyword;
}
