import { describe, expect, test } from "vitest";
import { EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import { newExecutor, type Standing } from "../../scripts/model/executor.ts";
import { parseObjectKey } from "../../scripts/model/object.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { lacks, missing } from "../../scripts/plan/needs/executor-lacks.ts";
import type { Lack } from "../../scripts/plan/needs/lack.ts";
import type { Need } from "../../scripts/plan/needs/need.ts";
import { needsOf } from "../../scripts/plan/needs/needs.ts";
import { needsOfStatements } from "../../scripts/plan/needs/needs-of-statements.ts";
import { temporaries } from "../../scripts/plan/needs/temporaries.ts";
import { unsupportedOptions } from "../../scripts/plan/roles/membership-options.ts";
import { readStatement } from "../../scripts/sql/read-statement.ts";
import { statementSql, writeStatement } from "../../scripts/sql/write-statement.ts";
import { grant, membership, role, warehouse } from "../support/warehouse.ts";

const nobody: Standing = { superuser: false, inherit: true, inherits: false, sets: false, admin: false };

const executor = (major: number, roles: Record<string, Standing> = {}, more = {}) => ({
  ...newExecutor("dep", major, "db"),
  exists: true,
  createrole: true,
  roles: new Map(Object.entries(roles)),
  ...more,
});

const needs = (from: Warehouse, to: Warehouse) => needsOf(diffWarehouses(from, to), from, to);

const sqlOf = ({ statements }: Lack): string[] => statements.map(writeStatement);

/** Memberships for the time of a revision, with their statements as SQL. */
const borrowed = (...given: Parameters<typeof temporaries>) =>
  temporaries(...given).map(({ role, grant, end }) => ({
    role,
    grant: statementSql(grant),
    end: end && statementSql(end),
  }));

const NO_CHANGES = { added: [], removed: [] };

describe("what an administrator is asked for", () => {
  const root: Standing = { ...nobody, superuser: true };
  const here = { kind: "database", path: [] } as const;
  const owners = new Map([
    ["database", "root"],
    ["schema S", "own"],
  ]);
  const asked = (...wanted: Need[]) =>
    missing(wanted, executor(18, { root, own: nobody }, { owners })).flatMap(sqlOf);

  test("nothing that an ownership gives anyway, and that is said in whole", () => {
    const why = needs(EMPTY_WAREHOUSE, warehouse({ grants: [grant("database", "r", "CREATE")] }));
    expect(why).toMatchObject([{ kind: "own", why: "change privileges on database" }]);
    const create: Need = { kind: "create in database" };
    expect(asked(create)).toEqual(['GRANT CREATE ON DATABASE "db" TO "dep";']);
    expect(asked(create, { kind: "own", object: here, why: "w" })).toEqual([
      'ALTER DATABASE "db" OWNER TO "dep";',
    ]);
  });

  test("nor what a membership in the database's owner gives", () => {
    const more = {
      owners: new Map([...owners, ["database", "own"], ["schema public", "pg_database_owner"]]),
    };
    const wanted: Need[] = [
      { kind: "create in schema", schema: "public" },
      { kind: "own", object: here, why: "w" },
    ];
    const roles = { own: nobody, pg_database_owner: nobody };
    expect(missing(wanted.slice(0, 1), executor(18, roles, more)).flatMap(sqlOf)).toEqual([
      'GRANT USAGE, CREATE ON SCHEMA "public" TO "dep";',
    ]);
    expect(missing(wanted, executor(18, roles, more)).flatMap(sqlOf)).toEqual([
      'ALTER DATABASE "db" OWNER TO "dep";',
    ]);
  });

  test("nor what a membership in the owner gives", () => {
    const create: Need = { kind: "create in schema", schema: "S" };
    const act: Need = { kind: "act as", role: "own", inherit: true, set: false, why: "w" };
    expect(asked(create)).toEqual(['GRANT USAGE, CREATE ON SCHEMA "S" TO "dep";']);
    expect(asked(create, act)).toEqual(['GRANT "own" TO "dep" WITH ADMIN FALSE, INHERIT TRUE, SET FALSE;']);
  });
});

describe("what a revision needs", () => {
  test("of roles and memberships", () => {
    const to = warehouse({
      roles: [role("a"), role("b", { createdb: true })],
      memberships: [membership("b", "a")],
    });
    expect(needs(EMPTY_WAREHOUSE, to)).toMatchObject([
      { kind: "create role", role: "a", powers: [] },
      { kind: "create role", role: "b", powers: ["CREATEDB"] },
      { kind: "grant role", role: "a" },
    ]);
    expect(needs(to, warehouse({ roles: [role("a"), role("b")] }))).toMatchObject([
      { kind: "manage role", role: "b", powers: ["CREATEDB"] },
      { kind: "grant role", role: "a" },
      { kind: "revoke role", role: "a", member: "b" },
    ]);
  });

  test("of owners: the declared one, else the live one; nobody for a parameter", () => {
    const table = parseObjectKey("table A.b");
    if (!table) throw new Error("no object");
    const owned = { ...EMPTY_WAREHOUSE, owners: new Map([["table A.b", { object: table, owner: "own" }]]) };
    const granted = warehouse({
      grants: [grant("table A.b", "r", "SELECT"), grant("parameter work_mem", "r", "SET")],
    });
    expect(needs(EMPTY_WAREHOUSE, granted)).toMatchObject([
      { kind: "superuser" },
      { kind: "own", object: { path: ["A", "b"] } },
    ]);
    expect(needs(owned, { ...granted, owners: owned.owners })).toMatchObject([
      { kind: "superuser" },
      { kind: "act as", role: "own", inherit: true, set: false },
    ]);
  });

  test("of statements", () => {
    const { becomes, needs, made } = needsOfStatements(
      [
        'CREATE SCHEMA "s"',
        'CREATE TABLE "s"."t" (\n\t"id" integer\n)',
        'ALTER TABLE "s"."t" ADD COLUMN "a" integer',
        'ALTER TABLE "old"."t" ADD COLUMN "a" integer',
        'CREATE TABLE "gone" ()',
        'DROP TABLE "gone"',
        'SET LOCAL ROLE "x""y"',
        'ALTER TABLE "other"."t" ADD COLUMN "a" integer',
        "RESET ROLE",
        'CREATE INDEX "i" ON "old"."u" ("a")',
        'REASSIGN OWNED BY "gone" TO "heir"',
        'DROP OWNED BY "gone"',
      ].map(readStatement),
    );
    expect([...becomes]).toEqual(['x"y']);
    expect(made).toEqual([{ kind: "table", path: ["s", "t"] }]);
    expect(needs).toMatchObject([
      { kind: "create in database" },
      { kind: "own", object: { path: ["old", "t"] } },
      { kind: "create in schema", schema: "public" },
      { kind: "own", object: { path: ["old", "u"] } },
      ...["gone", "heir", "gone"].map((role) => ({ kind: "act as", role, inherit: true, set: false })),
    ]);
  });
});

describe("what is lacking", () => {
  const act: Need = { kind: "act as", role: "r", inherit: true, set: false, why: "grant" };

  test("is nothing for a superuser", () => {
    expect(lacks([act], { ...executor(18, { r: nobody }), superuser: true })).toEqual([]);
  });

  test("is said with what an administrator runs, as his server understands it", () => {
    const helpOf = (major: number, need: Need) =>
      lacks([need], executor(major, { r: nobody }, { createrole: false })).map(({ help }) => help);
    expect(helpOf(18, act)).toEqual([
      'Have an administrator run, in this database: GRANT "r" TO "dep" WITH ADMIN FALSE, INHERIT TRUE, SET FALSE;',
    ]);
    expect(helpOf(15, { kind: "grant role", role: "r", why: "grant it" })).toEqual([
      'Have an administrator run, in this database: GRANT "r" TO "dep" WITH ADMIN OPTION;',
    ]);
  });

  test("is not what ADMIN, or CREATEROLE before 16, lets it give itself for the time", () => {
    const admin = { ...nobody, admin: true };
    expect(missing([act], executor(18, { r: admin }))).toEqual([]);
    expect(missing([act], executor(15, { r: nobody }))).toEqual([]);
    expect(borrowed([act], executor(18, { r: admin }), NO_CHANGES)).toEqual([
      {
        role: "r",
        grant: 'GRANT "r" TO CURRENT_USER WITH INHERIT TRUE, SET TRUE',
        end: 'REVOKE "r" FROM CURRENT_USER',
      },
    ]);
    expect(borrowed([act], executor(15, { r: nobody }), NO_CHANGES)).toEqual([
      { role: "r", grant: 'GRANT "r" TO CURRENT_USER', end: 'REVOKE "r" FROM CURRENT_USER' },
    ]);
    const own = { ...admin, own: { inherit: false, set: true } };
    const declared = { ...NO_CHANGES, added: [{ ...membership("dep", "r"), set: false }] };
    const ends = [own, admin].map((r, index) =>
      borrowed([act], executor(18, { r }), index === 0 ? NO_CHANGES : declared).map(({ end }) => end),
    );
    expect(ends).toEqual([
      ['GRANT "r" TO CURRENT_USER WITH INHERIT FALSE, SET TRUE'],
      ['GRANT "r" TO CURRENT_USER WITH INHERIT TRUE, SET FALSE'],
    ]);
  });

  test("is the attribute INHERIT, where memberships give rights only with it", () => {
    const found = (major: number) =>
      missing([act], executor(major, { r: { ...nobody, admin: true } }, { inherit: false }));
    expect(found(15).map(sqlOf)).toEqual([['ALTER ROLE "dep" INHERIT;']]);
    expect(found(16)).toEqual([]);
  });

  test("is SET on a parameter for settings of superusers, where that can be granted", () => {
    const need: Need = { kind: "set", parameter: "app.tenant", why: "set it" };
    const found = (major: number) =>
      missing([need], executor(major, {}, { unsettable: new Set(["app.tenant"]) })).map(sqlOf);
    expect(found(15)).toEqual([['GRANT SET ON PARAMETER "app"."tenant" TO "dep";']]);
    expect(found(14)).toEqual([[]]);
  });

  test("cannot be had where it is a superuser's", () => {
    const object = parseObjectKey("table A.b");
    if (!object) throw new Error("no object");
    const owners = new Map([["table A.b", "boot"]]);
    const found = missing(
      [{ kind: "own", object, why: "grant" }],
      executor(18, { boot: { ...nobody, superuser: true } }, { owners }),
    );
    expect(found.map(sqlOf)).toEqual([['ALTER TABLE "A"."b" OWNER TO "dep";']]);
    const sequence = parseObjectKey("sequence A.b_id_seq");
    if (!sequence) throw new Error("no object");
    const serial = {
      owners: new Map([["sequence A.b_id_seq", "boot"]]),
      tablesOf: new Map([["sequence A.b_id_seq", ["A", "b"]]]),
      users: new Map([["A", ["boot"]]]),
    };
    expect(
      missing(
        [{ kind: "own", object: sequence, why: "grant" }],
        executor(18, { boot: { ...nobody, superuser: true } }, serial),
      ).map(sqlOf),
    ).toEqual([['GRANT USAGE ON SCHEMA "A" TO "dep";'], ['ALTER TABLE "A"."b" OWNER TO "dep";']]);
    const power: Need = { kind: "create role", role: "n", powers: ["SUPERUSER", "CREATEDB"] };
    expect(missing([power], executor(18)).map((lack) => [lack.code, ...sqlOf(lack)])).toEqual([
      ["executor-lacks-superuser"],
      ["executor-lacks-createdb", 'ALTER ROLE "dep" CREATEDB;'],
    ]);
  });
});

test("options that the server cannot store", () => {
  const memberships = [
    { ...membership("m", "g"), set: false },
    { ...membership("n", "g"), inherit: false },
    membership("o", "g"),
  ];
  const inherits = (name: string) => name !== "n";
  expect(unsupportedOptions(memberships, 16, inherits)).toEqual([]);
  expect(unsupportedOptions(memberships, 15, inherits)).toMatchObject([
    { code: "membership-option-unsupported", message: "PostgreSQL 15 cannot store set: false for m in g" },
  ]);
  expect(unsupportedOptions(memberships, 15, () => true)).toHaveLength(2);
});
