import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { catalogShape } from "../../scripts/database/inspect/shape.ts";
import { type Move, migrate } from "../../scripts/move/migrate.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";
import { refusalOf } from "../support/refusal.ts";

const suffix = randomBytes(4).toString("hex");
const name = (role: string) => `${role}_${suffix}`;
const [old, heir, reader, deployer] = ["old", "heir", "reader", "deployer"].map(name) as [
  string,
  string,
  string,
  string,
];

const DEFINITIONS = `
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const app = pgSchema("app");
export const a = app.table("a", { id: integer() });
`;
const ROLES = `
roles:
  ${heir}: { shared: true }
  ${reader}: { shared: true }
schemas:
  app: { owner: ${heir}, objects_owner: ${heir} }
`;
const WITH_OLD = ROLES.replace(
  "schemas:",
  `  ${old}: { shared: true, grants: [{ privileges: SELECT, tables: app.a }, { privileges: USAGE, schemas: app }] }\nschemas:`,
);
const without = (departure: string) => `${ROLES}removed: { ${old}: { ${departure} } }\n`;

let admin: Sql;
let sql: Sql;
let project: Project;
let url: string;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let other: Awaited<ReturnType<typeof freshDatabase>>;

const databaseName = (one: { readonly url: string }) => new URL(one.url).pathname.slice(1);
const run = (to: string, move: Move) => migrate(project, target(to, { env: "test" }), move);
const up = () => run(url, { direction: "up", to: "head" });
const down = () => run(url, { direction: "down", to: "-1" });
/** Without what whoever applies revisions is a member of, which goes and comes with the roles. */
const shape = async () =>
  (await catalogShape(sql, { roles: (role) => role.includes(suffix) })).filter(
    (line) => !line.startsWith(`membership ${deployer} in`),
  );

async function refused(work: Promise<unknown>) {
  const { diagnostics } = await refusalOf(work);
  return diagnostics.map(({ code, message, help }) => ({ code, text: `${message}\n${help}` }));
}

beforeAll(async () => {
  admin = await connect(inject("adminUrl"));
});
afterAll(() => admin.end());
beforeEach(async () => {
  database = await freshDatabase(inject("adminUrl"));
  other = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  await sql.unsafe(`CREATE ROLE ${deployer} LOGIN CREATEROLE PASSWORD 'p'`);
  await sql.unsafe(`ALTER DATABASE "${databaseName(database)}" OWNER TO ${deployer}`);
  const address = new URL(database.url);
  address.username = deployer;
  address.password = "p";
  url = address.href;
  project = await makeProject({ "definitions/a.ts": DEFINITIONS, "roles/all.yaml": WITH_OLD });
  await revise(project, "first", { proof: false });
});
afterEach(async () => {
  await sql.end();
  await database.drop();
  await other.drop();
  await removeProject(project.root);
  await admin.unsafe("DROP TABLESPACE IF EXISTS departing_space").catch(() => {});
  const rows = await admin.unsafe(`SELECT rolname FROM pg_roles WHERE rolname LIKE '%\\_${suffix}'
    ORDER BY rolname = '${deployer}'`);
  for (const { rolname } of rows) await admin.unsafe(`DROP OWNED BY "${rolname}"; DROP ROLE "${rolname}"`);
});

/** What people do by hand on a server as and for the role. */
async function byHand(): Promise<void> {
  await sql.unsafe(`
    CREATE SCHEMA "Hand made" AUTHORIZATION ${old};
    GRANT CREATE ON SCHEMA app TO ${old};
    SET ROLE ${old};
    CREATE TABLE app.mine (id serial PRIMARY KEY, at int GENERATED ALWAYS AS IDENTITY, note text);
    CREATE VIEW "Hand made".v AS SELECT id FROM app.mine;
    CREATE TYPE "Hand made".mood AS ENUM ('good');
    CREATE FUNCTION "Hand made".f(a int, b text[]) RETURNS int LANGUAGE sql RETURN 1;
    CREATE COLLATION "Hand made".col FROM "C";
    GRANT SELECT ON app.mine TO ${reader};
    GRANT UPDATE (note) ON app.mine TO ${reader};
    ALTER DEFAULT PRIVILEGES IN SCHEMA app GRANT SELECT ON TABLES TO ${reader};
    ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
    RESET ROLE;
    REVOKE CREATE ON SCHEMA app FROM ${old};
    SET ROLE ${heir};
    GRANT INSERT ON app.a TO ${old} WITH GRANT OPTION;
    GRANT UPDATE (id) ON app.a TO ${old};
    RESET ROLE;
    SET ROLE ${old};
    GRANT INSERT ON app.a TO ${reader};
    RESET ROLE;
    GRANT CONNECT ON DATABASE "${databaseName(database)}" TO ${old};
  `);
}

const ownedBy = async (role: string) =>
  (
    await sql.unsafe(`SELECT c.oid::regclass::text AS name FROM pg_class c
      WHERE relowner = '${role}'::regrole AND relkind IN ('r', 'v', 'S') ORDER BY 1`)
  ).map((row) => String(row.name));

describe.each(["a superuser", "a plain deployer"])("a role goes to its heir: as %s", (who) => {
  beforeEach(async () => {
    if (who === "a superuser") url = database.url;
    await up();
    await byHand();
    if (who === "a plain deployer") {
      await sql.unsafe(`GRANT ${old}, ${heir} TO ${deployer} WITH ADMIN OPTION`);
    }
  });

  test("what it owns here goes there by exact statements, and comes back", async () => {
    await sql.unsafe(`GRANT CONNECT ON DATABASE "${databaseName(other)}" TO ${reader}`);
    const before = await shape();
    await writeFiles(project.root, { "roles/all.yaml": without(`reassign_owned_to: ${heir}`) });
    const { hazards, migration } = await revise(project, "old goes", { proof: false });
    expect(migration).not.toMatch(/OWNED BY/);
    expect(hazards.map(({ message }) => message).join()).toContain(`beyond these revisions goes to ${heir}`);
    const { moved } = await up();
    const given = moved[0]?.given.join("\n");
    for (const thing of [
      "table app.mine",
      'view "Hand made".v',
      'schema "Hand made"',
      'type "Hand made".mood',
    ])
      expect(given).toContain(`${thing}: from ${old} to ${heir}`);
    expect(given).toContain(`rights of ${old} on table app.a`);
    const [row] = await sql.unsafe(`SELECT to_regrole('${old}') IS NULL AS gone,
      has_table_privilege('${reader}', 'app.mine', 'SELECT') AS reads,
      has_any_column_privilege('${reader}', 'app.mine', 'UPDATE') AS updates,
      has_schema_privilege('${heir}', 'Hand made', 'USAGE') AS uses`);
    expect(row).toEqual({ gone: true, reads: true, updates: true, uses: true });
    expect(await ownedBy(heir)).toEqual([
      '"Hand made".v',
      "app.a",
      "app.mine",
      "app.mine_at_seq",
      "app.mine_id_seq",
    ]);
    await down();
    expect(await shape()).toEqual(before);
    await up();
    await sql.unsafe('DROP VIEW "Hand made".v; ALTER TABLE app.mine RENAME TO other_name');
    await down();
    expect(await ownedBy(old)).toEqual([]);
  });

  test("without an heir it is refused with the list, and nothing is done", async () => {
    const before = await shape();
    await writeFiles(project.root, { "roles/all.yaml": without("") });
    await revise(project, "old goes", { proof: false });
    const [only, ...more] = await refused(up());
    expect(more).toEqual([]);
    expect(only?.code).toBe("role-holds-on");
    for (const line of ["owns table app.mine", 'owns view "Hand made".v', "has rights on table app.a"])
      expect(only?.text).toContain(`\n  ${old} ${line}`);
    expect(await shape()).toEqual(before);
  });

  test("what it has beyond the database is found before anything runs", async () => {
    const elsewhere = await connect(other.url);
    await elsewhere.unsafe(`CREATE TABLE public.t (id int); GRANT SELECT ON public.t TO ${old}`);
    await admin.unsafe(`ALTER DATABASE "${databaseName(other)}" OWNER TO ${old}`);
    await admin.unsafe(`GRANT CONNECT ON DATABASE postgres TO ${old}`);
    const before = await shape();
    await writeFiles(project.root, { "roles/all.yaml": without(`reassign_owned_to: ${heir}`) });
    await revise(project, "old goes", { proof: false });
    const [only, ...more] = await refused(up());
    expect(more).toEqual([]);
    expect(only?.code).toBe("role-beyond-database");
    const printed = [
      `ALTER DATABASE "${databaseName(other)}" OWNER TO "${heir}";`,
      `REVOKE ALL ON DATABASE "postgres" FROM "${old}";`,
    ];
    for (const statement of printed) expect(only?.text).toContain(`\n  ${statement}`);
    expect(only?.text).toContain(`in the database ${databaseName(other)}: REASSIGN OWNED BY "${old}"`);
    expect(await shape()).toEqual(before);
    for (const statement of printed) await admin.unsafe(statement);
    await elsewhere.unsafe(`REASSIGN OWNED BY "${old}" TO "${heir}"; DROP OWNED BY "${old}";`);
    await elsewhere.end();
    await up();
    expect((await sql.unsafe(`SELECT to_regrole('${old}') IS NULL AS gone`))[0]?.gone).toBe(true);
  });

  test("a role that another database needs is kept, and loses only what this history gave it", async () => {
    await sql.unsafe(`SET ROLE ${old}; REVOKE INSERT ON app.a FROM ${reader}; RESET ROLE`);
    await admin.unsafe(`GRANT CONNECT ON DATABASE "${databaseName(other)}" TO ${old}`);
    await writeFiles(project.root, { "roles/all.yaml": without("") });
    await revise(project, "old goes", { proof: false });
    const { moved } = await up();
    expect(moved[0]?.kept).toEqual([
      { role: old, reason: `the database ${databaseName(other)} still needs it` },
    ]);
    const [row] = await sql.unsafe(`SELECT has_table_privilege('${old}', 'app.a', 'SELECT') AS declared,
      has_table_privilege('${old}', 'app.a', 'INSERT') AS by_hand,
      has_database_privilege('${old}', '${databaseName(other)}', 'CONNECT') AS connects,
      (SELECT relowner = '${old}'::regrole FROM pg_class WHERE oid = 'app.mine'::regclass) AS owns`);
    expect(row).toEqual({ declared: false, by_hand: true, connects: true, owns: true });
  });
});
