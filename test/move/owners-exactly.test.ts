import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { parse } from "yaml";
import { adoptRolesOf } from "../../scripts/adopt/adopt-server.ts";
import { connect, type Sql, serverVersion } from "../../scripts/database/connect/connect.ts";
import { inspect } from "../../scripts/database/inspect/inspect.ts";
import { catalogShape } from "../../scripts/database/inspect/shape.ts";
import { bindWarehouse } from "../../scripts/model/bind.ts";
import { type Move, migrate } from "../../scripts/move/migrate.ts";
import { describeDifference } from "../../scripts/review/differences.ts";
import { compareAccess } from "../../scripts/sources/compare-access.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { compareSources, readSources } from "../../scripts/sources/read-sources.ts";
import type { Source } from "../../scripts/sources/source.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";

const suffix = randomBytes(4).toString("hex");
const name = (role: string) => `${role}_${suffix}`;
const DEFINITIONS = `
import { integer, pgSchema, pgTable, serial } from "drizzle-orm/pg-core";
export const app = pgSchema("app");
export const mood = app.enum("mood", ["good", "bad"]);
export const numbers = app.sequence("numbers");
export const a = app.table("a", { id: serial().primaryKey() });
export const b = app.table("b", { id: integer().primaryKey().generatedAlwaysAsIdentity(), a: integer().references(() => a.id) });
export const v = app.view("v").as((query) => query.select({ id: a.id }).from(a));
export const r = pgTable("r", { id: integer() });
`;
const ROLES = `
roles:
  ${name("one")}: { shared: true }
  ${name("two")}: { shared: true, grants: [{ privileges: SELECT, tables: app.a }] }
`;
const OWNED = `${ROLES}
schemas:
  app: { owner: ${name("one")}, objects_owner: ${name("one")} }
owners:
  - { owner: ${name("two")}, tables: [app.b, app.v, public.*] }
  - { owner: ${name("two")}, sequences: app.numbers }
  - { owner: ${name("two")}, types: app.* }
  - { owner: ${name("two")}, routines: ["app.f(int, text)", "app.p()"] }
  - { owner: ${name("one")}, schemas: public }
  - { owner: ${name("two")}, database: current }
`;
const OWNERS = {
  "app.a": "one",
  "app.b": "two",
  "app.b_id_seq": "two",
  "app.v": "two",
  "app.a_id_seq": "one",
  "app.numbers": "two",
  "app.mood": "two",
  "app.f": "two",
  "app.p": "two",
  "public.r": "two",
  app: "one",
  public: "one",
  database: "two",
};

let admin: Sql;
let major: number;
let sql: Sql;
let project: Project;
let url: string;
let database: Awaited<ReturnType<typeof freshDatabase>>;

const move = (to: Move) => migrate(project, target(url, { env: "test" }), to);
const up = () => move({ direction: "up", to: "head" });
const shape = () => catalogShape(sql, { roles: () => false });

async function owners(): Promise<Record<string, string>> {
  const rows = await sql.unsafe(`
    SELECT n.nspname || '.' || relname AS name, pg_get_userbyid(relowner) AS owner FROM pg_class c
      JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname IN ('app', 'public') AND relkind IN ('r', 'v', 'S')
    UNION ALL SELECT 'app.' || typname, pg_get_userbyid(typowner) FROM pg_type WHERE typname = 'mood'
    UNION ALL SELECT 'app.' || proname, pg_get_userbyid(proowner) FROM pg_proc
      WHERE pronamespace = (SELECT oid FROM pg_namespace WHERE nspname = 'app')
    UNION ALL SELECT nspname, pg_get_userbyid(nspowner) FROM pg_namespace WHERE nspname IN ('app', 'public')
    UNION ALL SELECT 'database', pg_get_userbyid(datdba) FROM pg_database WHERE datname = current_database()`);
  return Object.fromEntries(rows.map(({ name: object, owner }) => [object, owner.replace(`_${suffix}`, "")]));
}

/** In what the live side is not as declared. */
async function differences(): Promise<string[]> {
  const { declared } = compareSources(await readSources(project), []);
  const bound = bindWarehouse(declared, { variables: { env: "test" }, major });
  const source = (kind: Source["kind"], warehouse: Source["warehouse"]): Source =>
    ({ kind, warehouse, renames: [] }) as unknown as Source;
  return describeDifference(
    compareAccess(source("declared", bound), source("live", await inspect(sql))).difference,
  );
}

beforeAll(async () => {
  admin = await connect(inject("adminUrl"));
  major = (await serverVersion(admin)).major;
});
afterAll(() => admin.end());
beforeEach(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  await sql.unsafe(`CREATE ROLE ${name("deployer")} LOGIN CREATEROLE CREATEDB PASSWORD 'p'`);
  const own = new URL(database.url).pathname.slice(1);
  await sql.unsafe(`ALTER DATABASE "${own}" OWNER TO ${name("deployer")}`);
  if (major < 15) await sql.unsafe(`ALTER SCHEMA public OWNER TO ${name("deployer")}`);
  project = await makeProject({ "definitions/a.ts": DEFINITIONS, "roles/all.yaml": ROLES });
});
afterEach(async () => {
  await sql.end();
  await database.drop();
  await removeProject(project.root);
  const rows = await admin.unsafe(`SELECT rolname FROM pg_roles WHERE rolname LIKE '%\\_${suffix}'
    ORDER BY rolname LIKE 'deployer%'`);
  for (const { rolname } of rows) await admin.unsafe(`DROP OWNED BY "${rolname}"; DROP ROLE "${rolname}"`);
});

describe.each(["a superuser", "a plain deployer"])("owners of single things: as %s", (who) => {
  beforeEach(async () => {
    const address = new URL(database.url);
    if (who === "a plain deployer") {
      address.username = name("deployer");
      address.password = "p";
    }
    url = address.href;
    await revise(project, "first", { proof: false });
    await up();
    // What no definition makes, by whoever applies revisions, with rows in the tables.
    const own = await connect(url);
    await own.unsafe(`CREATE FUNCTION app.f(int, text) RETURNS int LANGUAGE sql AS 'SELECT 1';
      CREATE PROCEDURE app.p() LANGUAGE sql AS '';
      INSERT INTO app.a DEFAULT VALUES; INSERT INTO app.b (a) VALUES (1)`);
    await own.end();
    await writeFiles(project.root, { "roles/all.yaml": OWNED });
  });

  test("all get their owners, can work, are compared and adopted, and come back", async () => {
    const before = [await owners(), await shape()];
    const {
      name: folder,
      migration,
      down,
    } = await revise(project, "owners", { proof: who === "a superuser" });
    expect(migration).toContain(`ALTER DATABASE "\${database}" OWNER TO "${name("two")}";`);
    expect(migration).toContain(`ALTER ROUTINE "app"."f"(integer, text) OWNER TO "${name("two")}";`);
    expect(down).toContain('-- when server >= 15\nALTER SCHEMA "public" OWNER TO "pg_database_owner";');
    const review = await readFile(join(project.config.out, folder, "review.md"), "utf8");
    expect(review).toContain(
      `\`database\`, \`routine app.f(integer, text)\`, \`routine app.p()\` belong to \`${name("two")}\`, not to whoever had it before`,
    );
    await up();
    expect(await owners()).toEqual(OWNERS);
    expect(await differences()).toEqual([]);
    // Foreign keys between the two owners let rows in.
    await sql.unsafe(`SET ROLE ${name("two")}; INSERT INTO app.b (a) VALUES (1); RESET ROLE`);
    const { text, unsaid } = await adoptRolesOf(project, target(database.url, { env: "test" }), [
      name("deployer"),
    ]);
    expect(unsaid).toEqual([]);
    expect(parse(text).schemas).toEqual({ "*": { owner: name("one"), objects_owner: name("two") } });
    expect(parse(text).owners).toEqual([
      { owner: name("two"), database: "current" },
      { owner: name("one"), tables: "app.a" },
      { owner: name("two"), routines: ["app.f(integer, text)", "app.p()"] },
    ]);
    await sql.unsafe(
      `ALTER TABLE app.b OWNER TO ${name("one")}; ALTER ROUTINE app.p() OWNER TO ${name("one")}`,
    );
    expect((await differences()).sort()).toEqual([
      `routine app.p() belongs to ${name("one")}, not ${name("two")}`,
      `table app.b belongs to ${name("one")}, not ${name("two")}`,
    ]);
    await sql.unsafe(
      `ALTER TABLE app.b OWNER TO ${name("two")}; ALTER ROUTINE app.p() OWNER TO ${name("two")}`,
    );
    await move({ direction: "down", to: "-1" });
    expect([await owners(), await shape()]).toEqual(before);
  });

  test("what others owned before comes back to them", async () => {
    // As somebody whom whoever applies the revisions may act as.
    await sql.unsafe(`CREATE ROLE ${name("former")} CREATEDB;
      GRANT ${name("former")} TO ${name("deployer")} WITH ADMIN OPTION;
      GRANT USAGE, CREATE ON SCHEMA app, public TO ${name("former")};
      ALTER ROUTINE app.p() OWNER TO ${name("former")}; ALTER TABLE public.r OWNER TO ${name("former")}`);
    const database = new URL(url).pathname.slice(1);
    await sql.unsafe(`ALTER DATABASE "${database}" OWNER TO ${name("former")}`);
    const before = [await owners(), await shape()];
    expect(before[0]).toMatchObject({ "app.p": "former", "public.r": "former", database: "former" });
    await revise(project, "owners", { proof: false });
    await up();
    expect(await owners()).toEqual(OWNERS);
    const report = await move({ direction: "down", to: "-1" });
    expect(report.moved.flatMap(({ given }) => given)).toEqual(
      expect.arrayContaining([`routine app.p(): back to ${name("former")}`]),
    );
    expect([await owners(), await shape()]).toEqual(before);
    await up();
    expect(await owners()).toEqual(OWNERS);
  });
});
