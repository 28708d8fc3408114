import { quoteIdentifier, splitPath } from "../model/identifier.ts";
import type { ObjectName } from "../model/object.ts";
import type { ObjectKind } from "../model/privilege.ts";

/** How to find and to make an object of a kind. */
interface StubKind {
  /**
   * A query with one parameter, the object's name in SQL or, where `byName`, its bare name: a row where it exists.
   * Absent where making it twice does no harm.
   */
  readonly exists?: string;
  readonly byName?: boolean;
  /** What must be there before, also to ask whether it exists. */
  readonly needs?: (path: ObjectName["path"]) => readonly ObjectName[];
  readonly create: (sqlName: string, path: ObjectName["path"]) => string;
}

const named = (catalog: string, column: string) => `SELECT 1 FROM pg_catalog.${catalog} WHERE ${column} = $1`;

const found = (lookUp: string) => `SELECT 1 WHERE pg_catalog.${lookUp}($1) IS NOT NULL`;

/** The types with a schema in a list as `format_type` prints it: `integer, "DWH_RATING".mark[]` has one. */
function typesIn(list: string): ObjectName[] {
  const types = list.match(/(?:"(?:[^"]|"")*"|[^",])+/g) ?? [];
  return types.flatMap((type): ObjectName[] => {
    const path = splitPath(type.trim().replace(/\[\]$/, ""));
    return path?.length === 2 ? [{ kind: "type", path }] : [];
  });
}

/** The kinds that can be made with nothing but their name. Parameters are there, or need not be. */
export const STUB_KINDS: Partial<Record<ObjectKind, StubKind>> = {
  table: { exists: found("to_regclass"), create: (name) => `CREATE TABLE ${name} ()` },
  column: {
    needs: (path) => [{ kind: "table", path: path.slice(0, 2) }],
    create: (table, [, , column = ""]) =>
      `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${quoteIdentifier(column)} text`,
  },
  sequence: { exists: found("to_regclass"), create: (name) => `CREATE SEQUENCE ${name}` },
  type: { exists: found("to_regtype"), create: (name) => `CREATE DOMAIN ${name} AS text` },
  routine: {
    exists: found("to_regprocedure"),
    needs: ([, , types = ""]) => typesIn(types),
    create: (name) => `CREATE FUNCTION ${name} RETURNS void LANGUAGE sql AS ''`,
  },
  language: {
    exists: named("pg_language", "lanname"),
    byName: true,
    create: (name) => `CREATE TRUSTED LANGUAGE ${name} HANDLER pg_catalog.plpgsql_call_handler`,
  },
  "foreign data wrapper": {
    exists: named("pg_foreign_data_wrapper", "fdwname"),
    byName: true,
    create: (name) => `CREATE FOREIGN DATA WRAPPER ${name}`,
  },
  "foreign server": {
    exists: named("pg_foreign_server", "srvname"),
    byName: true,
    needs: (path) => [{ kind: "foreign data wrapper", path }],
    create: (name) => `CREATE SERVER ${name} FOREIGN DATA WRAPPER ${name}`,
  },
  "large object": {
    exists: "SELECT 1 FROM pg_catalog.pg_largeobject_metadata WHERE oid = $1::pg_catalog.oid",
    byName: true,
    create: (oid) => `SELECT pg_catalog.lo_create(${oid})`,
  },
};
