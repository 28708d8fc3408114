import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { bootstrap } from "../../scripts/move/bootstrap-script.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";

const suffix = randomBytes(4).toString("hex");
const name = (role: string) => `${role}_${suffix}`;

const DEFINITIONS = `
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const mart = pgSchema("DM_A");
export const a = mart.table("a", { id: integer(), n: integer() });
export const b = mart.table("b", { id: integer() });
`;
const roles = (more = "") => `
roles:
  ${name("owner")}: { shared: true }
  ${name("lead")}:
    shared: true
    grants:
      - { privileges: USAGE, schemas: DM_A }
      - { privileges: SELECT, tables: DM_A.a, grant_option: true }
  ${name("reader")}:
    shared: true
    grants:
      - { privileges: USAGE, schemas: DM_A }
schemas:
  DM_A: { owner: "${name("owner")}", objects_owner: "${name("owner")}"${more} }
`;

let admin: Sql;
let sql: Sql;
let project: Project;
let url: string;
let database: Awaited<ReturnType<typeof freshDatabase>>;

beforeAll(async () => {
  admin = await connect(inject("adminUrl"));
});
beforeEach(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  for (const role of ["stranger", "friend", "alien"]) await sql.unsafe(`CREATE ROLE ${name(role)}`);
  await sql.unsafe(`CREATE ROLE ${name("deployer")} LOGIN CREATEROLE PASSWORD 'p'`);
  await sql.unsafe(
    `GRANT CREATE ON DATABASE ${new URL(database.url).pathname.slice(1)} TO ${name("deployer")}`,
  );
  const address = new URL(database.url);
  address.username = name("deployer");
  address.password = "p";
  url = address.href;
  project = await makeProject({ "definitions/a.ts": DEFINITIONS, "roles/all.yaml": roles() });
  await revise(project, "first", { proof: false });
  await move(url);
  await writeFiles(project.root, { "roles/all.yaml": roles(", unmanaged: revoke") });
  await revise(project, "unmanaged", { proof: false });
});
afterEach(async () => {
  await sql.end();
  await database.drop();
  await removeProject(project.root);
  const rows = await admin.unsafe(
    `SELECT rolname FROM pg_roles WHERE rolname LIKE '%\\_${suffix}' ORDER BY rolname LIKE 'deployer%'`,
  );
  for (const { rolname } of rows) await admin.unsafe(`DROP OWNED BY "${rolname}"; DROP ROLE "${rolname}"`);
});
afterAll(() => admin.end());

const move = (to: string) => migrate(project, target(to, { env: "test" }), { direction: "up", to: "head" });

async function refused(to: string) {
  const error = await move(to).catch((error: unknown) => error);
  if (!(error instanceof Refusal)) throw error ?? new Error("it was not refused");
  return error.diagnostics;
}

/** Runs statements as a role. */
const as = (role: string, statements: string) =>
  sql.unsafe(`SET ROLE ${name(role)}; ${statements}; RESET ROLE`);

/** Who has what on what lies in the schema, and on the schema: `a: stranger SELECT`; owners' own left out. */
async function held(role: string): Promise<number> {
  const [row] = await sql.unsafe(
    `SELECT count(*)::int AS count FROM (
      SELECT relacl AS acl FROM pg_class WHERE relnamespace = '"DM_A"'::regnamespace
      UNION ALL SELECT attacl FROM pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE relnamespace = '"DM_A"'::regnamespace
      UNION ALL SELECT proacl FROM pg_proc WHERE pronamespace = '"DM_A"'::regnamespace
      UNION ALL SELECT nspacl FROM pg_namespace WHERE nspname = 'DM_A'
    ) AS acls, aclexplode(acl) WHERE grantee = '${name(role)}'::regrole`,
  );
  return row?.count;
}

/** What several roles gave to roles that nobody declared, and those to others. */
async function giveAway(): Promise<void> {
  await sql.unsafe(`CREATE FUNCTION "DM_A".f(integer, text) RETURNS integer LANGUAGE sql AS 'SELECT 1'`);
  await sql.unsafe(`ALTER FUNCTION "DM_A".f OWNER TO ${name("owner")}`);
  await as(
    "owner",
    `GRANT USAGE, CREATE ON SCHEMA "DM_A" TO ${name("stranger")};
    GRANT USAGE ON SCHEMA "DM_A" TO ${name("friend")};
    GRANT INSERT ON "DM_A".a TO ${name("stranger")} WITH GRANT OPTION;
    GRANT UPDATE (n) ON "DM_A".a TO ${name("stranger")};
    GRANT EXECUTE ON FUNCTION "DM_A".f TO ${name("stranger")}`,
  );
  await as("lead", `GRANT SELECT ON "DM_A".a TO ${name("friend")}`);
  await as("stranger", `GRANT INSERT ON "DM_A".a TO ${name("friend")}, ${name("reader")}`);
  await as(
    "owner",
    `ALTER DEFAULT PRIVILEGES IN SCHEMA "DM_A" GRANT SELECT, INSERT ON TABLES TO ${name("stranger")}, ${name("lead")}`,
  );
}

const REVOKED = [
  `CREATE, USAGE on schema DM_A from ${name("stranger")}`,
  `EXECUTE on routine DM_A.f(integer, text) from ${name("stranger")}`,
  `INSERT on table DM_A.a from ${name("friend")}, which ${name("stranger")} had granted`,
  `INSERT on table DM_A.a from ${name("reader")}, which ${name("stranger")} had granted`,
  `INSERT on table DM_A.a from ${name("stranger")}`,
  `INSERT, SELECT by default on every table by ${name("owner")} in DM_A from ${name("stranger")}`,
  `SELECT on table DM_A.a from ${name("friend")}, which ${name("lead")} had granted`,
  `UPDATE on column DM_A.a.n from ${name("stranger")}`,
  `USAGE on schema DM_A from ${name("friend")}`,
];

describe("unmanaged: revoke", () => {
  test("takes from everybody, as whoever granted it", async () => {
    await giveAway();
    const { moved } = await move(database.url);
    expect([...(moved.at(-1)?.revoked ?? [])].sort()).toEqual(REVOKED);
    expect(await held("stranger")).toBe(0);
    expect(await held("friend")).toBe(0);
    expect(await held("reader")).toBe(1);
    expect(await held("lead")).toBe(2);
  });

  test("says who without superuser must become, and does it then", async () => {
    await giveAway();
    const printed = await bootstrap(project, target(url, { env: "test" }));
    const version = await sql.unsafe("SHOW server_version_num");
    if (Number(version[0]?.server_version_num) >= 160000) {
      const found = await refused(url);
      expect(found).toMatchObject([
        {
          code: "executor-lacks-membership",
          message: `${name("deployer")} must be a member of ${name("stranger")} to grant and revoke as it`,
        },
      ]);
      expect(await held("stranger")).toBeGreaterThan(0);
      expect(printed.sql).toEqual([
        `GRANT "${name("stranger")}" TO "${name("deployer")}" WITH ADMIN FALSE, INHERIT FALSE, SET TRUE;`,
      ]);
    }
    for (const statement of printed.sql) await sql.unsafe(statement);
    const { moved } = await move(url);
    expect([...(moved.at(-1)?.revoked ?? [])].sort()).toEqual(REVOKED);
    expect(await held("stranger")).toBe(0);
  });

  test("says who without superuser must be, where another role owns something", async () => {
    await sql.unsafe(
      `CREATE TABLE "DM_A".other (id integer); GRANT SELECT ON "DM_A".other TO ${name("stranger")}`,
    );
    const [lack] = await refused(url);
    expect(lack?.code).toBe("executor-lacks-ownership");
    await sql.unsafe(lack?.help?.replace(/^.*?: /, "") ?? "");
    await move(url);
    expect(await held("stranger")).toBe(0);
  });

  test("is refused where PostgreSQL revokes nothing", async () => {
    await sql.unsafe(`ALTER ROLE ${name("alien")} NOSUPERUSER`);
    await as(
      "owner",
      `GRANT USAGE ON SCHEMA "DM_A" TO ${name("alien")}; GRANT SELECT ON "DM_A".b TO ${name("alien")} WITH GRANT OPTION`,
    );
    await as("alien", `GRANT SELECT ON "DM_A".b TO ${name("stranger")}`);
    await sql.unsafe(`ALTER ROLE ${name("alien")} SUPERUSER`);
    expect(await refused(database.url)).toMatchObject([
      {
        code: "unmanaged-not-revoked",
        message: `PostgreSQL did not revoke SELECT on table DM_A.b from ${name("stranger")}, which ${name("alien")} had granted`,
      },
    ]);
    expect(await held("stranger")).toBe(1);
  });
});
