import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { inspect } from "../../scripts/database/inspect/inspect.ts";
import { type MoveReport, migrate } from "../../scripts/move/migrate.ts";
import { checkTarget } from "../../scripts/move/target-check.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";

/** How often the databases go up and down at once; `make test-chaos` does it more often. */
const ROUNDS = Number(process.env.CLUSTER_ROUNDS ?? 3);

const suffix = randomBytes(4).toString("hex");
const env = `c${suffix}`;
const ops = `ops_${suffix}`;

const DEFINITIONS = `
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const shop = pgSchema("SHOP");
export const orders = shop.table("orders", { id: integer() });
`;
const roles = (more: string) => `
roles:
  pg_read_all_data: {external: true}
  "\${env}_reader":
    grants: [{privileges: USAGE, schemas: SHOP}, {privileges: SELECT, tables: SHOP.orders}]
  "\${env}_app": {login: true, connection_limit: 3, settings_in_database: {work_mem: 8MB}}
${more}`;
const second = `  "\${env}_audit": {member_of: [pg_read_all_data, "\${env}_reader"]}
  "\${env}_ops": {login: true, connection_limit: 2, member_of: ["\${env}_audit", "\${env}_reader"]}`;
const third = `  "\${env}_ops": {login: true, connection_limit: 2, member_of: ["\${env}_reader"]}
removed:
  "\${env}_audit": {}`;

let admin: Sql;
let project: Project;
/** Three databases, each with a deployer that is no superuser; what they make belongs to a role that they share. */
let databases: { readonly name: string; readonly url: string; drop(): Promise<void> }[];

beforeAll(async () => {
  admin = await connect(inject("adminUrl"));
  project = await makeProject({ "definitions/shop.ts": DEFINITIONS, "roles/roles.yaml": roles("") }, [env]);
  await revise(project, "first", { proof: false });
  await writeFiles(project.root, { "roles/roles.yaml": roles(second) });
  await revise(project, "second");
  await writeFiles(project.root, { "roles/roles.yaml": roles(third) });
  await revise(project, "third", { proof: false });
});
beforeEach(async () => {
  await admin.unsafe(`CREATE ROLE ${ops} CREATEROLE`);
  await admin.unsafe(`GRANT pg_read_all_data TO ${ops} WITH ADMIN OPTION`);
  databases = [];
  for (const number of [1, 2, 3]) {
    const deployer = `deployer${number}_${suffix}`;
    const database = await freshDatabase(inject("adminUrl"));
    const url = new URL(database.url);
    await admin.unsafe(`CREATE ROLE ${deployer} LOGIN PASSWORD 'p' IN ROLE ${ops};
      ALTER ROLE ${deployer} SET role = '${ops}'; ALTER DATABASE ${url.pathname.slice(1)} OWNER TO ${ops}`);
    Object.assign(url, { username: deployer, password: "p" });
    databases.push({ name: url.pathname.slice(1), url: url.href, drop: database.drop });
  }
});
afterEach(async () => {
  for (const { drop } of databases) await drop();
  const left = await admin.unsafe(
    `SELECT rolname FROM pg_roles WHERE strpos(rolname, '${suffix}') > 0 ORDER BY rolname = '${ops}'`,
  );
  for (const { rolname } of left) await admin.unsafe(`DROP OWNED BY "${rolname}"; DROP ROLE "${rolname}"`);
});
afterAll(async () => {
  await removeProject(project.root);
  await admin.end();
});

const move = (number: number, direction: "up" | "down", to: string): Promise<MoveReport> =>
  migrate(project, target(databases[number - 1]?.url ?? "", { env }), { direction, to });
const up = (number: number, to = "head") => move(number, "up", to);
const down = (number: number, to = "base") => move(number, "down", to);

/** The roles of the histories and their memberships, `reader`, `reader > ops`. */
async function found(): Promise<string[]> {
  const rows = await admin.unsafe(`
    SELECT rolname AS text FROM pg_roles WHERE starts_with(rolname, '${env}')
    UNION ALL
    SELECT r.rolname || ' > ' || m.rolname FROM pg_auth_members a
    JOIN pg_roles r ON r.oid = a.roleid JOIN pg_roles m ON m.oid = a.member WHERE starts_with(m.rolname, '${env}')`);
  return rows.map(({ text }) => String(text).replaceAll(`${env}_`, "")).sort();
}
const FIRST = ["app", "reader"];
const SECOND = [
  "app",
  "audit",
  "audit > ops",
  "ops",
  "pg_read_all_data > audit",
  "reader",
  "reader > audit",
  "reader > ops",
];
const THIRD = ["app", "ops", "reader", "reader > ops"];

/** Marks that are left in a database, and large objects that somebody else made. */
async function marks(number: number): Promise<number> {
  const sql = await connect(databases[number - 1]?.url ?? "");
  const rows = await sql.unsafe("SELECT oid FROM pg_largeobject_metadata");
  await sql.end();
  return rows.length;
}

/** Whether the access of a database is told as other than its revisions say. */
async function drifted(number: number): Promise<boolean | undefined> {
  const checked = await checkTarget(project, async () => target(databases[number - 1]?.url ?? "", { env }));
  return "accessDrifted" in checked ? checked.accessDrifted : undefined;
}

describe("databases of one cluster with the same variables", () => {
  test("keep what another one needs, and the last one leaves nothing", async () => {
    await up(1, "#2");
    await up(2, "#2");
    await up(3, "#1");
    expect(await found()).toEqual(SECOND);
    const { moved } = await down(1, "#1");
    const needs = { reason: `the database ${databases[1]?.name} still needs it` };
    expect(moved[0]?.kept).toEqual(["audit", "ops"].map((role) => ({ role: `${env}_${role}`, ...needs })));
    expect(moved[0]?.keptMemberships).toHaveLength(4);
    for (const kept of moved[0]?.keptMemberships ?? []) expect(kept).toMatchObject(needs);
    expect(await found()).toEqual(SECOND);
    expect(await drifted(1)).toBe(false);
    await admin.unsafe(`GRANT ${env}_app TO ${env}_ops`);
    expect([await drifted(1), await drifted(2)]).toEqual([true, true]);
    // What anybody can write does not hide it.
    const other = await connect(
      Object.assign(new URL(inject("adminUrl")), { pathname: `/${databases[1]?.name}` }).href,
    );
    await other.unsafe(`CREATE ROLE anybody_${env}; SET ROLE anybody_${env}; SELECT lo_create(3758105384);
      GRANT SELECT ON LARGE OBJECT 3758105384 TO ${env}_app, ${env}_ops; RESET ROLE`);
    expect(await drifted(1)).toBe(true);
    await other.unsafe(`SELECT lo_unlink(3758105384); DROP ROLE anybody_${env}`);
    await other.end();
    await admin.unsafe(`REVOKE ${env}_app FROM ${env}_ops`);
    await down(2, "#1");
    expect(await found()).toEqual(FIRST);
    await down(1);
    await down(2);
    expect(await found()).toEqual(FIRST);
    await down(3);
    expect(await found()).toEqual([]);
    for (const number of [1, 2, 3]) expect(await marks(number)).toBe(0);
  });

  test("drop in an upgrade what only the last of them drops", async () => {
    for (const number of [1, 2]) await up(number, "#2");
    await up(1);
    expect(await found()).toEqual(SECOND);
    await up(2);
    expect(await found()).toEqual(THIRD);
    await down(1);
    await down(2);
    expect(await found()).toEqual([]);
  });

  test("hand over what one of them made that is dropped, and leave what was there before", async () => {
    await admin.unsafe(`CREATE ROLE ${env}_reader; GRANT ${env}_reader TO ${ops} WITH ADMIN OPTION`);
    await up(1);
    await up(2);
    await databases[0]?.drop();
    await up(3);
    await down(2);
    expect(await found()).toEqual(THIRD);
    const { moved } = await down(3);
    expect(moved.flatMap(({ kept }) => kept)).toEqual([
      { role: `${env}_reader`, reason: "it was there before this history", wasThere: true },
    ]);
    expect(await found()).toEqual(["reader"]);
  });

  test("are told by a copy of one, and by one of before there were marks", async () => {
    await up(1);
    await up(2);
    const name = databases[0]?.name ?? "";
    const copy = await freshDatabase(inject("adminUrl"), name);
    try {
      await down(1);
      await down(2);
      expect(await found()).toEqual(THIRD);
      const url = new URL(databases[0]?.url ?? "");
      url.pathname = new URL(copy.url).pathname;
      await migrate(project, target(url.href, { env }), { direction: "down", to: "base" });
      expect(await found()).toEqual([]);
    } finally {
      await copy.drop();
    }
    await up(1, "#2");
    const sql = await connect(databases[0]?.url ?? "");
    await sql.unsafe("SELECT lo_unlink(oid) FROM pg_largeobject_metadata");
    await sql.end();
    await up(1);
    await up(2);
    expect((await down(1)).moved.flatMap(({ kept }) => kept.map(({ role }) => role)).sort()).toEqual(
      ["app", "ops", "reader"].map((role) => `${env}_${role}`),
    );
    expect(await found()).toEqual(THIRD);
    await down(2);
    // app and ops have nothing of the second one but its marks.
    expect(await found()).toEqual([]);
  });

  test("keep their marks out of what is inspected", async () => {
    await up(1);
    expect(await marks(1)).toBeGreaterThan(0);
    const sql = await connect(databases[0]?.url ?? "");
    await sql.unsafe("SELECT lo_create(4711)");
    const { owners, privileges } = await inspect(sql);
    await sql.end();
    const objects = [...owners.values(), ...privileges.values()].map(({ object }) => object);
    expect(objects.filter(({ kind }) => kind === "large object")).toEqual([
      { kind: "large object", path: ["4711"] },
    ]);
  });

  test("go up and down at once, and leave no role", async () => {
    let survived = 0;
    for (let round = 0; round < ROUNDS; round++) {
      await Promise.all(
        [1, 2, 3].map(async (number) => {
          await up(number, `#${1 + ((round + number) % 3)}`);
          if ((round + number) % 2 === 0) await up(number);
          await down(number, (round + number) % 3 === 0 ? "#1" : "base");
          await up(number);
        }),
      );
      expect(await found()).toEqual(THIRD);
      await Promise.all([1, 2, 3].map((number) => down(number)));
      expect(await found()).toEqual([]);
      survived++;
    }
    process.stdout.write(
      `three databases up and down at once: ${survived} of ${ROUNDS} times no role was left\n`,
    );
  }, 3_600_000);
});

describe("a schema that gets another name", () => {
  const definitions = (schema: string) => `
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const mart = pgSchema("${schema}");
export const x = mart.table("x", { id: integer() });
`;
  const access = `
levels:
  read: {tables: SELECT}
  write: {tables: [SELECT, INSERT]}
access_roles:
  "\${env}_dwh_\${schema}_\${level}": {levels: [read, write], in: "*"}
creators:
  "\${env}_loader": "*"
roles:
  "\${env}_loader": {}
  "\${env}_analyst": {access: {level: read, in: "*"}}
`;
  let renaming: Project;
  beforeAll(async () => {
    renaming = await makeProject({ "definitions/a.ts": definitions("MART"), "roles/a.yaml": access }, [env]);
    await revise(renaming, "first", { proof: false });
    await writeFiles(renaming.root, { "definitions/a.ts": definitions("SALES") });
  });
  afterAll(() => removeProject(renaming.root));

  test("takes its access roles along, there and back, proved", async () => {
    const hints = [{ type: "rename", kind: "schema", from: ["MART"], to: ["SALES"] }] as const;
    const { migration, down, hazards } = await revise(renaming, "sales", { hints });
    const statements = (script: string) => script.split("\n").filter((line) => /^[A-Z]/.test(line));
    expect(statements(migration)).toEqual([
      'ALTER ROLE "${env}_dwh_mart_read" RENAME TO "${env}_dwh_sales_read";',
      'ALTER ROLE "${env}_dwh_mart_write" RENAME TO "${env}_dwh_sales_write";',
      'ALTER SCHEMA "MART" RENAME TO "SALES";',
    ]);
    expect(statements(down).sort()).toEqual([
      'ALTER ROLE "${env}_dwh_sales_read" RENAME TO "${env}_dwh_mart_read";',
      'ALTER ROLE "${env}_dwh_sales_write" RENAME TO "${env}_dwh_mart_write";',
      'ALTER SCHEMA "SALES" RENAME TO "MART";',
    ]);
    expect(hazards).toContainEqual({
      kind: "rename",
      message: "the schema MART is called SALES: queries, jobs and functions that say MART fail",
    });
  });

  test("does so once for two databases", async () => {
    const go = (number: number, direction: "up" | "down", to: string) =>
      migrate(renaming, target(databases[number - 1]?.url ?? "", { env }), { direction, to });
    for (const number of [1, 2]) await go(number, "up", "#1");
    expect((await go(1, "up", "head")).moved).toMatchObject([{ renamed: [] }]);
    const renamed = ["sales_read", "sales_write"].map((role) => `${env}_dwh_${role}`);
    expect((await go(2, "up", "head")).moved).toMatchObject([{ renamed }]);
    expect(await found()).toEqual([
      "analyst",
      "dwh_sales_read",
      "dwh_sales_read > analyst",
      "dwh_sales_write",
      "loader",
    ]);
    for (const number of [1, 2]) await go(number, "down", "base");
    expect(await found()).toEqual([]);
  });
});
