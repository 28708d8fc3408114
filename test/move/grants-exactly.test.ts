import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { parse } from "yaml";
import { adoptRolesOf } from "../../scripts/adopt/adopt-server.ts";
import { connect, type Sql, serverVersion } from "../../scripts/database/connect/connect.ts";
import { inspect } from "../../scripts/database/inspect/inspect.ts";
import { bindWarehouse } from "../../scripts/model/bind.ts";
import { quoteIdentifier } from "../../scripts/model/identifier.ts";
import { SWITCH_NAMES } from "../../scripts/model/setting-switches.ts";
import { type Move, migrate } from "../../scripts/move/migrate.ts";
import { describeDifference } from "../../scripts/review/differences.ts";
import { compareAccess } from "../../scripts/sources/compare-access.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { compareSources, readSources } from "../../scripts/sources/read-sources.ts";
import type { Source } from "../../scripts/sources/source.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";
import { refusalOf } from "../support/refusal.ts";

const suffix = randomBytes(4).toString("hex");
const name = (role: string) => `${role}_${suffix}`;
const definitions = (table: string) => `
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const app = pgSchema("app");
export const a = app.table("${table}", { id: integer().primaryKey().generatedAlwaysAsIdentity(), n: integer() });
`;
const NOBODY = `roles:\n  ${name("reader")}: { shared: true }\n  ${name("owner")}: { shared: true }\n`;

let admin: Sql;
let major: number;
let sql: Sql;
let project: Project;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let own: string;

const addressOf = (who: string): string => {
  const address = new URL(database.url);
  if (who !== "a superuser") {
    address.username = name("deployer");
    address.password = "p";
  }
  return address.href;
};
const move = (url: string, to: Move) => migrate(project, target(url, { env: "test" }), to);
const up = (url: string) => move(url, { direction: "up", to: "head" });
const down = (url: string) => move(url, { direction: "down", to: "-1" });
const refused = async (run: Promise<unknown>): Promise<string[]> =>
  (await refusalOf(run)).diagnostics.map(({ message }) => message);
const has = async (what: string): Promise<unknown> => (await sql.unsafe(`SELECT ${what} AS has`))[0]?.has;

async function declare(roles: string, message: string, proof = false) {
  await writeFiles(project.root, { "roles/all.yaml": roles });
  return revise(project, message, { proof });
}

/** In what the live side is not as declared. */
async function differences(): Promise<string[]> {
  const { declared } = compareSources(await readSources(project), []);
  const bound = bindWarehouse(declared, { variables: { env: "test" }, major });
  const source = (kind: Source["kind"], warehouse: Source["warehouse"]): Source =>
    ({ kind, warehouse, renames: [] }) as unknown as Source;
  const live = source("live", await inspect(sql));
  return describeDifference(compareAccess(source("declared", bound), live).difference);
}

beforeAll(async () => {
  admin = await connect(inject("adminUrl"));
  major = (await serverVersion(admin)).major;
});
afterAll(() => admin.end());
beforeEach(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  own = new URL(database.url).pathname.slice(1);
  await sql.unsafe(`CREATE ROLE ${name("deployer")} LOGIN CREATEROLE PASSWORD 'p';
    GRANT CREATE ON DATABASE "${own}" TO ${name("deployer")}`);
  project = await makeProject({ "definitions/a.ts": definitions("a"), "roles/all.yaml": NOBODY });
});
afterEach(async () => {
  await sql.unsafe(`DROP OWNED BY ${name("deployer")} CASCADE`);
  await sql.end();
  await database.drop();
  await removeProject(project.root);
  const rows = await admin.unsafe(`SELECT rolname FROM pg_roles WHERE rolname LIKE '%\\_${suffix}'
    ORDER BY rolname LIKE 'deployer%'`);
  for (const { rolname } of rows) await admin.unsafe(`DROP OWNED BY "${rolname}"; DROP ROLE "${rolname}"`);
});

describe.each(["a superuser", "a plain deployer"])("sequences of identity columns: as %s", (who) => {
  test("are granted by name, follow their table's owner and name, and wildcards leave them", async () => {
    const url = addressOf(who);
    await revise(project, "first", { proof: false });
    await up(url);
    const roles = `${NOBODY}grants:
  - { to: ${name("reader")}, privileges: USAGE, schemas: app }
  - { to: ${name("reader")}, privileges: [USAGE, SELECT], sequences: app.a_id_seq }
schemas: { app: { owner: ${name("owner")}, objects_owner: ${name("owner")} } }
`;
    const { migration } = await declare(roles, "granted", who === "a superuser");
    expect(migration).toContain(`GRANT USAGE, SELECT ON SEQUENCE "app"."a_id_seq" TO "${name("reader")}";`);
    expect(migration).not.toContain("ALTER SEQUENCE");
    await up(url);
    expect(await has(`has_sequence_privilege('${name("reader")}', 'app.a_id_seq', 'SELECT')`)).toBe(true);
    expect(await differences()).toEqual([]);
    await sql.unsafe(`REVOKE SELECT ON SEQUENCE app.a_id_seq FROM ${name("reader")};
      GRANT UPDATE ON SEQUENCE app.a_id_seq TO ${name("reader")}`);
    expect(await differences()).toEqual([
      `${name("reader")} lacks SELECT on sequence app.a_id_seq`,
      `${name("reader")} should not have UPDATE on sequence app.a_id_seq`,
    ]);
    const { text } = await adoptRolesOf(project, target(database.url, { env: "test" }), [name("deployer")]);
    expect(parse(text).roles[name("reader")].grants).toContainEqual({
      privileges: ["USAGE", "UPDATE"],
      sequences: "app.a_id_seq",
    });
    await sql.unsafe(`GRANT SELECT ON SEQUENCE app.a_id_seq TO ${name("reader")};
      REVOKE UPDATE ON SEQUENCE app.a_id_seq FROM ${name("reader")}`);
    // The table gets another name, and so does the sequence, with what is granted on it.
    await writeFiles(project.root, {
      "definitions/a.ts": definitions("b"),
      "roles/all.yaml": roles.replaceAll("a_id_seq", "b_id_seq"),
    });
    const hints = [{ type: "rename", kind: "table", from: ["app", "a"], to: ["app", "b"] }] as const;
    const renamed = await revise(project, "renamed", { hints, proof: who === "a superuser" });
    expect(renamed.migration).not.toContain("GRANT USAGE");
    await up(url);
    expect(await has(`has_sequence_privilege('${name("reader")}', 'app.b_id_seq', 'SELECT')`)).toBe(true);
    expect(await differences()).toEqual([]);
    // The identity goes, and with it all that was on its sequence.
    await writeFiles(project.root, {
      "definitions/a.ts": definitions("b").replace(".generatedAlwaysAsIdentity()", ""),
      "roles/all.yaml": roles.replace(/ {2}- .*_id_seq .*\n/, ""),
    });
    const gone = await revise(project, "gone", { proof: who === "a superuser" });
    expect(gone.migration).not.toContain("REVOKE");
    await up(url);
    expect(await differences()).toEqual([]);
    await down(url);
    expect(await has(`has_sequence_privilege('${name("reader")}', 'app.b_id_seq', 'SELECT')`)).toBe(true);
    await down(url);
    await down(url);
    expect(await has(`has_sequence_privilege('${name("reader")}', 'app.a_id_seq', 'SELECT')`)).toBe(false);
  });
});

describe("PostgreSQL's own functions", () => {
  const READS = "pg_catalog.pg_read_file(text)";
  const roles = `${NOBODY}grants:
  - { to: ${name("reader")}, privileges: EXECUTE, routines: ["${READS}", "pg_catalog.pg_stat_file(text)"] }
public:
  - { privileges: [], routines: "pg_catalog.pg_sleep(float8)" }
  - { privileges: [], routines: "pg_catalog.pg_ls_dir(text)" }
  - { privileges: EXECUTE, routines: "pg_catalog.pg_reload_conf()" }
expect:
  - { role: ${name("reader")}, can: EXECUTE, routines: "${READS}" }
  - { role: ${name("reader")}, cannot: EXECUTE, routines: "pg_catalog.pg_ls_dir(text)" }
  - { role: ${name("owner")}, can: EXECUTE, routines: "pg_catalog.pg_reload_conf()" }
  - { role: ${name("owner")}, cannot: EXECUTE, routines: "pg_catalog.pg_sleep(double precision)" }
`;
  const can = (role: string, routine: string) =>
    has(`has_function_privilege('${name(role)}', '${routine}', 'EXECUTE')`);

  test("are given and taken as said, compared as far as files speak of them, and come back", async () => {
    const url = database.url;
    await revise(project, "first", { proof: false });
    await up(addressOf("a plain deployer"));
    const { migration, down: back } = await declare(roles, "own", true);
    // What it has by itself, and what it may have been given by hand.
    expect(migration).toContain(
      'REVOKE ALL ON ROUTINE\n  "pg_catalog"."pg_ls_dir"(text),\n  "pg_catalog"."pg_sleep"(double precision)\nFROM PUBLIC;',
    );
    expect(back).toContain('GRANT ALL ON ROUTINE "pg_catalog"."pg_sleep"(double precision) TO PUBLIC;');
    expect(back).not.toContain("pg_ls_dir");
    expect(await refused(up(addressOf("a plain deployer")))).toContain(
      `only a superuser can change privileges on routine ${READS}, and ${name("deployer")} is none`,
    );
    await up(url);
    expect(await Promise.all([can("reader", READS), can("owner", READS)])).toEqual([true, false]);
    expect(await can("owner", "pg_sleep(float8)")).toBe(false);
    expect(await can("owner", "pg_reload_conf()")).toBe(true);
    expect(await differences()).toEqual([]);
    await sql.unsafe(`REVOKE EXECUTE ON FUNCTION pg_stat_file(text) FROM ${name("reader")};
      GRANT EXECUTE ON FUNCTION pg_ls_dir(text) TO PUBLIC;
      GRANT EXECUTE ON FUNCTION pg_rotate_logfile() TO ${name("reader")}`);
    expect((await differences()).sort()).toEqual([
      "PUBLIC should not have ALL on routine pg_catalog.pg_ls_dir(text)",
      `${name("reader")} lacks ALL on routine pg_catalog.pg_stat_file(text)`,
    ]);
    const { text } = await adoptRolesOf(project, target(url, { env: "test" }), [name("deployer")]);
    expect(parse(text).roles[name("reader")].grants).toEqual([
      { privileges: "EXECUTE", routines: [READS, "pg_catalog.pg_rotate_logfile()"] },
    ]);
    await sql.unsafe(`GRANT EXECUTE ON FUNCTION pg_stat_file(text) TO ${name("reader")};
      REVOKE EXECUTE ON FUNCTION pg_ls_dir(text) FROM PUBLIC;
      REVOKE EXECUTE ON FUNCTION pg_rotate_logfile() FROM ${name("reader")}`);
    await down(url);
    expect(await can("reader", READS)).toBe(false);
    expect(await can("owner", "pg_sleep(float8)")).toBe(true);
    expect(await can("owner", "pg_reload_conf()")).toBe(false);
  });
});

describe("a deployer that holds a grant option only", () => {
  const roles = `${NOBODY}grants:\n  - { to: ${name("reader")}, privileges: CONNECT, database: current }\n`;

  test("gives CONNECT on and takes it back, and nothing is different then", async () => {
    const url = addressOf("a plain deployer");
    await revise(project, "first", { proof: false });
    await up(url);
    await declare(roles, "connect");
    expect(await refused(up(url))).toEqual([
      `${name("deployer")} must own the database ${own} to change privileges on database`,
    ]);
    await sql.unsafe(`REVOKE CONNECT ON DATABASE "${own}" FROM PUBLIC;
      GRANT CONNECT ON DATABASE "${own}" TO ${name("deployer")} WITH GRANT OPTION`);
    await up(url);
    expect(await has(`has_database_privilege('${name("reader")}', '${own}', 'CONNECT')`)).toBe(true);
    expect((await differences()).filter((line) => line.includes("reader"))).toEqual([]);
    // What needs the owner is still refused.
    await declare(`${roles}public:\n  - { privileges: [], database: current }\n`, "public");
    expect(await refused(up(url))).toEqual([
      `${name("deployer")} must own the database ${own} to change privileges on database`,
    ]);
    await down(url);
    expect(await has(`has_database_privilege('${name("reader")}', '${own}', 'CONNECT')`)).toBe(false);
  });
});

describe.each(["a superuser", "a plain deployer"])("what PUBLIC has on what is made later: as %s", (who) => {
  test("is said of named roles, and of whoever applies revisions", async () => {
    const url = addressOf(who);
    await revise(project, "first", { proof: false });
    await up(url);
    const roles = `${NOBODY}  ${name("deployer")}: { external: true }
default_privileges:
  - { for: [${name("deployer")}, ${name("owner")}], routines: true, public: [] }
  - { for: ${name("owner")}, in: app, tables: true, public: SELECT }
  - { for: ${name("owner")}, in: app, tables: true, privileges: INSERT, to: ${name("reader")} }
`;
    const { migration } = await declare(roles, "later", who === "a superuser");
    expect(migration).toContain(
      `ALTER DEFAULT PRIVILEGES FOR ROLE "${name("deployer")}" REVOKE ALL ON ROUTINES FROM PUBLIC;`,
    );
    await up(url);
    await sql.unsafe(`GRANT USAGE, CREATE ON SCHEMA app TO ${name("owner")}, ${name("deployer")}`);
    for (const role of ["deployer", "owner"])
      await sql.unsafe(`SET ROLE ${name(role)};
        CREATE FUNCTION app.f_${role}() RETURNS int LANGUAGE sql AS 'SELECT 1';
        CREATE TABLE app.t_${role} (); RESET ROLE`);
    const [row] = await sql.unsafe(`SELECT
      has_function_privilege('public', 'app.f_deployer()', 'EXECUTE') AS f,
      has_function_privilege('public', 'app.f_owner()', 'EXECUTE') AS g,
      has_table_privilege('public', 'app.t_owner', 'SELECT') AS t,
      has_table_privilege('public', 'app.t_deployer', 'SELECT') AS u`);
    expect(row).toEqual({ f: false, g: false, t: true, u: false });
    await sql.unsafe("DROP TABLE app.t_owner, app.t_deployer; DROP FUNCTION app.f_owner(), app.f_deployer()");
    await sql.unsafe(`REVOKE USAGE, CREATE ON SCHEMA app FROM ${name("owner")}`);
    expect(await differences()).toEqual([]);
    const { text, unsaid } = await adoptRolesOf(project, target(database.url, { env: "test" }), [
      name("deployer"),
    ]);
    expect(unsaid).toEqual([]);
    expect(parse(text).default_privileges).toEqual(
      expect.arrayContaining([
        { for: name("deployer"), routines: true, public: [] },
        { for: name("owner"), routines: true, public: [] },
        { for: name("owner"), in: "app", tables: true, public: "SELECT" },
      ]),
    );
    await sql.unsafe(
      `ALTER DEFAULT PRIVILEGES FOR ROLE ${name("owner")} GRANT EXECUTE ON ROUTINES TO PUBLIC`,
    );
    expect(await differences()).toEqual([
      `PUBLIC should not have ALL by default on every routine by ${name("owner")}`,
    ]);
    await sql.unsafe(
      `ALTER DEFAULT PRIVILEGES FOR ROLE ${name("owner")} REVOKE EXECUTE ON ROUTINES FROM PUBLIC`,
    );
    await down(url);
    expect(await sql.unsafe("SELECT FROM pg_default_acl")).toEqual([]);
  });
});

test("what can be on or off is known, on every version", async () => {
  const rows =
    await sql.unsafe(`SELECT name, vartype = 'bool' OR enumvals @> '{on,off}' AS switches FROM pg_settings
    WHERE context IN ('user', 'superuser', 'backend', 'superuser-backend') AND name NOT LIKE '%.%'`);
  const names = (switches: boolean) => rows.flatMap((row) => (row.switches === switches ? [row.name] : []));
  expect(names(true).filter((one) => !SWITCH_NAMES.includes(one))).toEqual([]);
  // From 18 on a list of words, and still on or off.
  const known = SWITCH_NAMES.filter((one) => one !== "log_connections");
  expect(names(false).filter((one) => known.includes(one))).toEqual([]);
});

test("settings are compared by value, and adopted with a unit", async () => {
  const url = database.url;
  const settings =
    "settings: { statement_timeout: 1min, work_mem: 64MB, lock_timeout: 1.5s, jit: on, enable_seqscan: no }";
  await declare(`roles:\n  ${name("reader")}: { shared: true, ${settings} }\n`, "first");
  await up(url);
  await sql.unsafe(`ALTER ROLE ${name("reader")} SET statement_timeout = 60000;
    ALTER ROLE ${name("reader")} SET jit = 'TRUE'; ALTER ROLE ${name("reader")} SET enable_seqscan = 'f';
    ALTER ROLE ${name("reader")} SET work_mem = 65536; ALTER ROLE ${name("reader")} SET lock_timeout = '1500ms'`);
  expect(await differences()).toEqual([]);
  const { text } = await adoptRolesOf(project, target(url, { env: "test" }), []);
  expect(parse(text).roles[name("reader")].settings).toEqual({
    enable_seqscan: "off",
    jit: "on",
    lock_timeout: "1500ms",
    statement_timeout: "1min",
    work_mem: "64MB",
  });
  // The same in other words is no revision, and only what differs is set.
  const other = settings.replace("1min", "60s").replace("64MB", "32MB").replace("jit: on", "jit: yes");
  const { migration } = await declare(
    `roles:\n  ${name("reader")}: { shared: true, ${other} }\n`,
    "second",
    true,
  );
  expect(migration.match(/ALTER ROLE .*/g)).toEqual([
    `ALTER ROLE "${name("reader")}" SET "work_mem" TO '32MB';`,
  ]);
  await up(url);
  expect(await differences()).toEqual([]);
  await sql.unsafe(`ALTER ROLE ${name("reader")} SET statement_timeout = 60`);
  expect(await differences()).toEqual([
    `the role ${name("reader")} has statement_timeout = 60ms, not statement_timeout = 1min`,
  ]);
});

describe.each(["a superuser", "a plain deployer"])("a quote in a role's name: as %s", (who) => {
  const odd = `we"ird ${suffix}`;
  const sqlName = `"we""ird ${suffix}"`;
  const template = `\${env}_"o"_${suffix}`;
  const roles = `
roles:
  '${odd}':
    shared: true
    comment: its "own"
    settings: { work_mem: 64MB }
    member_of: ['${template}']
    grants:
      - { privileges: SELECT, tables: app.a, grant_option: true }
      - { privileges: USAGE, schemas: app }
  '${template}': {}
  ${name("reader")}: { shared: true }
  ${name("owner")}: { shared: true }
schemas: { app: { owner: '${template}' } }
creators: { '${odd}': app }
owners:
  - { owner: '${odd}', tables: app.a }
default_privileges:
  - { for: '${odd}', in: app, tables: true, privileges: SELECT, to: '${template}' }
`;
  const known = async () =>
    (await sql.unsafe(`SELECT rolname FROM pg_roles WHERE rolname IN ('${odd}', 'test_"o"_${suffix}')`)).map(
      ({ rolname }) => rolname as string,
    );

  afterEach(async () => {
    for (const one of (await known()).map(quoteIdentifier))
      await sql.unsafe(`DROP OWNED BY ${one} CASCADE; DROP ROLE ${one}`);
  });

  test("is a name like others, in templates too", async () => {
    const url = addressOf(who);
    await revise(project, "first", { proof: false });
    await up(url);
    const { migration } = await declare(roles, "odd", who === "a superuser");
    expect(migration).toContain(`CREATE ROLE ${sqlName}`);
    expect(migration).toContain(`CREATE ROLE "\${env}_""o""_${suffix}";`);
    await up(url);
    expect((await known()).sort()).toEqual([`test_"o"_${suffix}`, odd]);
    expect(await differences()).toEqual([]);
    const { text, unsaid } = await adoptRolesOf(project, target(database.url, { env: "test" }), [
      name("deployer"),
    ]);
    expect(unsaid).toEqual([]);
    expect(Object.keys(parse(text).roles)).toEqual(expect.arrayContaining([odd, template]));
    await declare(
      `${NOBODY}removed:\n  '${odd}': { reassign_owned_to: ${name("owner")} }\n  '${template}': { reassign_owned_to: ${name("owner")} }\n`,
      "gone",
      who === "a superuser",
    );
    await sql.unsafe(`CREATE TABLE app.by_hand (); ALTER TABLE app.by_hand OWNER TO ${sqlName}`);
    await up(url);
    expect(await known()).toEqual([]);
    await down(url);
    expect(await differences()).toEqual([]);
    expect(await has(`(SELECT pg_get_userbyid(relowner) FROM pg_class WHERE relname = 'by_hand')`)).toBe(odd);
    await sql.unsafe("DROP TABLE app.by_hand");
    await down(url);
    expect(await known()).toEqual([]);
  });
});
