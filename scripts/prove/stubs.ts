/** Stand-ins on a scratch server for what others make elsewhere. */
import type { Sql } from "../database/connect/connect.ts";
import { type Diagnostic, type Location, problem, refuseErrors } from "../model/diagnostic.ts";
import { displayName, displayPath, quoteIdentifier } from "../model/identifier.ts";
import { type ObjectName, objectKey } from "../model/object.ts";
import type { ObjectKind } from "../model/object-kinds.ts";
import { isOurs, type Role } from "../model/role.ts";
import { fillVariables, type Variables } from "../model/variable.ts";
import { objectSql } from "../plan/objects/object-sql.ts";
import { readStatement, statementsWithin } from "../sql/read-statement.ts";
import { parseScript } from "../sql/script.ts";
import { inSchema } from "../sql/sql-target.ts";
import type { Statement, StatementOf } from "../sql/statement.ts";
import { presence, STUB_KINDS } from "./stub-kinds.ts";

/** What others make and revisions only speak of. Names are templates. */
export interface Outside {
  readonly roles: readonly Role[];
  /** Schemas that no revision makes: every object in them is made by others. */
  readonly schemas: readonly string[];
  /** Whatever privileges and owners are declared of. */
  readonly objects: readonly ObjectName[];
}

/** What a statement calls otherwise has its new name from it. */
function namedBy({ target, actions }: StatementOf<"alter object">): (readonly string[])[] {
  const [schema, name] = inSchema(target.path);
  return actions.flatMap((action) =>
    action.kind === "rename"
      ? [[schema, action.to]]
      : action.kind === "set schema"
        ? [[action.schema, name]]
        : [],
  );
}

/** What lies in no schema and carries an ACL. */
const APART: ReadonlySet<string> = new Set(["FOREIGN DATA WRAPPER", "SERVER", "LANGUAGE"]);

/** What a statement makes, by its schema and name, or a schema by its name. */
export function madeBy(statement: Statement): (readonly string[])[] {
  if (statement.kind === "alter object") return statement.object === "SCHEMA" ? [] : namedBy(statement);
  if (statement.kind === "make")
    return [statement.object === "SCHEMA" ? statement.path : inSchema(statement.path)];
  if (statement.kind !== "other") return [];
  const { made } = statement;
  const path = made && (APART.has(made.object) ? made.path : inSchema(made.path));
  return [...(path ? [path] : []), ...statementsWithin(statement).flatMap(madeBy)];
}

/** What scripts make themselves: `CREATE TYPE "DWH_RATING"."mark" AS …`. They are read when it is asked. */
export function madeByScripts(scripts: readonly string[]): (path: readonly string[]) => boolean {
  let made: ReadonlySet<string> | undefined;
  return (path) => {
    made ??= new Set(
      scripts
        .flatMap((script) => parseScript(script).statements)
        .flatMap(({ sql }) => madeBy(readStatement(sql)))
        .map(displayPath),
    );
    return made.has(displayPath(path));
  };
}

/** The kinds that revisions make in their schemas, so that only what lies in others needs somebody else. */
const MADE_BY_REVISIONS: ReadonlySet<ObjectKind> = new Set(["table", "column", "sequence"]);

async function names(sql: Sql, query: string): Promise<Set<string>> {
  const rows = await sql.unsafe<{ name: string }[]>(query);
  return new Set(rows.map(({ name }) => name));
}

/** What stubs are made of and for. */
interface Site {
  readonly sql: Sql;
  readonly schemas: ReadonlySet<string>;
  /** Whether a script makes what has this path. */
  readonly makes: (path: readonly string[]) => boolean;
  readonly fill: (name: string) => string;
}

/** Whether a revision is to make what something else needs. */
function isLeft({ kind, path }: ObjectName, { schemas, makes, fill }: Site): boolean {
  const [schema = ""] = path;
  return kind === "type" && makes(schemas.has(fill(schema)) ? path : [schema]);
}

/**
 * Makes an object unless it is there, and before it what it needs.
 *
 * @returns false where that is left to a revision
 * @throws {postgres.PostgresError} where it cannot be made
 */
async function makeStub(object: ObjectName, site: Site): Promise<boolean> {
  const kind = STUB_KINDS[object.kind];
  if (!kind) return true;
  const path = object.path.map(site.fill);
  const name = objectSql({ kind: object.kind, path });
  for (const needed of kind.needs?.(object.path) ?? []) {
    const there = await exists(needed, site);
    if (!there && (isLeft(needed, site) || !(await makeStub(needed, site)))) return false;
  }
  if (await exists(object, site)) return true;
  // By itself, since CREATE TABLESPACE stands in no transaction.
  if (kind.setting) await site.sql.unsafe(`SET ${kind.setting} = on`);
  await site.sql.unsafe(kind.create(name, path));
  return true;
}

async function exists({ kind, path }: ObjectName, { sql, fill }: Site): Promise<boolean> {
  const asked = presence({ kind, path: path.map(fill) });
  return asked !== undefined && (await sql.unsafe(asked[0], [asked[1]])).length > 0;
}

/** What to say where the server does not make it. */
function notMade(object: ObjectName, error: unknown, { schemas, fill }: Site, at?: Location): Diagnostic {
  // A lost connection says nothing of the object.
  if (!(error instanceof Error && "severity" in error)) throw error;
  const needed = STUB_KINDS[object.kind]?.needs?.(object.path) ?? [];
  const unknown = needed
    .map(({ path: [schema = ""] }) => schema)
    .find((schema) => !schemas.has(fill(schema)));
  const help =
    unknown === undefined
      ? "Correct the name, or write the revision with --no-proof."
      : `Say \`external: true\` of the schema ${displayName(unknown)} under \`schemas\`, or correct the name.`;
  const message = `nothing can stand for the ${objectKey(object)} on the scratch server: ${error.message}`;
  return problem("proof-stub", message, { help, ...(at && { at }) });
}

/**
 * Makes on a scratch server what others make elsewhere, so that privileges can be given on it: external roles and
 * schemas, and objects that no revision makes, each in its plainest form, with the types that routines take. What
 * lies in a schema that is not there yet can only be made by the revision itself, and is left to it.
 *
 * @param scripts the scripts that will run: what they make is not stood in for
 * @param placeOf where an object is spoken of
 * @throws {Refusal} with all that the server does not make
 */
export async function makeStubs(
  sql: Sql,
  { roles, schemas, objects }: Outside,
  scripts: readonly string[],
  variables: Variables,
  placeOf: (object: ObjectName) => Location | undefined = () => undefined,
): Promise<void> {
  const fill = (name: string) => fillVariables(name, variables);
  const knownRoles = await names(sql, "SELECT rolname AS name FROM pg_catalog.pg_roles");
  for (const role of roles) {
    const name = fill(role.name);
    if (isOurs(role) || knownRoles.has(name)) continue;
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
  const makes = madeByScripts(scripts);
  const distinct = [...new Map(objects.map((object) => [objectKey(object), object])).values()];
  const wanted = distinct.filter((object) => {
    const { kind, path } = object;
    const [schema = ""] = path;
    if (MADE_BY_REVISIONS.has(kind)) return outside.has(schema) && !makes(path.slice(0, 2));
    if (path.length < 2) return kind === "schema" || !makes(path);
    return knownSchemas.has(fill(schema)) && !makes(path.slice(0, 2));
  });
  const site: Site = { sql, schemas: knownSchemas, makes, fill };
  const problems: Diagnostic[] = [];
  // Tables are types too.
  const isTable = ({ kind }: ObjectName) => kind === "table";
  for (const object of [...wanted.filter(isTable), ...wanted.filter((other) => !isTable(other))]) {
    try {
      await makeStub(object, site);
    } catch (error) {
      problems.push(notMade(object, error, site, placeOf(object)));
    }
  }
  refuseErrors(problems);
}
