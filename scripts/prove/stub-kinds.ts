/** What stands on the scratch server for objects that no revision makes: a row for each kind. */
import { KIND_CATALOGS } from "../database/inspect/kind-catalogs.ts";
import { quoteIdentifier, splitPath } from "../model/identifier.ts";
import { type ObjectName, tableOf } from "../model/object.ts";
import type { ObjectKind } from "../model/object-kinds.ts";
import { objectSql } from "../plan/objects/object-sql.ts";

/** How to find and to make an object of a kind. */
interface StubKind {
  /** Of what lies in a schema, the function that finds it. Absent where making it twice does no harm. */
  readonly lookUp?: "to_regclass" | "to_regtype" | "to_regprocedure";
  /** What must be there before, also to ask whether it exists. */
  readonly needs?: (path: ObjectName["path"]) => readonly ObjectName[];
  /** A setting of the session that making it takes. */
  readonly setting?: string;
  readonly create: (sqlName: string, path: ObjectName["path"]) => string;
}

/** The types with a schema in a list as `format_type` prints it: `integer, "DWH_RATING".mark[]` has one. */
function typesIn(list: string): ObjectName[] {
  const types = list.match(/(?:"(?:[^"]|"")*"|[^",])+/g) ?? [];
  return types.flatMap((type): ObjectName[] => {
    const path = splitPath(type.trim().replace(/\[\]$/, ""));
    return path?.length === 2 ? [{ kind: "type", path }] : [];
  });
}

/** How each kind is made of nothing but its name. What is not made is there, or need not be. */
export const STUB_KINDS: Readonly<Record<ObjectKind, StubKind | undefined>> = {
  database: undefined,
  schema: undefined,
  parameter: undefined,
  table: { lookUp: "to_regclass", create: (name) => `CREATE TABLE ${name} ()` },
  column: {
    needs: (path) => [tableOf({ kind: "column", path })],
    create: (table, [, , column = ""]) =>
      `ALTER TABLE ${table} ADD COLUMN IF NOT EXISTS ${quoteIdentifier(column)} text`,
  },
  sequence: { lookUp: "to_regclass", create: (name) => `CREATE SEQUENCE ${name}` },
  type: { lookUp: "to_regtype", create: (name) => `CREATE DOMAIN ${name} AS text` },
  routine: {
    lookUp: "to_regprocedure",
    needs: ([, , types = ""]) => typesIn(types),
    create: (name) => `CREATE FUNCTION ${name} RETURNS void LANGUAGE sql AS ''`,
  },
  language: {
    create: (name) => `CREATE TRUSTED LANGUAGE ${name} HANDLER pg_catalog.plpgsql_call_handler`,
  },
  "foreign data wrapper": { create: (name) => `CREATE FOREIGN DATA WRAPPER ${name}` },
  "foreign server": {
    needs: (path) => [{ kind: "foreign data wrapper", path }],
    create: (name) => `CREATE SERVER ${name} FOREIGN DATA WRAPPER ${name}`,
  },
  "large object": { create: (oid) => `SELECT pg_catalog.lo_create(${oid})` },
  // Within the data directory, so that a copy of the cluster has it too; 15+, and 14 from 14.5 on.
  tablespace: {
    setting: "allow_in_place_tablespaces",
    create: (name) => `CREATE TABLESPACE ${name} LOCATION ''`,
  },
};

/** A query that has a row where the object exists, and its parameter; undefined where nobody needs to ask. */
export function presence(object: ObjectName): readonly [query: string, parameter: string] | undefined {
  const [first = "", ...rest] = object.path;
  const { catalog, name } = KIND_CATALOGS[object.kind];
  if (rest.length === 0) return [`SELECT 1 FROM pg_catalog.${catalog} WHERE ${name} = $1`, first];
  const lookUp = STUB_KINDS[object.kind]?.lookUp;
  return lookUp && [`SELECT 1 WHERE pg_catalog.${lookUp}($1) IS NOT NULL`, objectSql(object)];
}
