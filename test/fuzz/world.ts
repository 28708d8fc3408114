import { connect, majorOf, onNotice, type Sql } from "../../scripts/database/connect/connect.ts";
import { inspectInside, type LiveWarehouse } from "../../scripts/database/inspect/inspect.ts";
import { EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import type { ObjectName } from "../../scripts/model/object.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { parseScript } from "../../scripts/sql/script.ts";
import { selectStatements } from "../../scripts/sql/select-statements.ts";
import { freshDatabase } from "../support/cluster.ts";
import { ATTEMPT } from "./tries.ts";
import { S1, S2, SCHEMAS, viewDdl, viewsOf } from "./world-views.ts";

/** The objects that the pairs are about: made once, owned by whoever connects. */
const DDL = `
CREATE SCHEMA "S1";
CREATE SCHEMA "s ""2.b";
CREATE TABLE "S1".t (id serial, a integer, "b c" text);
CREATE TABLE "S1"."u.v" (x integer PRIMARY KEY, y integer);
CREATE TABLE "s ""2.b".t (a integer REFERENCES "S1"."u.v");
CREATE SEQUENCE "S1".counter;
CREATE FUNCTION "S1".f(integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION "S1".f(text, "S1".t[]) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE "s ""2.b".p() LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION "s ""2.b".door() RETURNS integer SECURITY DEFINER LANGUAGE sql BEGIN ATOMIC SELECT a FROM "S1".t; END;
CREATE TYPE "S1".mood AS ENUM ('good');
CREATE DOMAIN "s ""2.b".age AS integer;
CREATE POLICY some_rows ON "S1".t USING (a > 0 AND current_user <> 'fz_g1');
ALTER TABLE "S1".t ENABLE ROW LEVEL SECURITY;
`;

/** What only a superuser can make. */
const SUPERUSER_DDL = `
CREATE FOREIGN DATA WRAPPER wrapper;
CREATE SERVER server FOREIGN DATA WRAPPER wrapper;
`;

const LARGE_OBJECT = "4711";
const objects = (kind: ObjectName["kind"], ...paths: readonly (readonly string[])[]): ObjectName[] =>
  paths.map((path) => ({ kind, path }));

/** What a whole ACL is about, but for columns. */
export const objectsOn = (major: number): readonly ObjectName[] => [
  ...objects("schema", [S1], [S2]),
  ...objects("table", [S1, "t"], [S1, "u.v"], [S2, "t"]),
  ...objects("table", ...viewsOf(major).map(({ path }) => path)),
  ...objects("sequence", [S1, "t_id_seq"], [S1, "counter"]),
  ...objects("routine", [S1, "f", "integer"], [S1, "f", 'text, "S1".t[]'], [S2, "p", ""], [S2, "door", ""]),
  ...objects("type", [S1, "mood"], [S2, "age"]),
  ...objects("large object", [LARGE_OBJECT]),
  ...objects("database", []),
];

/** Those on which only a superuser grants what is worth granting. */
export const SUPERUSER_OBJECTS: readonly ObjectName[] = [
  ...objects("foreign data wrapper", ["wrapper"]),
  ...objects("foreign server", ["server"]),
  ...objects("parameter", ["work_mem"], ["app.tenant"]),
];

/** A database with the objects, in which whatever is tried is rolled back. */
export interface World {
  readonly sql: Sql;
  readonly major: number;
  /** A warehouse that has the objects and nothing else. */
  readonly bare: Warehouse;
  /** Runs in a transaction that is rolled back. */
  inside(work: () => Promise<void>): Promise<void>;
  /** Applies a script. @throws {Error} with the statement that fails or that PostgreSQL warns of */
  apply(script: string): Promise<void>;
  inspect(): Promise<LiveWarehouse>;
  close(): Promise<void>;
}

/** A role without superuser, which owns the database then and makes itself a member of the roles that it creates. */
export interface Deployer {
  readonly user: string;
  readonly password: string;
}

async function databaseOf(adminUrl: string, deployer: Deployer | undefined) {
  const database = await freshDatabase(adminUrl);
  if (!deployer) return database;
  const url = new URL(database.url);
  const admin = await connect(database.url);
  await admin.unsafe(`ALTER DATABASE ${url.pathname.slice(1)} OWNER TO ${deployer.user}`);
  await admin.end();
  url.username = deployer.user;
  url.password = deployer.password;
  return { url: url.href, drop: database.drop };
}

/** Makes the database with its objects, as the deployer or as a superuser. */
export async function openWorld(adminUrl: string, deployer?: Deployer): Promise<World> {
  const database = await databaseOf(adminUrl, deployer);
  const sql = await connect(database.url);
  const warnings: string[] = [];
  onNotice(sql, (notice) => {
    if (notice.severity === "WARNING") warnings.push(`${notice.code}: ${notice.message}`);
  });
  await sql.unsafe(
    `${DDL}${viewDdl(majorOf(sql))}${deployer ? "" : SUPERUSER_DDL}SELECT lo_create(${LARGE_OBJECT});${ATTEMPT}`,
  );
  const live = await inspectInside(sql);
  const ours = (schema: string) => SCHEMAS.includes(schema);
  const bare: Warehouse = {
    ...EMPTY_WAREHOUSE,
    schemas: new Set(SCHEMAS),
    relations: new Map([...live.relations].filter(([, { schema }]) => ours(schema))),
    objects: new Map([...live.objects].filter(([, { path }]) => ours(path[0] ?? ""))),
  };
  const send = async (statement: string) => {
    try {
      await sql.unsafe(statement);
    } catch (error) {
      throw new Error(`${(error as Error).message}\nin: ${statement}`);
    }
    if (warnings.length > 0) throw new Error(`${warnings.splice(0).join("; ")}\nin: ${statement}`);
  };
  const options = live.major < 16 ? "" : " WITH INHERIT TRUE, SET TRUE";
  return {
    sql,
    major: live.major,
    bare,
    inside: async (work) => {
      await sql.unsafe("BEGIN");
      try {
        await work();
      } finally {
        warnings.splice(0);
        await sql.unsafe("ROLLBACK");
      }
    },
    apply: async (script) => {
      const { statements, diagnostics } = parseScript(script);
      if (diagnostics[0]) throw new Error(diagnostics[0].message);
      const selected = selectStatements(statements, {
        variables: { database: live.database },
        major: live.major,
      });
      const last = selected.findLastIndex(({ sql: text }) => text.startsWith("CREATE ROLE"));
      const created = selected.flatMap(
        ({ sql: text }) => /^CREATE ROLE ("(?:[^"]|"")*")/.exec(text)?.[1] ?? [],
      );
      for (const [index, { sql: text }] of selected.entries()) {
        await send(text);
        if (index !== last || !deployer) continue;
        for (const role of created) await send(`GRANT ${role} TO ${deployer.user}${options}`);
      }
    },
    inspect: async () => {
      const found = await inspectInside(sql);
      const others = [...found.memberships].filter(([, { member }]) => member !== deployer?.user);
      return { ...found, memberships: new Map(others) };
    },
    close: async () => {
      await sql.end();
      await database.drop();
    },
  };
}
