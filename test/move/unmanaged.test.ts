import { describe, expect, test } from "vitest";
import { bootstrap } from "../../scripts/move/bootstrap-script.ts";
import { DEPLOYER, own, roleServer } from "../support/role-server.ts";

const DEFINITIONS = `
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const mart = pgSchema("DM_A");
export const a = mart.table("a", { id: integer(), n: integer() });
export const b = mart.table("b", { id: integer() });
`;
const roles = (more = "") => `
roles:
  ${own("owner")}: { shared: true }
  ${own("lead")}:
    shared: true
    grants:
      - { privileges: USAGE, schemas: DM_A }
      - { privileges: SELECT, tables: DM_A.a, grant_option: true }
  ${own("reader")}:
    shared: true
    grants:
      - { privileges: USAGE, schemas: DM_A }
schemas:
  DM_A: { owner: "${own("owner")}", objects_owner: "${own("owner")}"${more} }
`;

const server = roleServer({
  files: { "definitions/a.ts": DEFINITIONS, "roles/all.yaml": roles() },
  prepare: async (opened) => {
    for (const role of ["stranger", "friend", "alien"]) await opened.sql.unsafe(`CREATE ROLE ${own(role)}`);
    await opened.revise("first");
    await opened.up("a plain deployer");
    await opened.declare({ "roles/all.yaml": roles(", unmanaged: revoke") }, "unmanaged");
  },
});

/** Runs statements as a role. */
const as = (role: string, statements: string) => server.as(own(role), statements);

/** Who has what on what lies in the schema, and on the schema: `a: stranger SELECT`; owners' own left out. */
async function held(role: string): Promise<number> {
  const [row] = await server.sql.unsafe(
    `SELECT count(*)::int AS count FROM (
      SELECT relacl AS acl FROM pg_class WHERE relnamespace = '"DM_A"'::regnamespace
      UNION ALL SELECT attacl FROM pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE relnamespace = '"DM_A"'::regnamespace
      UNION ALL SELECT proacl FROM pg_proc WHERE pronamespace = '"DM_A"'::regnamespace
      UNION ALL SELECT nspacl FROM pg_namespace WHERE nspname = 'DM_A'
    ) AS acls, aclexplode(acl) WHERE grantee = '${own(role)}'::regrole`,
  );
  return row?.count;
}

/** What several roles gave to roles that nobody declared, and those to others. */
async function giveAway(): Promise<void> {
  await server.sql.unsafe(
    `CREATE FUNCTION "DM_A".f(integer, text) RETURNS integer LANGUAGE sql AS 'SELECT 1'`,
  );
  await server.sql.unsafe(`ALTER FUNCTION "DM_A".f OWNER TO ${own("owner")}`);
  await as(
    "owner",
    `GRANT USAGE, CREATE ON SCHEMA "DM_A" TO ${own("stranger")};
    GRANT USAGE ON SCHEMA "DM_A" TO ${own("friend")};
    GRANT INSERT ON "DM_A".a TO ${own("stranger")} WITH GRANT OPTION;
    GRANT UPDATE (n) ON "DM_A".a TO ${own("stranger")};
    GRANT EXECUTE ON FUNCTION "DM_A".f TO ${own("stranger")}`,
  );
  await as("lead", `GRANT SELECT ON "DM_A".a TO ${own("friend")}`);
  await as("stranger", `GRANT INSERT ON "DM_A".a TO ${own("friend")}, ${own("reader")}`);
  await as(
    "owner",
    `ALTER DEFAULT PRIVILEGES IN SCHEMA "DM_A" GRANT SELECT, INSERT ON TABLES TO ${own("stranger")}, ${own("lead")}`,
  );
}

const REVOKED = [
  `CREATE, USAGE on schema DM_A from ${own("stranger")}`,
  `EXECUTE on routine DM_A.f(integer, text) from ${own("stranger")}`,
  `INSERT on table DM_A.a from ${own("friend")}, which ${own("stranger")} had granted`,
  `INSERT on table DM_A.a from ${own("reader")}, which ${own("stranger")} had granted`,
  `INSERT on table DM_A.a from ${own("stranger")}`,
  `INSERT, SELECT by default on every table by ${own("owner")} in DM_A from ${own("stranger")}`,
  `SELECT on table DM_A.a from ${own("friend")}, which ${own("lead")} had granted`,
  `UPDATE on column DM_A.a.n from ${own("stranger")}`,
  `USAGE on schema DM_A from ${own("friend")}`,
];

describe("unmanaged: revoke", () => {
  test("takes from everybody, as whoever granted it", async () => {
    await giveAway();
    const { moved } = await server.up("a superuser");
    expect([...(moved.at(-1)?.revoked ?? [])].sort()).toEqual(REVOKED);
    expect(await held("stranger")).toBe(0);
    expect(await held("friend")).toBe(0);
    expect(await held("reader")).toBe(1);
    expect(await held("lead")).toBe(2);
  });

  test("says who without superuser must become, and does it then", async () => {
    await giveAway();
    const printed = await bootstrap(server.project, server.target("a plain deployer"));
    if (server.major >= 16) {
      const found = await server.refused("a plain deployer");
      expect(found).toMatchObject([
        {
          code: "executor-lacks-membership",
          message: `${DEPLOYER} must be a member of ${own("stranger")} to grant and revoke as it`,
        },
      ]);
      expect(await held("stranger")).toBeGreaterThan(0);
      expect(printed.sql).toEqual([
        `GRANT "${own("stranger")}" TO "${DEPLOYER}" WITH ADMIN FALSE, INHERIT FALSE, SET TRUE;`,
      ]);
    }
    for (const statement of printed.sql) await server.sql.unsafe(statement);
    const { moved } = await server.up("a plain deployer");
    expect([...(moved.at(-1)?.revoked ?? [])].sort()).toEqual(REVOKED);
    expect(await held("stranger")).toBe(0);
  });

  test("says who without superuser must be, where another role owns something", async () => {
    await server.sql.unsafe(
      `CREATE TABLE "DM_A".other (id integer); GRANT SELECT ON "DM_A".other TO ${own("stranger")}`,
    );
    const [lack] = await server.refused("a plain deployer");
    expect(lack?.code).toBe("executor-lacks-ownership");
    await server.sql.unsafe(lack?.help?.replace(/^.*?: /, "") ?? "");
    await server.up("a plain deployer");
    expect(await held("stranger")).toBe(0);
  });

  test("takes what default privileges in every schema give there, and leaves it elsewhere", async () => {
    const [owner, stranger, friend] = ["owner", "stranger", "friend"].map(own);
    await server.sql.unsafe(
      `CREATE SCHEMA other AUTHORIZATION ${owner}; CREATE SCHEMA shut; CREATE SCHEMA aside;
      GRANT CREATE ON SCHEMA aside, "DM_A" TO ${friend}; GRANT CREATE ON SCHEMA aside TO ${owner};
      ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} GRANT SELECT, INSERT ON TABLES TO ${stranger};
      ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} GRANT SELECT ON TABLES TO ${own("lead")};
      ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} REVOKE EXECUTE ON ROUTINES FROM PUBLIC;
      ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} GRANT EXECUTE ON ROUTINES TO ${stranger} WITH GRANT OPTION;
      ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA aside GRANT UPDATE ON TABLES TO ${stranger};
      ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} GRANT USAGE ON SCHEMAS TO ${stranger};
      ALTER DEFAULT PRIVILEGES FOR ROLE ${friend} GRANT SELECT ON TABLES TO ${stranger}`,
    );
    const { moved } = await server.up("a plain deployer");
    // Before 15 everybody may create there.
    const older = server.major < 15;
    const kept = `from ${stranger}, which keeps what it has by default in aside, other${older ? ", public" : ""}`;
    expect([...(moved.at(-1)?.revoked ?? [])].sort()).toEqual([
      `CREATE on schema DM_A from ${friend}`,
      `EXECUTE by default on every routine by ${owner} ${kept}`,
      `INSERT, SELECT by default on every table by ${owner} ${kept}`,
    ]);
    const rows = await server.sql.unsafe(
      `SELECT concat_ws(' ', coalesce(nspname, '*'), defaclobjtype, a.grantee::regrole,
        string_agg(a.privilege_type || CASE WHEN a.is_grantable THEN '*' ELSE '' END, ' ' ORDER BY a.privilege_type)) AS text
      FROM pg_default_acl d LEFT JOIN pg_namespace n ON n.oid = defaclnamespace
      CROSS JOIN LATERAL aclexplode(defaclacl) a
      WHERE defaclrole = '${owner}'::regrole AND a.grantee NOT IN (0, defaclrole)
      GROUP BY nspname, defaclobjtype, a.grantee ORDER BY 1`,
    );
    expect(rows.map(({ text }) => text)).toEqual(
      [
        `* n ${stranger} USAGE`,
        `* r ${own("lead")} SELECT`,
        `aside f ${stranger} EXECUTE*`,
        `aside r ${stranger} INSERT SELECT UPDATE`,
        `other f ${stranger} EXECUTE*`,
        `other r ${stranger} INSERT SELECT`,
        ...(older ? [`public f ${stranger} EXECUTE*`, `public r ${stranger} INSERT SELECT`] : []),
      ].sort(),
    );
    await server.as(
      own("owner"),
      `CREATE TABLE "DM_A".later (id integer); CREATE TABLE other.later (id integer)`,
    );
    const [row] = await server.sql.unsafe(
      `SELECT has_table_privilege('${stranger}', '"DM_A".later', 'SELECT') AS there,
      has_table_privilege('${stranger}', 'other.later', 'SELECT') AS elsewhere,
      (SELECT count(*)::int FROM pg_default_acl WHERE defaclrole = '${friend}'::regrole) AS friends`,
    );
    expect(row).toEqual({ there: false, elsewhere: true, friends: 1 });
    // Nothing of it is left: the next upgrade takes nothing.
    await server.declare(
      { "roles/all.yaml": `${roles(", unmanaged: revoke")}  other: { external: true }\n` },
      "again",
    );
    expect((await server.up("a superuser")).moved.at(-1)?.revoked ?? []).toEqual([]);
  });

  test("is refused where PostgreSQL revokes nothing", async () => {
    await server.sql.unsafe(`ALTER ROLE ${own("alien")} NOSUPERUSER`);
    await as(
      "owner",
      `GRANT USAGE ON SCHEMA "DM_A" TO ${own("alien")}; GRANT SELECT ON "DM_A".b TO ${own("alien")} WITH GRANT OPTION`,
    );
    await as("alien", `GRANT SELECT ON "DM_A".b TO ${own("stranger")}`);
    await server.sql.unsafe(`ALTER ROLE ${own("alien")} SUPERUSER`);
    expect(await server.refused("a superuser")).toMatchObject([
      {
        code: "unmanaged-not-revoked",
        message: `PostgreSQL did not revoke SELECT on table DM_A.b from ${own("stranger")}, which ${own("alien")} had granted`,
      },
    ]);
    expect(await held("stranger")).toBe(1);
  });
});
