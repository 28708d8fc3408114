import { randomBytes } from "node:crypto";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { connect, type Sql, serverVersion } from "../../scripts/database/connect/connect.ts";
import { inspect } from "../../scripts/database/inspect/inspect.ts";
import { bindWarehouse } from "../../scripts/model/bind.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { describeDifference } from "../../scripts/review/differences.ts";
import { accessScript, compareAccess } from "../../scripts/sources/compare-access.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { compareSources, readSources } from "../../scripts/sources/read-sources.ts";
import type { Source } from "../../scripts/sources/source.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, target } from "../support/project.ts";

const suffix = randomBytes(4).toString("hex");
const name = (role: string) => `${role}_${suffix}`;
const [deployer, dbt, reader] = ["deployer", "dbt", "reader"].map(name) as [string, string, string];
const DEFINITIONS = `
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const app = pgSchema("app");
export const a = app.table("a", { id: integer() });
`;
const ROLES = `
levels:
  write: { tables: [SELECT, INSERT] }
roles:
  ${deployer}: { external: true }
  ${dbt}: { shared: true }
  ${reader}: { shared: true, grants: [{ level: write, in: app }] }
creators:
  ${deployer}: [app]
  ${dbt}: [app]
public:
  - { privileges: [], routines: "*.*" }
`;

let sql: Sql;
let project: Project;
let major: number;
let database: Awaited<ReturnType<typeof freshDatabase>>;

beforeEach(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  major = (await serverVersion(sql)).major;
  const databaseName = new URL(database.url).pathname.slice(1);
  await sql.unsafe(`CREATE ROLE ${deployer} LOGIN CREATEROLE PASSWORD 'p'`);
  if (major >= 16) await sql.unsafe(`ALTER ROLE ${deployer} SET createrole_self_grant = 'set, inherit'`);
  await sql.unsafe(`ALTER DATABASE "${databaseName}" OWNER TO ${deployer}`);
  project = await makeProject({ "definitions/a.ts": DEFINITIONS, "roles/all.yaml": ROLES });
});
afterEach(async () => {
  const admin = await connect(inject("adminUrl"));
  await sql.end();
  await database.drop();
  await removeProject(project.root);
  const rows = await admin.unsafe(`SELECT rolname FROM pg_roles WHERE rolname LIKE '%\\_${suffix}'
    ORDER BY rolname = '${deployer}'`);
  for (const { rolname } of rows) await admin.unsafe(`DROP OWNED BY "${rolname}"; DROP ROLE "${rolname}"`);
  await admin.end();
});

/** In what the live side is not as declared, and the SQL that would make it so. */
async function compared() {
  const { declared } = compareSources(await readSources(project), []);
  const source = (kind: Source["kind"], warehouse: Source["warehouse"]) =>
    ({
      kind,
      warehouse,
      renames: [],
      database: new URL(database.url).pathname.slice(1),
    }) as unknown as Source;
  const files = source("declared", bindWarehouse(declared, { variables: { env: "test" }, major }));
  const live = source("live", await inspect(sql));
  return {
    lines: describeDifference(compareAccess(files, live).difference),
    script: accessScript(compareAccess(live, files)),
  };
}

/** What dbt and the deployer make all day. */
const MADE = `
  SET ROLE ${dbt};
  CREATE TABLE app.made (id serial, n int GENERATED ALWAYS AS IDENTITY);
  CREATE TABLE app.parts (id int) PARTITION BY RANGE (id);
  CREATE TABLE app.part PARTITION OF app.parts FOR VALUES FROM (0) TO (10);
  CREATE VIEW app.shown AS SELECT id FROM app.made;
  CREATE FUNCTION app.f() RETURNS int LANGUAGE sql RETURN 1;
  RESET ROLE;
  SET ROLE ${deployer};
  CREATE TABLE app.by_hand (id serial);
  RESET ROLE;
`;

describe.each(["a superuser", "a plain deployer"])("creators on a server: as %s", (who) => {
  test("a deployer who owns the schema is a creator; what creators make is as declared", async () => {
    const address = new URL(database.url);
    if (who === "a plain deployer") {
      address.username = deployer;
      address.password = "p";
    }
    await revise(project, "first", { proof: who === "a superuser" });
    await migrate(project, target(address.href, { env: "test" }), { direction: "up", to: "head" });
    expect((await compared()).lines).toEqual([]);
    await sql.unsafe(MADE);
    const { lines, script } = await compared();
    expect(lines).toEqual([]);
    expect(script).toBe("-- Nothing to do on a server.\n");
    // What default privileges did not give is told as before.
    await sql.unsafe(`GRANT DELETE ON app.made TO ${reader}`);
    expect((await compared()).lines).toEqual([`${reader} should not have DELETE on table app.made`]);
    await sql.unsafe((await compared()).script);
    const [row] = await sql.unsafe(`SELECT has_table_privilege('${reader}', 'app.made', 'DELETE') AS deletes,
      has_table_privilege('${reader}', 'app.made', 'INSERT') AS inserts`);
    expect(row).toEqual({ deletes: false, inserts: true });
    expect((await compared()).lines).toEqual([]);
  });
});
