import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { connect, type Sql, serverVersion } from "../../scripts/database/connect.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { type Move, migrate } from "../../scripts/project/migrate.ts";
import type { Project } from "../../scripts/project/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";

const suffix = randomBytes(4).toString("hex");
const name = (role: string) => `${role}_${suffix}`;

const DEFINITIONS = `
import { integer, pgSchema, serial } from "drizzle-orm/pg-core";
export const mart = pgSchema("DM_A");
export const a = mart.table("a", { id: serial().primaryKey(), n: integer() });
export const b = mart.table("b", { id: integer() });
`;

const ROLES = `
roles:
  ${name("owner")}:
    shared: true
    grants:
      - {privileges: [USAGE, CREATE], schemas: DM_A}
  ${name("lead")}:
    shared: true
    grants:
      - {privileges: USAGE, schemas: DM_A}
      - {privileges: SELECT, tables: DM_A.b, grant_option: true}
  ${name("reader")}:
    shared: true
    comment: reads
    grants:
      - {privileges: USAGE, schemas: DM_A}
      - {privileges: SELECT, tables: DM_A.a}
  ${name("user")}:
    shared: true
    login: true
    connection_limit: 3
    member_of: [${name("reader")}]
schemas:
  DM_A: {owner: ${name("owner")}, objects_owner: ${name("owner")}}
default_privileges:
  - {for: ${name("owner")}, in: DM_A, privileges: SELECT, tables: true, to: ${name("reader")}}
`;

let project: Project;
let admin: Sql;
let sql: Sql;
let major: number;
let database: Awaited<ReturnType<typeof freshDatabase>>;

beforeAll(async () => {
  admin = await connect(inject("adminUrl"));
  major = (await serverVersion(admin)).major;
  project = await makeProject({ "definitions/dm/a.ts": DEFINITIONS, "roles/all.yaml": ROLES });
  await revise(project, "first", { proof: false });
});
beforeEach(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
});
afterEach(async () => {
  await sql.end();
  await database.drop();
  const rows = await admin.unsafe(
    `SELECT rolname FROM pg_roles WHERE rolname LIKE '%\\_${suffix}' ORDER BY rolname LIKE 'deployer%'`,
  );
  for (const { rolname } of rows) await admin.unsafe(`DROP OWNED BY "${rolname}"; DROP ROLE "${rolname}"`);
});
afterAll(async () => {
  await admin.end();
  await removeProject(project.root);
});

/** A login with CREATEROLE and without superuser, and its address. */
async function deployer(options = "CREATEROLE"): Promise<string> {
  await admin.unsafe(`CREATE ROLE ${name("deployer")} LOGIN ${options} PASSWORD 'p'`);
  const url = new URL(database.url);
  url.username = name("deployer");
  url.password = "p";
  return url.href;
}

const grantCreate = () =>
  sql.unsafe(`GRANT CREATE ON DATABASE ${new URL(database.url).pathname.slice(1)} TO ${name("deployer")}`);

const up: Move = { direction: "up", to: "head" };
const base: Move = { direction: "down", to: "base" };
const move = (url: string, to: Move = up) => migrate(project, target(url, { env: "test" }), to);

async function refused(url: string, to: Move = up) {
  const error = await move(url, to).catch((error: unknown) => error);
  if (!(error instanceof Refusal)) throw error ?? new Error("it was not refused");
  return error.diagnostics;
}

const lines = async (query: string) => (await sql.unsafe(query).values()).map((row) => row.join(" "));

const memberships = () =>
  lines(`SELECT r.rolname, m.rolname FROM pg_auth_members a JOIN pg_roles r ON r.oid = roleid
    JOIN pg_roles m ON m.oid = member WHERE r.rolname LIKE '%${suffix}'
    AND NOT (m.rolname LIKE 'deployer%' AND coalesce((to_jsonb(a) ->> 'inherit_option')::bool, false) = false AND a.admin_option)
    ORDER BY 1, 2`);

const owners = () =>
  lines(`SELECT relname, pg_get_userbyid(relowner) FROM pg_class WHERE relnamespace::regnamespace::text = '"DM_A"'
    AND relkind IN ('r', 'S') ORDER BY 1`);

describe.each(["superuser", "deployer"])("declared access, applied by a %s", (who) => {
  test("comes and goes", async () => {
    const url = who === "superuser" ? database.url : await deployer();
    if (who === "deployer") await grantCreate();
    const { moved } = await move(url);
    expect(moved).toHaveLength(1);
    expect(await owners()).toEqual(["a", "a_id_seq", "b"].map((table) => `${table} ${name("owner")}`));
    expect(await memberships()).toEqual([`${name("reader")} ${name("user")}`]);
    expect(await lines("SELECT defaclobjtype FROM pg_default_acl")).toEqual(["r"]);
    await move(url, base);
    expect(await owners()).toEqual([]);
    expect(await lines(`SELECT rolname FROM pg_roles WHERE rolname LIKE '%${suffix}'`)).toEqual(
      who === "deployer" ? [name("deployer")] : [],
    );
  });
});
