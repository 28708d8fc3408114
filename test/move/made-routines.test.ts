/** Wildcards over routines that the SQL of revisions makes, drops, renames and makes again. */
import { describe, expect, test } from "vitest";
import { inspect } from "../../scripts/database/inspect/inspect.ts";
import { isEmptyDelta } from "../../scripts/model/delta.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { displayObject, type ObjectName } from "../../scripts/model/object.ts";
import { indexAccess } from "../../scripts/review/access/access-index.ts";
import { doorsTo, doorText } from "../../scripts/review/access/doors.ts";
import { readDraft, removeDraft, writeDraft } from "../../scripts/revise/draft.ts";
import { planRevision } from "../../scripts/revise/plan-revision.ts";
import { revisionFiles } from "../../scripts/revise/revision-files.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import { openDeclared } from "../../scripts/sources/declared-source.ts";
import { compareSources, readSources } from "../../scripts/sources/read-sources.ts";
import { writeFiles } from "../support/project.ts";
import { APPLIERS, own, roleServer } from "../support/role-server.ts";

const reader = own("reader");
const caller = own("caller");
const DEFINITIONS = `
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const app = pgSchema("app");
export const t = app.table("t", { id: integer() });
`;
const ROUTINES = `
CREATE TYPE "app"."mood" AS ENUM ('good');
CREATE FUNCTION app.plain() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE OR REPLACE FUNCTION "app"."of types"(a int, "b c" varchar(20), double precision, OUT d int, d2 app.mood[] DEFAULT ARRAY['good']::app.mood[])
  LANGUAGE sql AS $$ SELECT 1 $$;
CREATE FUNCTION app.many(VARIADIC what text[]) RETURNS SETOF app.t LANGUAGE sql AS 'SELECT * FROM app.t';
CREATE FUNCTION app.at(date timestamp (3) with time zone = now(), INOUT n numeric(10, 2) = 1) LANGUAGE sql AS 'SELECT 1.0';
CREATE PROCEDURE app.act(IN a "char", char) LANGUAGE sql AS '';
CREATE AGGREGATE app.total(integer) (sfunc = pg_catalog.int4pl, stype = integer);
CREATE AGGREGATE app.rows(*) (sfunc = pg_catalog.int8inc, stype = bigint, initcond = '0');
CREATE FUNCTION app.private(integer) RETURNS integer LANGUAGE sql AS 'SELECT 3';
CREATE FUNCTION app.probe() RETURNS integer LANGUAGE sql AS 'SELECT 4';
CREATE FUNCTION app.secret() RETURNS integer LANGUAGE sql AS 'SELECT 2';
`;
const GRANTS = `roles:
  ${reader}: { shared: true }
  ${caller}: { shared: true }
grants:
  - { to: ${reader}, privileges: EXECUTE, routines: "app.*", except: "app.secret()" }
  - { to: ${caller}, privileges: EXECUTE, routines: ["app.p*", "app.a*(*)"] }
public:
  - { privileges: [], routines: "app.*" }
`;

const server = roleServer({
  owns: true,
  files: { "definitions/a.ts": DEFINITIONS, "roles/all.yaml": "roles: {}\n" },
});

/** Writes a revision of this SQL and nothing else. */
async function byHand(migration: string, down: string): Promise<void> {
  const planned = await planRevision(await readSources(server.project), "by hand", [], { empty: true });
  if (planned.kind !== "planned") throw new Error(planned.kind);
  const { project } = server;
  const folder = await writeDraft(project, planned.revision, revisionFiles(planned.revision, { lines: [] }));
  await writeFiles(folder, { "migration.sql": migration, "down.sql": down });
  await proveAndWrite(project, await readDraft(await readSources(project)), { proof: true, where: folder });
  await removeDraft(project);
}

/** The routines of the schema that a role may call. */
async function called(role: string): Promise<string[]> {
  const rows =
    await server.sql.unsafe(`SELECT p.proname FROM pg_proc p WHERE pronamespace = 'app'::regnamespace
    AND has_function_privilege('${role}', p.oid, 'EXECUTE') ORDER BY p.proname COLLATE "C"`);
  return rows.map(({ proname }) => proname);
}

const changes = async () => compareSources(await readSources(server.project), []).changes;

describe.each(APPLIERS)("wildcards over routines: as %s", (who) => {
  test("reach what revisions made, in their whole life", async () => {
    await server.revise("first");
    await byHand(ROUTINES, "DROP SCHEMA app CASCADE; CREATE SCHEMA app; CREATE TABLE app.t (id integer);");
    await server.up(who);
    const { routines } = await readSources(server.project);
    const live = [...(await inspect(server.sql)).owners.values()].map(({ object }) => object);
    const ofSchema = live.filter(({ kind, path }) => kind === "routine" && path[0] === "app");
    const shown = (objects: readonly ObjectName[]) => objects.map(displayObject).sort();
    expect(shown(routines.known)).toEqual(shown(ofSchema));
    const { migration } = await server.declare(
      { "roles/all.yaml": GRANTS },
      "granted",
      who === "a superuser",
    );
    expect(migration).toContain('"app"."of types"(integer, character varying, double precision, app.mood[])');
    await server.up(who);
    expect(await called("public")).toEqual([]);
    expect(await called(reader)).toEqual([
      "act",
      "at",
      "many",
      "of types",
      "plain",
      "private",
      "probe",
      "rows",
      "total",
    ]);
    expect(await called(caller)).toEqual(["act", "at", "plain", "private", "probe"]);
    expect((await server.compared()).lines).toEqual([]);
    // Called otherwise, gone, and made again.
    await byHand(
      `ALTER FUNCTION app.plain() RENAME TO pure;
DROP FUNCTION app.many, app.private(integer);
DROP PROCEDURE app.act("char", character);`,
      `ALTER FUNCTION app.pure() RENAME TO plain;
CREATE FUNCTION app.many(VARIADIC what text[]) RETURNS SETOF app.t LANGUAGE sql AS 'SELECT * FROM app.t';
CREATE FUNCTION app.private(integer) RETURNS integer LANGUAGE sql AS 'SELECT 3';
CREATE PROCEDURE app.act(IN a "char", char) LANGUAGE sql AS '';
REVOKE ALL ON ROUTINE app.many(text[]), app.private(integer), app.act("char", character) FROM PUBLIC;
GRANT EXECUTE ON ROUTINE app.many(text[]), app.private(integer), app.act("char", character) TO ${reader};
GRANT EXECUTE ON ROUTINE app.private(integer), app.act("char", character) TO ${caller};`,
    );
    expect(isEmptyDelta(await changes())).toBe(true);
    await byHand(
      `CREATE PROCEDURE app.act(IN a "char", char) LANGUAGE sql AS '';
CREATE FUNCTION app.anew() RETURNS integer LANGUAGE sql AS 'SELECT 1';`,
      "DROP PROCEDURE app.act; DROP FUNCTION app.anew;",
    );
    await server.up(who);
    expect(await called("public")).toEqual(["act", "anew"]);
    const { migration: next, down } = await server.revise("again", who === "a superuser");
    expect(`${next}${down}`).not.toMatch(/"many"|"plain"|"private"/);
    await server.up(who);
    expect(await called("public")).toEqual([]);
    expect(await called(reader)).toEqual(["act", "anew", "at", "of types", "probe", "pure", "rows", "total"]);
    expect(await called(caller)).toEqual(["act", "anew", "at", "probe", "pure"]);
    expect(isEmptyDelta(await changes())).toBe(true);
    expect((await server.compared()).lines).toEqual([]);
    await server.move(who, "down", "-1");
    expect(await called("public")).toEqual(["act", "anew"]);
    await server.up(who);
    expect(await called("public")).toEqual([]);
  });
});

test("what cannot be told is said where it matters", async () => {
  await server.revise("first");
  await byHand(
    `CREATE FUNCTION app.f(a app.t.id%TYPE) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION app.g() RETURNS integer LANGUAGE sql AS 'SELECT 1';`,
    "DROP FUNCTION app.f; DROP FUNCTION app.g;",
  );
  const refused = async (routines: string) => {
    await writeFiles(server.project.root, {
      "roles/all.yaml": `roles:\n  ${reader}: { shared: true, grants: [{ privileges: EXECUTE, routines: "${routines}" }] }\n`,
    });
    const error = await changes().catch((error: unknown) => error);
    return error instanceof Refusal ? error.diagnostics.map(({ message }) => message) : [];
  };
  expect(await refused("app.*")).toEqual([
    "app.* reaches app.f, of which the types of arguments cannot be told from its CREATE",
  ]);
  expect(await refused("app.g*")).toEqual([]);
  expect(await refused("app.x*")).toEqual(["no routine matches app.x*"]);
  expect(await refused("app.g")).toEqual(["app.g does not say the types of its arguments"]);
});

test("a routine that does what its owner may is a door on the declared side too", async () => {
  await server.revise("first");
  await byHand(
    `CREATE FUNCTION app.door() RETURNS integer LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
CREATE FUNCTION app.later() RETURNS integer LANGUAGE sql AS 'SELECT 1 -- SECURITY DEFINER';
CREATE FUNCTION app.former() RETURNS integer SECURITY DEFINER LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION app.on_row() RETURNS trigger SECURITY DEFINER LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
ALTER FUNCTION app.later() EXTERNAL SECURITY DEFINER SET search_path = app;
CREATE OR REPLACE FUNCTION app.former() RETURNS integer LANGUAGE sql AS 'SELECT 1';`,
    "DROP FUNCTION app.door, app.later, app.former, app.on_row;",
  );
  await writeFiles(server.project.root, {
    "roles/all.yaml": `roles: { ${reader}: { shared: true }, ${caller}: { shared: true } }
owners: [{ owner: ${reader}, routines: "app.*" }]
public: [{ privileges: [], routines: "app.*" }]
grants:
  - { to: ${reader}, privileges: SELECT, tables: app.t }
  - { to: [${reader}, ${caller}], privileges: USAGE, schemas: app }
  - { to: ${caller}, privileges: EXECUTE, routines: ["app.door()", "app.later()", "app.former()"] }
`,
  });
  const { warehouse, definers = [] } = await openDeclared(server.project, {
    variables: { env: "test" },
    major: server.major,
  });
  const index = indexAccess(warehouse, server.major);
  const doors = (role: string) =>
    doorsTo(index, { kind: "table", path: ["app", "t"] }, definers, { roles: [role] }).map(doorText);
  expect(doors(caller)).toEqual([
    `may call app.door(), which does what ${reader} may: SELECT`,
    `may call app.later(), which does what ${reader} may: SELECT`,
  ]);
  expect([...doors(reader), ...doors("@public")]).toEqual([]);
});
