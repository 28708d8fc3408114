import { describe, expect, test } from "vitest";
import { bootstrap } from "../../scripts/move/bootstrap-script.ts";
import { indexAccess } from "../../scripts/review/access/access-index.ts";
import { whoCan } from "../../scripts/review/access/access-report.ts";
import { agree } from "../../scripts/revise/plan-revision.ts";
import { findNames } from "../../scripts/sources/find-names.ts";
import { lintDeclarations } from "../../scripts/sources/lint-declarations.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { writeFiles } from "../support/project.ts";
import { APPLIERS, DEPLOYER, own, roleServer } from "../support/role-server.ts";

const [owner, other, reader, writer] = ["owner", "other", "reader", "writer"].map(own) as [
  string,
  string,
  string,
  string,
];
const DEFINITIONS = `
import { sql } from "drizzle-orm";
import { integer, pgSchema, serial } from "drizzle-orm/pg-core";
export const app = pgSchema("app");
export const a = app.table("a", { id: serial(), n: integer() });
export const ids = app.sequence("ids");
export const shown = app.view("shown", { n: integer() }).as(sql\`select n from "app"."a"\`);
export const kept = app.materializedView("kept", { n: integer() }).as(sql\`select n from "app"."a"\`);
export const again = app.materializedView("again", { n: integer() }).as(sql\`select n from "app"."shown"\`);
`;
const roles = (write: string, more = "") => `
levels:
  write: ${write}
roles:
  ${DEPLOYER}: { external: true }
  ${owner}: { shared: true }
  ${other}: { shared: true }
  ${reader}: { shared: true }
  ${writer}: { shared: true, grants: [{ level: write, in: app }] }
${more}`;
const DATA = "[SELECT, INSERT, UPDATE]";

const server = roleServer({ files: { "definitions/a.ts": DEFINITIONS } });

/** What the writer has on each relation and sequence of the schema, as the server says. */
async function writes(): Promise<Record<string, string>> {
  const rows = await server.sql.unsafe(
    `SELECT relname, string_agg(p, ' ' ORDER BY n) FILTER (WHERE CASE WHEN relkind <> 'S' THEN has_table_privilege('${writer}', c.oid, p)
        ELSE p IN ('SELECT', 'UPDATE') AND has_sequence_privilege('${writer}', c.oid, p) OR p = 'INSERT' AND has_sequence_privilege('${writer}', c.oid, 'USAGE')
        END) AS has
      FROM pg_class c, unnest('{SELECT,INSERT,UPDATE,DELETE}'::text[]) WITH ORDINALITY AS u (p, n)
      WHERE relnamespace = 'app'::regnamespace AND relkind IN ('r', 'v', 'm', 'S') GROUP BY relname`,
  );
  return Object.fromEntries(rows.map(({ relname, has }) => [relname, has ?? ""]));
}

describe.each(APPLIERS)("what is declared is what holds: as %s", (who) => {
  test("levels speak of kinds, and of what creators make later views are as tables", async () => {
    const declare = async (write: string, more?: string) => {
      // The last of them is proved.
      const proof = who === "a superuser" && more !== undefined;
      await server.declare({ "roles/all.yaml": roles(write, more) }, "next", proof);
      await server.up(who);
      expect((await server.compared()).lines).toEqual([]);
      return writes();
    };
    const table = { a: "SELECT INSERT UPDATE", ids: "" };
    const readable = { shown: "SELECT", kept: "SELECT", again: "SELECT" };
    // Nothing is said of views and sequences.
    expect(await declare(`{ tables: ${DATA} }`)).toEqual({ ...table, ...readable, a_id_seq: "INSERT" });
    expect(await declare(`{ tables: ${DATA}, views: SELECT, sequences: none }`)).toEqual({
      ...table,
      ...readable,
      a_id_seq: "",
    });
    expect(await declare(`{ tables: INSERT, views: none, sequences: [USAGE, SELECT] }`)).toEqual({
      a: "INSERT",
      shown: "",
      kept: "",
      again: "",
      a_id_seq: "SELECT INSERT",
      ids: "SELECT INSERT",
    });
    expect(await declare(`{ tables: SELECT, views: [SELECT, UPDATE] }`)).toEqual({
      a: "SELECT",
      shown: "SELECT UPDATE",
      kept: "SELECT UPDATE",
      again: "SELECT UPDATE",
      a_id_seq: "",
      ids: "",
    });
    const creates = `creators:\n  ${owner}: app\n`;
    await declare(`{ tables: ${DATA}, sequences: none }`, creates);
    await server.as(
      owner,
      "CREATE TABLE app.made (id serial, n int); CREATE VIEW app.over AS SELECT n FROM app.made; CREATE MATERIALIZED VIEW app.copy AS SELECT n FROM app.made",
    );
    expect(await writes()).toEqual({
      ...table,
      ...readable,
      a_id_seq: "",
      made: "SELECT INSERT UPDATE",
      made_id_seq: "",
      over: "SELECT INSERT UPDATE",
      copy: "SELECT INSERT UPDATE",
    });
    await server.as(writer, "UPDATE app.over SET n = 1");
    expect((await server.compared()).lines).toEqual([]);
    const [warning, ...more] = (await lintDeclarations(server.project)).answer.filter(
      ({ code }) => code === "defaults-write-views",
    );
    expect(more).toEqual([]);
    expect(warning?.message).toContain(`what ${owner} makes in app as a view can be written by ${writer}`);
    await server.sql.unsafe("DROP MATERIALIZED VIEW app.copy; DROP VIEW app.over; DROP TABLE app.made");
    await server.move(who, "down", "base");
  });

  test("a materialized view whose owner cannot read what it reads is an error, as it is when it is filled again", async () => {
    const owned = (more: string) =>
      roles(
        `{ tables: SELECT }`,
        `schemas: { app: { owner: ${owner}, objects_owner: ${owner} } }
owners: [{ owner: ${other}, tables: [app.kept, app.again] }]
grants:
  - { to: ${other}, privileges: USAGE, schemas: app }
  - { to: ${other}, privileges: SELECT, tables: app.shown }
${more}`,
      );
    const reads = `  - { to: ${other}, privileges: SELECT, tables: app.a, columns: n }\n`;
    const refusal = {
      code: "view-unreadable",
      message: `${other}, which owns the materialized view app.kept, has no SELECT on table app.a, so it cannot be filled`,
      at: { file: expect.stringContaining("definitions/a.ts"), line: 8 },
    };
    await writeFiles(server.project.root, { "roles/all.yaml": owned("") });
    await expect(server.revise("first", true)).rejects.toMatchObject({ diagnostics: [refusal] });
    await server.declare({ "roles/all.yaml": owned(reads) }, "first", true);
    await server.up(who);
    const refresh = () =>
      server.as(other, "REFRESH MATERIALIZED VIEW app.kept; REFRESH MATERIALIZED VIEW app.again");
    await refresh();
    // What the server would refuse is refused where it is declared.
    await writeFiles(server.project.root, { "roles/all.yaml": owned("") });
    await expect(readSources(server.project).then(agree)).rejects.toMatchObject({ diagnostics: [refusal] });
    await server.as(owner, `REVOKE SELECT (n) ON app.a FROM ${other}`);
    await expect(refresh()).rejects.toMatchObject({ code: "42501" });
    await server.sql.unsafe("RESET ROLE");
    await server.as(owner, `GRANT SELECT (n) ON app.a TO ${other}`);
    await server.move(who, "down", "base");
  });
});

describe("bootstrap", () => {
  const PUBLIC_TABLE = `import { integer, pgTable } from "drizzle-orm/pg-core";
export const t = pgTable("t", { id: integer() });
`;
  const files = {
    "definitions/a.ts": PUBLIC_TABLE,
    "roles/all.yaml": `roles: {}\npublic: [{ privileges: [], database: current }]\n`,
  };
  const printed = async () => (await bootstrap(server.project, server.target("a superuser"), DEPLOYER)).sql;

  test("asks for nothing that owning the database gives, unless its owner has taken that from itself", async () => {
    const { sql, database, major } = server;
    const owns = `ALTER DATABASE "${database}" OWNER TO "${DEPLOYER}";`;
    const inPublic = `GRANT USAGE, CREATE ON SCHEMA "public" TO "${DEPLOYER}";`;
    await server.declare(files, "first");
    await sql.unsafe(`REVOKE ALL ON DATABASE "${database}" FROM PUBLIC, ${DEPLOYER}`);
    // Before 15 the schema belongs to somebody, and everybody may create there.
    await sql.unsafe("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    const expected = major >= 15 ? [owns] : [owns, inPublic];
    expect([...(await printed())].sort()).toEqual(expected);
    await sql.unsafe(`REVOKE CONNECT ON DATABASE "${database}" FROM CURRENT_USER`);
    expect(await printed()).toContain(`GRANT CONNECT ON DATABASE "${database}" TO "${DEPLOYER}";`);
    await sql.unsafe(`GRANT CONNECT ON DATABASE "${database}" TO CURRENT_USER`);
    for (const statement of await printed()) await sql.unsafe(statement);
    expect(await printed()).toEqual([]);
    await server.up("a plain deployer");
    const [row] = await sql.unsafe(
      "SELECT relowner::regrole::text AS owner FROM pg_class WHERE oid = 'public.t'::regclass",
    );
    expect(row?.owner).toBe(DEPLOYER);
  });
});

describe("who, on the declared side", () => {
  test.each([
    ["", ["PUBLIC USAGE"]],
    [
      `grants: [{ to: ${reader}, privileges: CREATE, schemas: public }]`,
      ["PUBLIC USAGE", `${reader} CREATE`],
    ],
    [
      `public: [{ privileges: [], schemas: public }]\ngrants: [{ to: ${reader}, privileges: USAGE, schemas: public }]`,
      [`${reader} USAGE`],
    ],
    [`owners: [{ owner: ${owner}, schemas: public }]`, ["PUBLIC USAGE", `${owner} CREATE`, `${owner} USAGE`]],
  ])("answers for the schema public as the server does: %s", async (more, expected) => {
    await server.declare({ "roles/all.yaml": roles("{ tables: SELECT }", more) }, "first");
    await server.up("a superuser");
    const answers = (await server.sides()).map((source) => {
      const { object } = findNames(source, { object: "public" });
      const holders = whoCan(indexAccess(source.warehouse, server.major), object);
      const ours = holders.filter(({ role }) => role === "PUBLIC" || source.warehouse.roles.has(role));
      return [...new Set(ours.map(({ role, privilege }) => `${role} ${privilege}`))]
        .filter((line) => /^PUBLIC|^(?:owner|reader|writer|other)_/.test(line))
        .sort();
    });
    const all = server.major < 15 && !more.startsWith("public") ? ["PUBLIC CREATE", ...expected] : expected;
    expect(answers).toEqual([all, all]);
  });
});
