import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { connect, type Sql, serverVersion } from "../../scripts/database/connect/connect.ts";
import { inspect, type LiveWarehouse } from "../../scripts/database/inspect/inspect.ts";
import { EMPTY_ACL, PUBLIC, plainEntry } from "../../scripts/model/acl.ts";
import { parseObjectKey } from "../../scripts/model/object.ts";
import { aclOf } from "../../scripts/model/warehouse.ts";
import { freshDatabase } from "../support/cluster.ts";

const suffix = randomBytes(4).toString("hex");
const reader = `reader_${suffix}`;
const owner = `owner_${suffix}`;
const nobody = `nobody_${suffix}`;

const SETUP = `
CREATE ROLE ${reader};
CREATE ROLE ${owner};
CREATE ROLE ${nobody};
CREATE SCHEMA "A";

CREATE TYPE "A"."mo od" AS ENUM ('a');
CREATE TYPE "A".pair AS (a int, b text);
CREATE TYPE "A".shell;
CREATE DOMAIN "A".positive AS int CHECK (VALUE > 0);
CREATE TYPE "A".span AS RANGE (subtype = int);
CREATE TABLE "A".t (id serial, no int GENERATED ALWAYS AS IDENTITY, gone int);
CREATE SEQUENCE "A".free;

CREATE FUNCTION "A".f(a int, b "A"."mo od"[], OUT c text) LANGUAGE sql AS 'SELECT ''x''';
CREATE FUNCTION "A".f(VARIADIC a numeric(4,2)[]) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION "A".f() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE PROCEDURE "A".p(a int, INOUT b text) LANGUAGE sql AS 'SELECT ''x''';
CREATE AGGREGATE "A".total(int) (sfunc = int4pl, stype = int, initcond = '0');
CREATE FUNCTION "A".window() RETURNS bigint LANGUAGE internal WINDOW AS 'window_row_number';
CREATE FOREIGN DATA WRAPPER "fdw.${suffix}";
CREATE SERVER server_${suffix} FOREIGN DATA WRAPPER "fdw.${suffix}";
SELECT lo_create(4711), lo_create(4712);

ALTER FUNCTION "A".f() OWNER TO ${owner};
ALTER TYPE "A"."mo od" OWNER TO ${owner};
ALTER DOMAIN "A".positive OWNER TO ${owner};
ALTER LARGE OBJECT 4711 OWNER TO ${owner};
ALTER SERVER server_${suffix} OWNER TO ${owner};

GRANT EXECUTE ON FUNCTION "A".f(int, "A"."mo od"[]) TO ${reader} WITH GRANT OPTION;
REVOKE EXECUTE ON FUNCTION "A".f() FROM PUBLIC;
REVOKE EXECUTE ON PROCEDURE "A".p FROM PUBLIC;
GRANT EXECUTE ON PROCEDURE "A".p TO ${reader};
GRANT EXECUTE ON FUNCTION "A".total TO ${reader};
REVOKE USAGE ON TYPE "A"."mo od" FROM PUBLIC;
GRANT USAGE ON DOMAIN "A".positive TO ${reader};
GRANT USAGE ON TYPE "A".pair, "A".span TO ${reader};
REVOKE USAGE ON TYPE "A".pair, "A".span FROM PUBLIC;
REVOKE USAGE ON LANGUAGE plpgsql FROM PUBLIC;
GRANT USAGE ON FOREIGN DATA WRAPPER "fdw.${suffix}" TO ${reader};
GRANT USAGE ON FOREIGN SERVER server_${suffix} TO ${reader};
GRANT SELECT ON LARGE OBJECT 4711 TO ${reader};
GRANT SELECT ON LARGE OBJECT 4712 TO ${reader};
REVOKE SELECT ON LARGE OBJECT 4712 FROM ${reader};
GRANT SELECT (gone) ON "A".t TO ${reader};
ALTER TABLE "A".t DROP gone;
`;

let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
let live: LiveWarehouse;
let major: number;
beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  await sql.unsafe(SETUP);
  major = (await serverVersion(sql)).major;
  live = await inspect(sql);
});
afterAll(async () => {
  await sql.end();
  await database.drop();
  const admin = await connect(inject("adminUrl"));
  await admin.unsafe(`DROP ROLE ${reader}, ${owner}, ${nobody}`);
  await admin.end();
});

/** Who has what on an object: `reader: USAGE*`; undefined where its ACL is the built-in one. */
function said(key: string, warehouse = live): string[] | undefined {
  const acl = warehouse.privileges.get(key)?.acl;
  return acl && [...acl.entries.values()].map(sentence);
}

const sentence = (entry: { grantee: string; privilege: string; grantable: boolean; grantor: string }) =>
  `${entry.grantee}: ${entry.privilege}${entry.grantable ? "*" : ""}${entry.grantor === "@owner" ? "" : ` by ${entry.grantor}`}`;

const keys = (map: ReadonlyMap<string, unknown>, kind: string) =>
  [...map.keys()].filter((key) => key.startsWith(`${kind} `)).sort();

describe("objects", () => {
  test("routines, by the types of their arguments", () => {
    // A range brings its constructors along.
    const routines = keys(live.owners, "routine").filter((key) => !/span|multirange/.test(key));
    expect(routines).toEqual([
      "routine A.f()",
      'routine A.f(integer, "A"."mo od"[])',
      "routine A.f(numeric[])",
      "routine A.p(integer, text)",
      "routine A.total(integer)",
      "routine A.window()",
    ]);
    for (const key of live.owners.keys()) expect(parseObjectKey(key)).toEqual(live.owners.get(key)?.object);
  });

  test("types and sequences that stand on their own", () => {
    // Routines have a test of their own.
    expect([...live.objects.keys()].filter((key) => !key.startsWith("routine "))).toEqual([
      "sequence A.free",
      'type A."mo od"',
      "type A.pair",
      "type A.positive",
      "type A.span",
    ]);
    expect(live.objects.get("type A.pair")).toEqual({ kind: "type", path: ["A", "pair"] });
    expect(keys(live.owners, "type")).toEqual(
      [...live.objects.keys()].filter((key) => key.startsWith("type")),
    );
  });

  test("sequences, those of columns too", () => {
    expect(keys(live.owners, "sequence")).toEqual([
      "sequence A.free",
      "sequence A.t_id_seq",
      "sequence A.t_no_seq",
    ]);
  });

  test("of PostgreSQL's own the languages only", () => {
    expect(keys(live.owners, "language")).toEqual(
      ["c", "internal", "plpgsql", "sql"].map((name) => `language ${name}`),
    );
    expect(
      [...live.owners.keys()].filter((key) => /pg_catalog|information_schema|pg_toast/.test(key)),
    ).toEqual([]);
  });

  test("have owners", () => {
    const owned = [...live.owners].filter(([, { owner: name }]) => name === owner).map(([key]) => key);
    expect(owned.sort()).toEqual([
      `foreign server server_${suffix}`,
      'large object "4711"',
      "routine A.f()",
      'type A."mo od"',
      "type A.positive",
    ]);
    expect(keys(live.owners, "foreign data wrapper")).toEqual([`foreign data wrapper "fdw.${suffix}"`]);
  });
});

describe("privileges", () => {
  test.each([
    ['routine A.f(integer, "A"."mo od"[])', ["@public: EXECUTE", `${reader}: EXECUTE*`]],
    ["routine A.f()", []],
    ["routine A.f(numeric[])", undefined],
    ["routine A.p(integer, text)", [`${reader}: EXECUTE`]],
    ["routine A.total(integer)", ["@public: EXECUTE", `${reader}: EXECUTE`]],
    ['type A."mo od"', []],
    ["type A.positive", ["@public: USAGE", `${reader}: USAGE`]],
    ["type A.pair", [`${reader}: USAGE`]],
    ["type A.span", [`${reader}: USAGE`]],
    ["language plpgsql", []],
    ["language sql", undefined],
    [`foreign data wrapper "fdw.${suffix}"`, [`${reader}: USAGE`]],
    [`foreign server server_${suffix}`, [`${reader}: USAGE`]],
    ['large object "4711"', [`${reader}: SELECT`]],
    ['large object "4712"', undefined],
  ])("%s", (key, expected) => {
    expect(said(key)).toEqual(expected);
  });

  test("built-in ACLs are not said, and ACLs are interned", () => {
    expect(live.privileges.get("language plpgsql")?.acl).toBe(EMPTY_ACL);
    expect(live.privileges.get("type A.pair")?.acl).toBe(live.privileges.get("type A.span")?.acl);
    const acl = aclOf(live, { kind: "routine", path: ["A", "window", ""] });
    expect([...acl.entries.values()]).toEqual([plainEntry(PUBLIC, "EXECUTE")]);
  });

  test("of columns that were dropped are nobody's", () => {
    expect(keys(live.privileges, "column")).toEqual([]);
  });

  test("an owner who has less, and one who has nothing", async () => {
    await sql.unsafe(`
      REVOKE SELECT ON SEQUENCE "A".free FROM current_user;
      REVOKE ALL ON SCHEMA "A" FROM current_user;
      REVOKE ALL ON FUNCTION "A".f(numeric[]) FROM PUBLIC, current_user`);
    const less = await inspect(sql);
    expect(said("sequence A.free", less)).toEqual(["@owner: SELECT*"]);
    expect(said("schema A", less)).toEqual(["@owner: CREATE*", "@owner: USAGE*"]);
    expect(said("routine A.f(numeric[])", less)).toEqual(["@owner: EXECUTE*"]);
    await sql.unsafe(`
      GRANT ALL ON SEQUENCE "A".free TO current_user;
      GRANT ALL ON SCHEMA "A" TO current_user;
      GRANT ALL ON FUNCTION "A".f(numeric[]) TO PUBLIC, current_user`);
    const whole = await inspect(sql);
    expect(whole.privileges.keys()).not.toContain("sequence A.free");
    expect(said("schema A", whole)).toBeUndefined();
    expect(said("routine A.f(numeric[])", whole)).toBeUndefined();
  });

  test("of parameters, from 15 on", async () => {
    if (major < 15) return;
    await sql.unsafe(`
      GRANT SET ON PARAMETER "my.p_${suffix}" TO ${reader} WITH GRANT OPTION;
      GRANT ALL ON PARAMETER "my.p_${suffix}" TO ${owner}`);
    const key = `parameter "my.p_${suffix}"`;
    const after = await inspect(sql);
    expect(said(key, after)).toEqual([`${owner}: ALTER SYSTEM`, `${owner}: SET`, `${reader}: SET*`]);
    expect(after.owners.has(key)).toBe(false);
    await sql.unsafe(`REVOKE ALL ON PARAMETER "my.p_${suffix}" FROM ${reader}, ${owner}`);
    expect((await inspect(sql)).privileges.has(key)).toBe(false);
  });
});

describe("members of extensions", () => {
  test("count where somebody changed their ACL", async () => {
    await sql.unsafe(`
      CREATE SCHEMA ext;
      CREATE EXTENSION postgres_fdw SCHEMA ext;
      CREATE EXTENSION pg_stat_statements SCHEMA ext;
      CREATE EXTENSION citext SCHEMA ext`);
    const before = await inspect(sql);
    const members = ({ owners, privileges }: LiveWarehouse) =>
      [...new Set([...owners.keys(), ...privileges.keys()])]
        .filter((key) => /ext\.|postgres_fdw/.test(key))
        .sort();
    expect(members(before)).toEqual([]);
    expect([...before.objects.keys()]).toEqual([...live.objects.keys()]);
    await sql.unsafe(`
      GRANT USAGE ON FOREIGN DATA WRAPPER postgres_fdw TO ${reader};
      GRANT SELECT (dealloc) ON ext.pg_stat_statements_info TO ${reader};
      REVOKE SELECT ON ext.pg_stat_statements FROM PUBLIC;
      REVOKE EXECUTE ON FUNCTION ext.citext_eq FROM PUBLIC;
      REVOKE USAGE ON TYPE ext.citext FROM PUBLIC`);
    const after = await inspect(sql);
    expect(members(after)).toEqual([
      "column ext.pg_stat_statements_info.dealloc",
      "foreign data wrapper postgres_fdw",
      "routine ext.citext_eq(ext.citext, ext.citext)",
      "table ext.pg_stat_statements",
      "type ext.citext",
    ]);
    expect(said("foreign data wrapper postgres_fdw", after)).toEqual([`${reader}: USAGE`]);
    expect([...after.relations.keys()].filter((key) => key.startsWith("ext."))).toEqual([]);
    expect([...after.objects.keys()]).toEqual([...live.objects.keys()]);
    await sql.unsafe(`
      REVOKE USAGE ON FOREIGN DATA WRAPPER postgres_fdw FROM ${reader};
      REVOKE SELECT (dealloc) ON ext.pg_stat_statements_info FROM ${reader};
      GRANT SELECT ON ext.pg_stat_statements TO PUBLIC;
      GRANT EXECUTE ON FUNCTION ext.citext_eq TO PUBLIC;
      GRANT USAGE ON TYPE ext.citext TO PUBLIC`);
    expect(members(await inspect(sql))).toEqual([]);
    await sql.unsafe("DROP SCHEMA ext CASCADE");
  });
});

test("a role without any privilege sees the same", async () => {
  // Not what other tests change meanwhile: all databases share roles and parameters.
  const mine = ({ owners, objects, relations, privileges, defaults }: LiveWarehouse) => {
    const here = [...privileges].filter(([, { object }]) => object.kind !== "parameter");
    return { owners, objects, relations, defaults, privileges: here };
  };
  const before = mine(await inspect(sql));
  await sql.unsafe(`SET ROLE ${nobody}`);
  const seen = await inspect(sql);
  await sql.unsafe("RESET ROLE");
  expect(seen.user).toBe(nobody);
  expect(mine(seen)).toEqual(before);
});
