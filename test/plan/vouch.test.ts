import { randomInt } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { internAcl, plainEntry } from "../../scripts/model/acl.ts";
import { bindWarehouse } from "../../scripts/model/bind.ts";
import { EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { composeScript } from "../../scripts/plan/compose.ts";
import { vouchScript } from "../../scripts/plan/vouch/vouch-script.ts";
import { isOpaque } from "../../scripts/sql/opaque.ts";
import { readStatement } from "../../scripts/sql/read-statement.ts";
import { parseScript } from "../../scripts/sql/script.ts";
import { selectStatements } from "../../scripts/sql/select-statements.ts";
import { arbitraryAccess } from "../fuzz/arbitrary.ts";
import { objectsOn, SUPERUSER_OBJECTS } from "../fuzz/world.ts";
import { SCHEMAS } from "../fuzz/world-views.ts";
import { grant, membership, role, table, warehouse } from "../support/warehouse.ts";

const MAJOR = 18;

/** What is wrong with a script that is said to lead from one warehouse to the other. */
function vouch(from: Warehouse, to: Warehouse, script: string, more = ""): string[] {
  const { statements } = parseScript(`${script};\n${more}`);
  const selected = selectStatements(statements, {
    variables: { database: "db" },
    major: MAJOR,
  });
  const difference = diffWarehouses(from, to);
  const sides = { from, to, difference, major: MAJOR, database: "db" };
  return vouchScript(selected, sides, "migration.sql").map(({ message }) => message);
}

describe("what we write ourselves", () => {
  const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31));

  test(`is vouched for, there and back (FUZZ_SEED=${seed})`, () => {
    const tables = ["t", "u.v", "w"].map((name) => ({
      ...table("x.y", "id", "a"),
      schema: SCHEMAS[0] ?? "",
      name,
    }));
    const second = { ...table("x.y", "id", "a"), schema: SCHEMAS[1] ?? "", name: "t" };
    const bare = warehouse({ schemas: SCHEMAS, relations: [...tables, second] });
    const access = arbitraryAccess(bare, {
      major: MAJOR,
      superuser: true,
      objects: [...objectsOn(MAJOR), ...SUPERUSER_OBJECTS],
    });
    fc.assert(
      fc.property(access, access, (a, b) => {
        for (const [from, to] of [
          [bare, a],
          [a, b],
          [b, a],
          [a, bare],
        ] as const) {
          const script = composeScript(diffWarehouses(from, to), from, to, []);
          expect({ script, wrong: vouch(from, to, script) }).toEqual({ script, wrong: [] });
        }
      }),
      { seed, numRuns: 60 },
    );
  });
});

describe("what the delta does not say", () => {
  const from = warehouse({
    relations: [table("S.t", "a", "b"), table("S.other", "a")],
    roles: [role("reader"), role("writer"), role("owner"), role("leaves")],
    memberships: [membership("reader", "writer")],
    grants: [grant("table S.other", "reader", "SELECT", "UPDATE")],
  });
  const to: Warehouse = {
    ...from,
    roles: new Map([...from.roles].filter(([name]) => name !== "leaves")).set(
      "app",
      role("app", { login: true, settings: { work_mem: "1MB" } }),
    ),
    memberships: new Map(),
    privileges: new Map([
      ...from.privileges,
      ...warehouse({
        grants: [grant("table S.t", "reader", "SELECT"), grant("column S.t.a", "app", "UPDATE")],
      }).privileges,
    ]),
    owners: new Map([["table S.t", { object: { kind: "table", path: ["S", "t"] }, owner: "owner" }]]),
    defaults: new Map([
      [
        "table by owner in S",
        { creator: "owner", schema: "S", kind: "table", acl: internAcl([plainEntry("reader", "SELECT")]) },
      ],
    ]),
  };
  const script = composeScript(diffWarehouses(from, to), from, to, []);

  test("is nothing in the script itself", () => {
    expect(vouch(from, to, script)).toEqual([]);
  });

  test.each<[string, string]>([
    ["CREATE ROLE evil SUPERUSER", "it makes the role evil"],
    ['ALTER ROLE "app" SUPERUSER', "the role app becomes SUPERUSER"],
    ['ALTER ROLE "app" NOLOGIN', "the role app becomes NOLOGIN"],
    [`ALTER ROLE "app" PASSWORD 'x'`, "the role app gets a password"],
    [`ALTER ROLE "app" VALID UNTIL '2001-01-01'`, "the role app becomes VALID UNTIL '2001-01-01'"],
    ["ALTER USER postgres SUPERUSER", "the role postgres becomes SUPERUSER"],
    ["ALTER ROLE current_user SUPERUSER", "the role CURRENT_USER becomes SUPERUSER"],
    ["ALTER ROLE ALL SET work_mem = '1MB'", "the role ALL gets the setting work_mem"],
    ["ALTER ROLE app SET search_path = evil", "the role app gets the setting search_path"],
    ["ALTER ROLE app RESET work_mem", "the role app loses the setting work_mem"],
    ["ALTER ROLE app RENAME TO other", "the role app becomes other"],
    ["ALTER ROLE app RESET ALL", "it is about access in a way that is not understood"],
    ["DROP ROLE reader", "it drops the role reader"],
    ["DROP OWNED BY reader CASCADE", "it drops what is owned by the role reader"],
    ["REASSIGN OWNED BY reader TO app", "it gives away what is owned by the role reader"],
    ["GRANT reader TO app", "app becomes a member of reader"],
    ["GRANT pg_execute_server_program TO app", "app becomes a member of pg_execute_server_program"],
    ["REVOKE ADMIN OPTION FOR a FROM b", ""],
    ["GRANT SELECT ON S.t TO PUBLIC", "PUBLIC gets SELECT on table s.t"],
    ['GRANT SELECT ON "S".t TO app', "app gets SELECT on table S.t"],
    [
      'GRANT SELECT ON "S".t TO reader WITH GRANT OPTION',
      "reader gets SELECT on table S.t with grant option",
    ],
    ['GRANT ALL ON "S".t TO reader', "reader gets INSERT on table S.t"],
    ['GRANT UPDATE (a, b) ON "S".t TO app', "app gets UPDATE on column S.t.b"],
    ['GRANT SELECT ON ALL TABLES IN SCHEMA "S" TO app', 'it gives privileges on all tables in schema "S"'],
    ['REVOKE SELECT ON "S".other FROM reader', "reader loses SELECT on table S.other"],
    ['ALTER TABLE "S".other OWNER TO app', "table S.other belongs to app"],
    ['ALTER TABLE "S".t OWNER TO app', "table S.t belongs to app"],
    ['ALTER FUNCTION "S".f(integer) OWNER TO app', "routine S.f(integer) belongs to app"],
    ["ALTER SCHEMA x OWNER TO app", "schema x belongs to app"],
    ["CREATE SCHEMA x AUTHORIZATION app", "schema x belongs to app"],
    ["CREATE SCHEMA AUTHORIZATION app", "it is about access in a way that is not understood"],
    [
      "ALTER DEFAULT PRIVILEGES GRANT ALL ON TABLES TO app",
      "it changes default privileges on tables of whoever runs it",
    ],
    [
      'ALTER DEFAULT PRIVILEGES FOR ROLE owner IN SCHEMA "S" GRANT ALL ON TABLES TO reader',
      "reader gets INSERT on default privileges (table by owner in S)",
    ],
    ["CREATE USER evil IN ROLE writer", "it makes the role evil"],
    ["GRANT SET ON PARAMETER log_statement TO app", "app gets SET on parameter log_statement"],
    ["ALTER SYSTEM SET port = 1", "it is about access in a way that is not understood"],
  ])("%s", (sql, message) => {
    const found = vouch(from, to, script, sql);
    expect(found).toEqual(message === "" ? [] : [`${message}, which delta.json does not say`]);
  });

  test("is not how the types of a routine's arguments are called", () => {
    const signature = 'routine S.f(integer, "char", character varying, "S".mood[])';
    const more = warehouse({ roles: [role("app")], grants: [grant(signature, "app", "EXECUTE")] });
    const bare = { ...more, privileges: new Map() };
    const own = composeScript(diffWarehouses(bare, more), bare, more, []);
    const types = (text: string) => vouch(bare, more, own, `GRANT EXECUTE ON FUNCTION "S".f(${text}) TO app`);
    expect(types('int, "char", varchar, "S".mood[]')).toEqual([]);
    expect(types('a int4, IN b pg_catalog."char", OUT d text, VARCHAR(20), e "S".mood [3]')).toEqual([]);
    // Another type, which has no quotes.
    expect(types('int, char, varchar, "S".mood[]')).toEqual([
      'app gets EXECUTE on routine S.f(integer, character, character varying, "S".mood[]), which delta.json does not say',
    ]);
  });

  test("what is given for a time and taken again is nothing", () => {
    const more =
      'GRANT CREATE ON SCHEMA "S" TO owner; GRANT a TO b; REVOKE CREATE ON SCHEMA "S" FROM owner; REVOKE a FROM b';
    expect(vouch(from, to, script, more)).toEqual([]);
    expect(
      vouch(EMPTY_WAREHOUSE, bindWarehouse(EMPTY_WAREHOUSE, { variables: {}, major: MAJOR }), ""),
    ).toEqual([]);
  });
});

describe("what can do anything", () => {
  test.each<[string, boolean]>([
    ["DO $$ BEGIN EXECUTE 'CREATE' || ' ROLE evil'; END $$", true],
    ["INSERT INTO t VALUES (1)", true],
    ["WITH x AS (DELETE FROM t RETURNING *) SELECT * FROM x", true],
    ["UPDATE t SET a = 1", true],
    ["DELETE FROM t", true],
    ["TRUNCATE t", true],
    ["SELECT evil()", true],
    ["/* just */ CALL evil()", true],
    ["(SELECT evil())", true],
    ["COPY t TO PROGRAM 'x'", true],
    [
      'SELECT setval(pg_get_serial_sequence(\'"S"."t"\', \'id\'), greatest(coalesce(max("id"), 0) + 1, 1), false) FROM "S"."t"',
      false,
    ],
    ["SELECT setval('s', evil())", true],
    ["SELECT setval('s', \"coalesce\"(1))", true],
    ["CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'", false],
    ["CREATE EXTENSION citext", false],
    ["ALTER TABLE t ADD COLUMN a integer", false],
    ["CREATE TABLE t (a integer)", false],
  ])("%s", (sql, expected) => {
    expect(isOpaque(readStatement(sql))).toBe(expected);
  });
});
