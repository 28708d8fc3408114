import { describe, expect, test } from "vitest";
import { catalogShape } from "../../scripts/database/inspect/shape.ts";
import { bootstrap } from "../../scripts/move/bootstrap-script.ts";
import { APPLIERS, DEPLOYER, own, roleServer } from "../support/role-server.ts";

const [old, heir, stranger] = ["old", "heir", "stranger"].map(own) as [string, string, string];
const definitions = (more = false) => `
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const app = pgSchema("app");
export const a = app.table("a", { id: integer() });
${more ? 'export const b = app.table("b", { id: integer() });' : ""}
`;
const ROLES = `roles:\n  ${heir}: { shared: true }\n`;
const GONE = `${ROLES}removed: { ${old}: { reassign_owned_to: ${heir} } }\n`;
const server = roleServer({
  files: {
    "definitions/a.ts": definitions(),
    "roles/all.yaml": `${ROLES}  ${old}: { shared: true, grants: [{ privileges: [USAGE, CREATE], schemas: app }] }\n`,
  },
});

const shape = () =>
  catalogShape(server.sql, { leaveOut: ["drizzle"], roles: (role) => [old, heir, stranger].includes(role) });
/** What the administrator gave for it, and what the deployer has of roles that it made anew. */
const ofDeployer = (line: string) => !line.includes(`membership ${DEPLOYER} in`);
const creates = async (schema: string): Promise<unknown> =>
  (await server.sql.unsafe(`SELECT has_schema_privilege('${heir}', '${schema}', 'CREATE') AS creates`))[0]
    ?.creates;

/** What the old role makes by hand in a schema where its heir may make nothing. */
const madeIn = (
  schema: string,
) => `CREATE TABLE ${schema}.mine (id serial); CREATE COLLATION ${schema}.col FROM "C";
  CREATE FUNCTION ${schema}.f() RETURNS int LANGUAGE sql RETURN 1; CREATE TYPE ${schema}.mood AS ENUM ('good')`;

describe.each(APPLIERS)("an heir who may not create: as %s", (who) => {
  test("gets what lies in a schema of whoever applies the revision", async () => {
    await server.revise("first");
    await server.up(who);
    await server.as(old, madeIn("app"));
    const before = await shape();
    await server.declare({ "roles/all.yaml": GONE }, "goes");
    await server.up(who);
    const rows =
      await server.sql.unsafe(`SELECT relname AS name FROM pg_class WHERE relowner = '${heir}'::regrole AND relkind = 'r'
      UNION SELECT collname FROM pg_collation WHERE collowner = '${heir}'::regrole ORDER BY 1`);
    expect(rows.map(({ name }) => name)).toEqual(["col", "mine"]);
    expect(await creates("app")).toBe(false);
    await server.move(who, "down", "-1");
    expect(await shape()).toEqual(before);
  });

  test("gets what lies in a schema of others, or it is found before anything runs", async () => {
    await server.revise("first");
    await server.up(who);
    await server.sql.unsafe(`CREATE ROLE ${stranger}; CREATE SCHEMA apart AUTHORIZATION ${stranger};
      GRANT USAGE ON SCHEMA apart TO PUBLIC; GRANT CREATE ON SCHEMA apart TO ${old}`);
    await server.as(old, 'CREATE TABLE apart.mine (id int); CREATE COLLATION apart.col FROM "C"');
    await server.sql.unsafe(`REVOKE CREATE ON SCHEMA apart FROM ${old}`);
    const before = await shape();
    await server.declare({ "definitions/a.ts": definitions(true) }, "more");
    await server.declare({ "roles/all.yaml": GONE }, "goes");
    if (who === "a plain deployer" && server.major >= 16) {
      const [first] = await server.refused(who);
      expect(first?.code).toBe("executor-lacks-membership");
      expect(first?.message).toContain(`${DEPLOYER} must be a member of ${stranger} to `);
      expect(await shape()).toEqual(before);
      const { sql } = await bootstrap(server.project, server.target(who));
      expect(sql).toEqual([`GRANT "${stranger}" TO "${DEPLOYER}" WITH ADMIN FALSE, INHERIT TRUE, SET TRUE;`]);
      for (const statement of sql) await server.sql.unsafe(statement);
    }
    await server.up(who);
    expect(await server.sql.unsafe(`SELECT to_regrole('${old}') AS there`)).toEqual([{ there: null }]);
    expect(await creates("apart")).toBe(false);
    await server.move(who, "down", "-2");
    expect((await shape()).filter(ofDeployer)).toEqual(before.filter(ofDeployer));
  });
});
