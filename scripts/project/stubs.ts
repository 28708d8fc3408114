import type { Sql } from "../database/connect.ts";
import { quoteIdentifier, quotePath } from "../model/identifier.ts";
import { type ObjectName, objectKey } from "../model/object.ts";
import type { ObjectKind } from "../model/privilege.ts";
import type { Role } from "../model/role.ts";
import { fillVariables, type Variables } from "../model/variable.ts";

/** What others make and revisions only speak of. Names are templates. */
export interface Outside {
  readonly roles: readonly Role[];
  /** Schemas that no revision makes: every object in them is made by others. */
  readonly schemas: readonly string[];
  /** Whatever privileges and owners are declared of. */
  readonly objects: readonly ObjectName[];
}

/** How to find and to make an object of a kind. */
interface Stub {
  /** A query with one parameter, the object's name in SQL or, where `byName`, its bare name: a row where it exists. */
  readonly exists: string;
  readonly byName?: boolean;
  readonly create: (name: string) => readonly string[];
}

const named = (catalog: string, column: string) => `SELECT 1 FROM pg_catalog.${catalog} WHERE ${column} = $1`;

const found = (lookUp: string) => `SELECT 1 WHERE pg_catalog.${lookUp}($1) IS NOT NULL`;

/** The kinds that can be made with nothing but their name. Parameters are there, or need not be. */
const STUBS: Partial<Record<ObjectKind, Stub>> = {
  table: { exists: found("to_regclass"), create: (name) => [`CREATE TABLE ${name} ()`] },
  sequence: { exists: found("to_regclass"), create: (name) => [`CREATE SEQUENCE ${name}`] },
  type: { exists: found("to_regtype"), create: (name) => [`CREATE DOMAIN ${name} AS text`] },
  routine: {
    exists: found("to_regprocedure"),
    create: (name) => [`CREATE FUNCTION ${name} RETURNS void LANGUAGE sql AS ''`],
  },
  language: {
    exists: named("pg_language", "lanname"),
    byName: true,
    create: (name) => [`CREATE TRUSTED LANGUAGE ${name} HANDLER pg_catalog.plpgsql_call_handler`],
  },
  "foreign data wrapper": {
    exists: named("pg_foreign_data_wrapper", "fdwname"),
    byName: true,
    create: (name) => [`CREATE FOREIGN DATA WRAPPER ${name}`],
  },
  "foreign server": {
    exists: named("pg_foreign_server", "srvname"),
    byName: true,
    create: (name) => [
      `CREATE FOREIGN DATA WRAPPER ${name}`,
      `CREATE SERVER ${name} FOREIGN DATA WRAPPER ${name}`,
    ],
  },
  "large object": {
    exists: "SELECT 1 FROM pg_catalog.pg_largeobject_metadata WHERE oid = $1::pg_catalog.oid",
    byName: true,
    create: (name) => [`SELECT pg_catalog.lo_create(${Number(name.slice(1, -1))})`],
  },
};

const sqlName = ({ kind, path }: ObjectName): string =>
  kind === "routine" ? `${quotePath(path.slice(0, 2))}(${path[2] ?? ""})` : quotePath(path);

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** Whether a script makes the type or routine itself: `CREATE TYPE "DWH_RATING"."mark" AS …`. */
function isMadeBy(script: string, { path }: ObjectName): boolean {
  const quoted = path.slice(0, 2).map((name) => `"?${escaped(name)}"?`);
  return new RegExp(`\\bCREATE\\s[A-Z\\s]*?${quoted.join("\\.")}\\W`, "i").test(script);
}

/** The kinds that revisions make in their schemas, so that only what lies in others needs somebody else. */
const MADE_BY_REVISIONS: ReadonlySet<ObjectKind> = new Set(["table", "column", "sequence"]);

async function names(sql: Sql, query: string): Promise<Set<string>> {
  const rows = await sql.unsafe<{ name: string }[]>(query);
  return new Set(rows.map(({ name }) => name));
}

async function makeStub(sql: Sql, object: ObjectName): Promise<void> {
  const { kind, path } = object;
  if (kind === "column") {
    await sql.unsafe(
      `ALTER TABLE ${quotePath(path.slice(0, 2))} ADD COLUMN IF NOT EXISTS ${quoteIdentifier(path[2] ?? "")} text`,
    );
    return;
  }
  const stub = STUBS[kind];
  if (!stub) return;
  const rows = await sql.unsafe(stub.exists, [stub.byName ? (path[0] ?? "") : sqlName(object)]);
  if (rows.length > 0) return;
  for (const statement of stub.create(sqlName(object))) await sql.unsafe(statement);
}

/**
 * Makes on a scratch server what others make elsewhere, so that privileges can be given on it: external roles and
 * schemas, and objects that no revision makes, each in its plainest form. What lies in a schema that is not there
 * yet can only be made by the revision itself, and is left to it.
 *
 * @param scripts the scripts that will run: what they make is not stood in for
 * @throws {postgres.PostgresError} where a name is not one that the server would take
 */
export async function makeStubs(
  sql: Sql,
  { roles, schemas, objects }: Outside,
  scripts: readonly string[],
  variables: Variables,
): Promise<void> {
  const fill = (name: string) => fillVariables(name, variables);
  const knownRoles = await names(sql, "SELECT rolname AS name FROM pg_catalog.pg_roles");
  for (const role of roles) {
    const name = fill(role.name);
    if (role.management !== "external" || knownRoles.has(name)) continue;
    knownRoles.add(name);
    await sql.unsafe(`CREATE ROLE ${quoteIdentifier(name)}`);
  }
  const knownSchemas = await names(sql, "SELECT nspname AS name FROM pg_catalog.pg_namespace");
  for (const schema of schemas.map(fill)) {
    if (knownSchemas.has(schema)) continue;
    knownSchemas.add(schema);
    await sql.unsafe(`CREATE SCHEMA ${quoteIdentifier(schema)}`);
  }
  const outside = new Set(schemas);
  const distinct = [...new Map(objects.map((object) => [objectKey(object), object])).values()];
  const wanted = distinct.filter((object) => {
    const { kind, path } = object;
    const [schema = ""] = path;
    if (MADE_BY_REVISIONS.has(kind)) return outside.has(schema);
    if (path.length < 2) return true;
    return knownSchemas.has(fill(schema)) && !scripts.some((script) => isMadeBy(script, object));
  });
  // A column comes behind its table.
  for (const kind of [...new Set(["table", ...wanted.map((object) => object.kind)])]) {
    for (const object of wanted) {
      if (object.kind === kind) await makeStub(sql, { kind, path: object.path.map(fill) });
    }
  }
}
