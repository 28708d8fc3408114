import { describe, expect, test } from "vitest";
import { APPLIERS, DEPLOYER, own, roleServer } from "../support/role-server.ts";

const [dbt, reader] = ["dbt", "reader"].map(own) as [string, string];
const DEFINITIONS = `
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const app = pgSchema("app");
export const a = app.table("a", { id: integer() });
`;
const ROLES = `
levels:
  write: { tables: [SELECT, INSERT] }
roles:
  ${DEPLOYER}: { external: true }
  ${dbt}: { shared: true }
  ${reader}: { shared: true, grants: [{ level: write, in: app }] }
creators:
  ${DEPLOYER}: [app]
  ${dbt}: [app]
public:
  - { privileges: [], routines: "*.*" }
`;

const server = roleServer({
  owns: true,
  files: { "definitions/a.ts": DEFINITIONS, "roles/all.yaml": ROLES },
  prepare: async ({ sql, major }) => {
    if (major >= 16) await sql.unsafe(`ALTER ROLE ${DEPLOYER} SET createrole_self_grant = 'set, inherit'`);
  },
});

/** What dbt and the deployer make all day. */
const MADE = `
  SET ROLE ${dbt};
  CREATE TABLE app.made (id serial, n int GENERATED ALWAYS AS IDENTITY);
  CREATE TABLE app.parts (id int) PARTITION BY RANGE (id);
  CREATE TABLE app.part PARTITION OF app.parts FOR VALUES FROM (0) TO (10);
  CREATE VIEW app.shown AS SELECT id FROM app.made;
  CREATE FUNCTION app.f() RETURNS int LANGUAGE sql RETURN 1;
  RESET ROLE;
  SET ROLE ${DEPLOYER};
  CREATE TABLE app.by_hand (id serial);
  RESET ROLE;
`;

describe.each(APPLIERS)("creators on a server: as %s", (who) => {
  test("a deployer who owns the schema is a creator; what creators make is as declared", async () => {
    const { sql } = server;
    await server.revise("first", who === "a superuser");
    await server.up(who);
    expect((await server.compared()).lines).toEqual([]);
    await sql.unsafe(MADE);
    const { lines, script } = await server.compared();
    expect(lines).toEqual([]);
    expect(script).toBe("-- Nothing to do on a server.\n");
    // What default privileges did not give is told as before.
    await sql.unsafe(`GRANT DELETE ON app.made TO ${reader}`);
    expect((await server.compared()).lines).toEqual([`${reader} should not have DELETE on table app.made`]);
    await sql.unsafe((await server.compared()).script);
    const [row] = await sql.unsafe(`SELECT has_table_privilege('${reader}', 'app.made', 'DELETE') AS deletes,
      has_table_privilege('${reader}', 'app.made', 'INSERT') AS inserts`);
    expect(row).toEqual({ deletes: false, inserts: true });
    expect((await server.compared()).lines).toEqual([]);
  });
});
