import { describe, expect, test } from "vitest";
import { catalogShape } from "../../scripts/database/inspect/shape.ts";
import { APPLIERS, DEPLOYER, own, roleServer } from "../support/role-server.ts";

const old = own("old");
const later = own("later");
const DEFINITIONS = `
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const app = pgSchema("app");
export const a = app.table("a", { id: integer() });
`;
const NOTHING = "roles: {}\n";
const DECLARED = (name = old) => `
roles:
  ${name}:
    shared: true
    login: true
    connection_limit: 3
    comment: of ours
    settings: { search_path: app, work_mem: 8MB, application_name: "\${env}" }
    settings_in_database: { statement_timeout: 5min }
`;
const WITHOUT_WORK_MEM = DECLARED().replace(" work_mem: 8MB,", "");

const server = roleServer({
  owns: true,
  files: { "definitions/a.ts": DEFINITIONS, "roles/all.yaml": NOTHING },
  prepare: async ({ sql, database, major }) => {
    await sql.unsafe(`CREATE ROLE ${old} NOINHERIT CONNECTION LIMIT 7 VALID UNTIL '2031-01-01T00:00:00Z';
      COMMENT ON ROLE ${old} IS 'of others, \${env}';
      ALTER ROLE ${old} SET work_mem = '64MB';
      ALTER ROLE ${old} SET application_name = 'it''s \${env}';
      ALTER ROLE ${old} SET lock_timeout = '3s';
      ALTER ROLE ${old} IN DATABASE "${database}" SET statement_timeout = '1min'`);
    if (major >= 16)
      await sql.unsafe(`GRANT ${old} TO ${DEPLOYER} WITH ADMIN TRUE, INHERIT FALSE, SET FALSE`);
  },
});

const shape = () => catalogShape(server.sql, { roles: (role) => role === old || role === later });

describe.each(APPLIERS)("a role that was there before: as %s", (who) => {
  test("gets what the files say, keeps the rest and says so; the way back gives back what was there", async () => {
    const { sql } = server;
    await server.revise("first");
    await server.up(who);
    const before = await shape();
    await server.declare({ "roles/all.yaml": DECLARED() }, "declared");
    const { moved } = await server.up(who);
    expect(moved[0]?.unspoken).toEqual([{ role: old, what: ["the setting lock_timeout"] }]);
    const [row] = await sql.unsafe(`SELECT rolcanlogin, rolinherit, rolconnlimit, rolvaliduntil::text,
      (SELECT to_jsonb(setconfig) FROM pg_db_role_setting WHERE setrole = r.oid AND setdatabase = 0) AS config
      FROM pg_roles r WHERE rolname = '${old}'`);
    expect(row).toEqual({
      rolcanlogin: true,
      rolinherit: true,
      rolconnlimit: 3,
      rolvaliduntil: "infinity",
      config: ["work_mem=8MB", "application_name=${env}", "lock_timeout=3s", "search_path=app"],
    });
    expect((await server.compared()).lines).toEqual([
      `the role ${old} has lock_timeout = 3s, not no lock_timeout`,
    ]);

    await server.declare({ "roles/all.yaml": WITHOUT_WORK_MEM }, "less");
    await server.up(who);
    // What somebody sets meanwhile is nothing of the history's.
    await sql.unsafe(`ALTER ROLE ${old} SET idle_session_timeout = '1h'`);
    await server.move(who, "down", "-1");
    const back = await server.move(who, "down", "-1");
    expect(back.moved[0]?.given).toEqual([
      expect.stringMatching(new RegExp(`^${old} as it was before: NOLOGIN, NOINHERIT, CONNECTION LIMIT 7`)),
    ]);
    await sql.unsafe(`ALTER ROLE ${old} RESET idle_session_timeout`);
    expect(await shape()).toEqual(before);

    // Once more, with other things there.
    await sql.unsafe(`ALTER ROLE ${old} SET work_mem = '1MB'`);
    const otherwise = await shape();
    await server.up(who);
    await server.move(who, "down", "-2");
    expect(await shape()).toEqual(otherwise);
  });

  test("that the files no longer name is as it was before too, under its new name", async () => {
    await server.declare({ "roles/all.yaml": DECLARED() }, "declared");
    await server.up(who);
    const renamed = DECLARED(later).replace(`${later}:`, `${later}:\n    renamed_from: ${old}`);
    await server.declare({ "roles/all.yaml": renamed }, "renamed");
    await server.up(who);
    const kept = await shape();
    await server.declare({ "roles/all.yaml": `${NOTHING}removed: { ${later}: {} }\n` }, "gone");
    const { moved } = await server.up(who);
    expect(moved[0]?.kept).toEqual([
      { role: later, reason: "it was there before this history", wasThere: true },
    ]);
    const [row] = await server.sql.unsafe(`SELECT rolcanlogin, rolconnlimit,
      shobj_description(oid, 'pg_authid') AS comment FROM pg_roles WHERE rolname = '${later}'`);
    expect(row).toEqual({ rolcanlogin: false, rolconnlimit: 7, comment: "of others, ${env}" });
    // The way back takes it over again.
    await server.move(who, "down", "-1");
    expect(await shape()).toEqual(kept);
    await server.move(who, "down", "base");
    expect(await shape()).not.toEqual(kept);
  });
});
