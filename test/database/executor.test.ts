import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { connect, type Sql, serverVersion } from "../../scripts/database/connect/connect.ts";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import { bootstrap } from "../../scripts/move/bootstrap-script.ts";
import { type Move, migrate } from "../../scripts/move/migrate.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";
import { refusalOf } from "../support/refusal.ts";

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
  return (await refusalOf(move(url, to))).diagnostics;
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

describe("an executor without superuser", () => {
  test("is refused with everything that it lacks, and can once an administrator ran that", async () => {
    const url = await deployer("");
    await admin.unsafe(`CREATE ROLE ${name("owner")}; CREATE ROLE ${name("lead")}`);
    const found = await refused(url);
    expect(found.map(({ code }) => code).sort()).toEqual(
      major >= 16
        ? [
            "executor-lacks-admin",
            "executor-lacks-admin",
            "executor-lacks-create",
            ...Array(4).fill("executor-lacks-createrole"),
          ]
        : expect.arrayContaining(["executor-lacks-create", "executor-lacks-createrole"]),
    );
    const sqlOf = (help = "") => help.slice(help.indexOf(": ") + 2);
    for (const { help } of found) await sql.unsafe(sqlOf(help));
    await move(url);
    expect(await owners()).toHaveLength(3);
    await move(url, base);
    // What was there before this history stays.
    expect(await lines(`SELECT rolname FROM pg_roles WHERE rolname LIKE '%${suffix}' ORDER BY 1`)).toEqual([
      name("deployer"),
      name("lead"),
      name("owner"),
    ]);
  });

  test("does with what bootstrap prints", async () => {
    const printed = await bootstrap(project, target(database.url, { env: "test" }), name("deployer"));
    expect(printed.sql).toEqual([
      `CREATE ROLE "${name("deployer")}" LOGIN CREATEROLE;`,
      `GRANT CONNECT, CREATE ON DATABASE "${new URL(database.url).pathname.slice(1)}" TO "${name("deployer")}";`,
    ]);
    for (const statement of printed.sql) await sql.unsafe(statement);
    await sql.unsafe(`ALTER ROLE ${name("deployer")} PASSWORD 'p'`);
    const url = new URL(database.url);
    url.username = name("deployer");
    url.password = "p";
    expect((await bootstrap(project, target(url.href, { env: "test" }))).sql).toEqual([]);
    await move(url.href);
    expect((await bootstrap(project, target(url.href, { env: "test" }))).sql).toEqual([]);
    await move(url.href, base);
  });

  test("bootstrap knows an empty database from the revisions", async () => {
    const url = new URL(database.url);
    url.username = name("deployer");
    const { sql: printed, offline } = await bootstrap(project, target(url.href, { env: "test" }));
    expect(offline).toBeDefined();
    expect(printed).toHaveLength(2);
  });

  test("keeps the memberships that it had", async () => {
    if (major < 16) return;
    const url = await deployer();
    await grantCreate();
    const other = await connect(url);
    await other.unsafe(
      `CREATE ROLE ${name("owner")}; GRANT ${name("owner")} TO CURRENT_USER WITH INHERIT FALSE, SET TRUE`,
    );
    await other.end();
    const own = `SELECT grantor::regrole::text, admin_option, inherit_option, set_option FROM pg_auth_members
      WHERE roleid = '${name("owner")}'::regrole ORDER BY admin_option`;
    const before = await lines(own);
    expect(before).toHaveLength(2);
    await move(url);
    expect(await lines(own)).toEqual(before);
    await move(url, base);
    expect(await lines(own)).toEqual(before);
  });
});

test("what one executor granted, another takes back", async () => {
  const url = await deployer();
  await grantCreate();
  await move(url);
  expect(await memberships()).toEqual([`${name("reader")} ${name("user")}`]);
  await move(database.url, base);
  expect(await memberships()).toEqual([]);
});

test("a superuser ends a membership that another executor granted", async () => {
  const url = await deployer();
  await grantCreate();
  await move(url);
  const [first] = await loadRevisions(project.config.out);
  await writeFiles(project.root, { "roles/all.yaml": ROLES.replace("    member_of", "    # member_of") });
  await revise(project, "leaves", { proof: false });
  await move(database.url);
  expect(await memberships()).toEqual([]);
  await move(database.url, base);
  await writeFiles(project.root, { "roles/all.yaml": ROLES });
  for (const { name, folder } of await loadRevisions(project.config.out)) {
    if (name !== first?.name) await rm(folder, { recursive: true });
  }
});

describe("before COMMIT", () => {
  test("default privileges of the executor are found in what it made", async () => {
    await sql.unsafe(
      `CREATE ROLE ${name("reader")}; ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO ${name("reader")}`,
    );
    const [first, ...more] = await refused(database.url);
    expect(more.every(({ code }) => code === "confirmation-failed")).toBe(true);
    expect(first?.message).toBe(`table DM_A.b: ${name("reader")} has SELECT and should not`);
    expect(await owners()).toEqual([]);
  });

  test("what another grantor gave is found", async () => {
    await move(database.url);
    const tables = `"DM_A".b`;
    await sql.unsafe(`SET ROLE ${name("lead")}; GRANT SELECT ON ${tables} TO ${name("reader")}; RESET ROLE`);
    await writeFiles(project.root, {
      "roles/more.yaml": `grants:\n  - {to: ${name("reader")}, privileges: INSERT, tables: DM_A.b}\n`,
    });
    await revise(project, "more", { proof: false });
    const found = await refused(database.url);
    expect(found.map(({ code, message }) => [code, message])).toEqual([
      [
        "confirmation-failed",
        `table DM_A.b: ${name("reader")} has SELECT and should not: ${name("lead")} granted it, and only ${name("lead")} can revoke it`,
      ],
    ]);
    await sql.unsafe(
      `SET ROLE ${name("lead")}; REVOKE SELECT ON ${tables} FROM ${name("reader")}; RESET ROLE`,
    );
    await move(database.url);
    await move(database.url, base);
  });
});

describe("passwords", () => {
  test("come from the environment, and nothing is sent without them", async () => {
    const variable = `PASSWORD_${suffix.toUpperCase()}`;
    await writeFiles(project.root, {
      "roles/login.yaml": `roles:\n  ${name("login")}: {shared: true, login: true, password_from: ${variable}}\n`,
    });
    await revise(project, "login", { proof: false });
    expect(await refused(database.url)).toMatchObject([{ code: "password-missing" }]);
    expect(await lines("SELECT 1 FROM pg_namespace WHERE nspname = 'drizzle'")).toEqual([]);
    process.env[variable] = "very secret";
    try {
      await move(database.url);
    } finally {
      delete process.env[variable];
    }
    const url = new URL(database.url);
    url.username = name("login");
    url.password = encodeURIComponent("very secret");
    const other = await connect(url.href);
    await other.end();
    await move(database.url, base);
  });
});

test("unmanaged: revoke takes what nobody declared, and says so", async () => {
  await sql.unsafe(`CREATE ROLE ${name("stranger")}; CREATE ROLE ${name("reader")};
    ALTER DEFAULT PRIVILEGES GRANT SELECT ON TABLES TO ${name("stranger")}`);
  await writeFiles(project.root, { "roles/unmanaged.yaml": 'schemas:\n  "DM_A": {unmanaged: revoke}\n' });
  await revise(project, "unmanaged", { proof: false });
  process.env[`PASSWORD_${suffix.toUpperCase()}`] = "p";
  const { moved } = await move(database.url).finally(() => {
    delete process.env[`PASSWORD_${suffix.toUpperCase()}`];
  });
  expect(moved.at(-1)?.revoked).toEqual([
    `SELECT on table DM_A.a from ${name("stranger")}`,
    `SELECT on table DM_A.b from ${name("stranger")}`,
    expect.stringMatching(
      /^SELECT by default on every table by \S+ from stranger_\w+, which keeps what it has by default in /,
    ),
  ]);
  const held = `SELECT count(*)::int FROM pg_class, aclexplode(relacl)
    WHERE relnamespace = '"DM_A"'::regnamespace AND grantee = '${name("stranger")}'::regrole`;
  expect(await lines(held)).toEqual(["0"]);
});

test("unmanaged: revoke is refused where whoever applies the revision may not", async () => {
  const variable = `PASSWORD_${suffix.toUpperCase()}`;
  process.env[variable] = "p";
  const url = await deployer();
  await grantCreate();
  await move(url);
  await sql.unsafe(`CREATE ROLE ${name("stranger")}; CREATE TABLE "DM_A".others (id int);
    GRANT SELECT ON "DM_A".others TO ${name("stranger")}`);
  await writeFiles(project.root, {
    "roles/note.yaml": `roles:\n  ${name("last")}: {shared: true, comment: new}\n`,
  });
  await revise(project, "last", { proof: false });
  const [found] = await refused(url).finally(() => {
    delete process.env[variable];
  });
  expect(found).toMatchObject({ code: "executor-lacks-ownership" });
  expect(found?.help).toContain(`ALTER TABLE "DM_A"."others" OWNER TO "${name("deployer")}";`);
  expect(await lines(`SELECT 1 FROM pg_roles WHERE rolname = '${name("last")}'`)).toEqual([]);
});

test("a history that cannot be read is said so", async () => {
  const url = await deployer();
  await sql.unsafe(
    `CREATE SCHEMA drizzle; CREATE TABLE drizzle.__drizzle_migrations (name text, hash text, id int)`,
  );
  expect(await refused(url)).toMatchObject([{ code: "history-unreadable" }]);
});
