import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Action, ColumnChange } from "../../scripts/sql/action.ts";
import { readStatement, statementsWithin } from "../../scripts/sql/read-statement.ts";
import { parseScript } from "../../scripts/sql/script.ts";
import type { ObjectWord, RoleSpec, Target } from "../../scripts/sql/sql-target.ts";
import { OBJECT_WORDS } from "../../scripts/sql/sql-target.ts";
import type {
  GrantClause,
  MembershipOption,
  PrivilegeItem,
  RevokeClause,
  RoleOption,
  Statement,
  StatementOf,
} from "../../scripts/sql/statement.ts";
import { mapTexts } from "../../scripts/sql/statement.ts";
import { statementSql, writeScript, writeStatement } from "../../scripts/sql/write-statement.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** What people put into tables, ask them, or write by hand is none of ours. */
const BY_PEOPLE = /\/(?:data|look|by-hand|by-hand-back)\.sql$/;

/** Every .sql file of a folder, with its text. */
const scriptsIn = (folder: string): [string, string][] =>
  (readdirSync(join(ROOT, folder), { recursive: true }) as string[])
    .filter((file) => file.endsWith(".sql") && !BY_PEOPLE.test(file))
    .map((file) => [join(folder, file), readFileSync(join(ROOT, folder, file), "utf8")]);

describe("what is written in files", () => {
  test.each([...scriptsIn("test/cases"), ...scriptsIn("generated")])(
    "%s is known, and written as it stands",
    (_, text) => {
      const { statements } = parseScript(text);
      const read = statements.map(({ sql }) => readStatement(sql));
      expect(read.map(statementSql)).toEqual(statements.map(({ sql }) => sql));
      expect(read.filter((one) => one.kind === "other" && !one.made)).toEqual([]);
    },
  );
});

describe("one statement in other words", () => {
  test.each<[string, string, string]>([
    ["names", 'drop table if exists "A" . t, u cascade', 'DROP TABLE IF EXISTS "A"."t", "u" CASCADE'],
    ["comments", "drop /* a /* b */ */ table -- c\n T;", 'DROP TABLE "t"'],
    ["Unicode", `DROP TABLE U&"\\0041".u&"!0062" UESCAPE '!'`, 'DROP TABLE "A"."b"'],
    ["templates", "create role ${ENV}_Reader login", 'CREATE ROLE "${ENV}_reader" LOGIN'],
    ["long names", `DROP TABLE ${"n".repeat(70)}`, `DROP TABLE "${"n".repeat(63)}"`],
    ["users", "CREATE USER analyst", 'CREATE ROLE "analyst" LOGIN'],
    ["users that do not log in", "CREATE USER a WITH NOLOGIN", 'CREATE ROLE "a" NOLOGIN'],
    [
      "options",
      "ALTER USER a WITH ENCRYPTED PASSWORD 'x' connection limit -1",
      `ALTER ROLE "a" PASSWORD 'x' CONNECTION LIMIT -1`,
    ],
    [
      "COLUMN",
      "ALTER TABLE ONLY t ADD c int, DROP IF EXISTS d CASCADE, ALTER e TYPE text",
      'ALTER TABLE ONLY "t" ADD COLUMN "c" int, DROP COLUMN IF EXISTS "d" CASCADE, ALTER COLUMN "e" SET DATA TYPE text',
    ],
    ["RENAME", "ALTER TABLE t RENAME a TO b", 'ALTER TABLE "t" RENAME COLUMN "a" TO "b"'],
    [
      "commas in parentheses",
      "ALTER TABLE t ADD c numeric(1, 2) DEFAULT f(1, 2), DROP d",
      'ALTER TABLE "t" ADD COLUMN "c" numeric(1, 2) DEFAULT f(1, 2), DROP COLUMN "d"',
    ],
    ["TABLE", "GRANT select ON t TO public", 'GRANT SELECT ON TABLE "t" TO PUBLIC'],
    ["RESTRICT", "DROP SCHEMA a RESTRICT", 'DROP SCHEMA "a"'],
    ["membership", "GRANT a TO b WITH ADMIN TRUE", 'GRANT "a" TO "b" WITH ADMIN OPTION'],
    ["TRUNCATE", "truncate t, only u * restart identity", 'TRUNCATE TABLE "t", ONLY "u" restart identity'],
    ["strings", "COMMENT ON TABLE t IS E'it\\'s\\n' 'b'", `COMMENT ON TABLE "t" IS 'it''s\nb'`],
    ["TEMP", "create temp table t (a int)", 'CREATE TEMPORARY TABLE "t" (a int)'],
    ["an index without a name", "create index on t (a)", 'CREATE INDEX ON "t" (a)'],
    ["a column called value", "ALTER TABLE t ADD value int", 'ALTER TABLE "t" ADD COLUMN "value" int'],
  ])("%s", (_, text, expected) => {
    expect(statementSql(readStatement(text))).toBe(expected);
    expect(readStatement(expected)).toEqual(readStatement(text));
  });

  test.each([
    "select 1",
    "SET search_path TO a",
    "CREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'DROP TABLE t'",
    "DROP TABLE t CASCADE please",
    "DROP TABLE select",
    "ALTER GROUP g ADD USER u",
    "COMMENT ON CONSTRAINT c ON DOMAIN d IS 'x'",
  ])("%s has no form", (text) => {
    expect(readStatement(text)).toMatchObject({ kind: "other", text });
  });

  test("of what has no form it is known what it makes", () => {
    expect(readStatement("create or replace function a.f(int) returns int")).toMatchObject({
      made: { object: "FUNCTION", path: ["a", "f"] },
    });
  });
});

describe("statements within others", () => {
  test.each<[string, string[]]>([
    ["DO $$ BEGIN IF x THEN DROP TABLE a.t; END IF; END $$", ['DROP TABLE "a"."t"']],
    ["DO $$ BEGIN EXECUTE 'truncate ' || 't'; EXECUTE 'truncate t'; END $$", ['TRUNCATE TABLE "t"']],
    ["WITH gone AS (DELETE FROM t RETURNING *) SELECT * FROM gone", ['DELETE FROM "t" RETURNING *']],
    ["MERGE INTO a.t USING u ON true WHEN MATCHED THEN DELETE", ['DELETE FROM "a"."t"']],
    ["MERGE INTO a.t USING u ON true WHEN MATCHED THEN DO NOTHING", []],
    ["SELECT 'DROP TABLE t'", []],
    ["CREATE FUNCTION f() RETURNS void BEGIN ATOMIC DELETE FROM t; END", []],
  ])("%s", (text, expected) => {
    const statement = readStatement(text);
    expect(statement.kind).toBe("other");
    expect(statementsWithin(statement as StatementOf<"other">).map(statementSql)).toEqual(expected);
  });
});

test("a script is read as it was written", () => {
  const statements: Statement[] = [
    { kind: "drop role", roles: ["a"], directives: { variables: { env: ["prod"] }, since: 15 } },
    { kind: "reset role" },
  ];
  const text = writeScript([{ title: "Roles", statements }, { statements: [] }, { statements }]);
  expect(text).toBe(`-- Roles
-- when env = prod
-- when server >= 15
DROP ROLE "a";
RESET ROLE;
--> statement-breakpoint
-- when env = prod
-- when server >= 15
DROP ROLE "a";
RESET ROLE;
`);
  const { statements: read } = parseScript(text);
  const values = read.map(({ sql, directives }) => ({
    ...readStatement(sql),
    ...(directives && { directives }),
  }));
  expect(values).toEqual([...statements, ...statements]);
  expect(writeScript([])).toBe("-- Nothing to do on a server.\n");
});

test("names and texts are changed wherever they stand", () => {
  const statement = readStatement('GRANT SELECT ("${a}") ON TABLE "s"."t" TO "${a}"');
  expect(writeStatement(mapTexts(statement, (text) => text.replace("${a}", "x")))).toBe(
    'GRANT SELECT ("x") ON TABLE "s"."t" TO "x";',
  );
});

const name = fc.oneof(
  fc.constantFrom(
    "t",
    "A",
    "a b",
    "${env}_x",
    "select",
    'wri"ter',
    "it's",
    "Заказы",
    "back\\slash",
    "a.b",
    "public",
  ),
  fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !text.includes("\0")),
);
const path = fc.array(name, { minLength: 1, maxLength: 3 });
const yes = fc.constant(true as const);
const literal = fc.string();
const sql = fc.constantFrom("(a, b)", "AS x", "= 'it''s, '", "(a int, b text) -- c\n, d", 'PARTITION OF "p"');
/** SQL in a list: no comma outside of parentheses. */
const clause = fc.constantFrom("text", "numeric(1, 2) NOT NULL", "'a, b'", 'DEFAULT f(1, "x)")');
const word = fc.constantFrom(...(Object.keys(OBJECT_WORDS) as ObjectWord[]));
/** DROP ROLE and ALTER ROLE are kinds of their own. */
const notRole = word.filter((one) => one !== "ROLE");
const role: fc.Arbitrary<RoleSpec> = fc.oneof(
  name,
  fc.record({ word: fc.constantFrom("PUBLIC" as const, "CURRENT_USER" as const, "SESSION_USER" as const) }),
);
const roles = fc.array(role, { minLength: 1, maxLength: 3 });
const names = fc.array(name, { minLength: 1, maxLength: 3 });
const target: fc.Arbitrary<Target> = fc.oneof(
  fc.record({ path, arguments: fc.constantFrom("", "integer, text", '"a)".b') }, { requiredKeys: ["path"] }),
  fc.record({ path: fc.constant([]), oid: fc.constantFrom("1", "4711") }),
);
const targets = fc.array(target, { minLength: 1, maxLength: 3 });

/** A record whose optional fields may be absent. */
const record = <Value extends { readonly kind: string }>(
  kind: Value["kind"],
  required: object,
  optional: object = {},
): fc.Arbitrary<Value> =>
  fc.record({ kind: fc.constant(kind), ...required, ...optional } as never, {
    requiredKeys: ["kind", ...Object.keys(required)] as never,
  }) as unknown as fc.Arbitrary<Value>;

const ifExists = { ifExists: yes };
const cascade = { cascade: yes };

const columnChanges: { readonly [Kind in ColumnChange["kind"]]: fc.Arbitrary<ColumnChange> } = {
  type: record("type", { type: clause }),
  "set default": record("set default", { expression: clause }),
  "drop default": record("drop default", {}),
  "set not null": record("set not null", {}),
  "drop not null": record("drop not null", {}),
  "add identity": path.map((sequence) => ({
    kind: "add identity",
    definition: `GENERATED ALWAYS AS IDENTITY (sequence name ${statementSql({ kind: "make", object: "SEQUENCE", path: sequence }).slice(16)} CACHE 1)`,
    sequence,
  })),
  "change identity": record("change identity", {
    change: fc.constantFrom("SET GENERATED ALWAYS", "RESTART", "SET CACHE 5"),
  }),
  "drop identity": record("drop identity", {}, ifExists),
  "drop expression": record("drop expression", {}, ifExists),
  "set expression": record("set expression", { expression: fc.constant("(a + 1)") }),
  other: record("other", { change: fc.constantFrom("SET STATISTICS 5", "SET STORAGE EXTERNAL") }),
};

const actions: { readonly [Kind in Action["kind"]]: fc.Arbitrary<Action> } = {
  rename: record("rename", { to: name }),
  "rename constraint": record("rename constraint", { constraint: name, to: name }),
  "rename column": record("rename column", { column: name, to: name }),
  "set schema": record("set schema", { schema: name }),
  owner: record("owner", { role }),
  "row security": record("row security", {
    change: fc.constantFrom("ENABLE", "DISABLE", "FORCE", "NO FORCE"),
  }),
  "validate constraint": record("validate constraint", { constraint: name }),
  "add constraint": fc
    .constantFrom("PRIMARY KEY" as const, "UNIQUE" as const, "FOREIGN KEY" as const, "CHECK" as const)
    .chain((type) =>
      record(
        "add constraint",
        { type: fc.constant(type), definition: fc.constant(`${type}("a", "b")`) },
        { constraint: name },
      ),
    ),
  "drop constraint": record("drop constraint", { constraint: name }, { ...ifExists, ...cascade }),
  "add value": record(
    "add value",
    { value: fc.constant("it's"), definition: fc.constant("'it''s' BEFORE 'b'") },
    { ifNotExists: yes },
  ),
  "add column": record("add column", { column: name, definition: clause }, { ifNotExists: yes }),
  "drop column": record("drop column", { column: name }, { ...ifExists, ...cascade }),
  "alter column": record("alter column", { column: name, change: fc.oneof(...Object.values(columnChanges)) }),
  attribute: record(
    "attribute",
    { deed: fc.constantFrom("ADD", "DROP", "ALTER"), attribute: name },
    { definition: fc.constant("numeric(12, 2)") },
  ),
  other: record("other", {
    change: fc.constantFrom("SET (fillfactor = 70)", "CLUSTER ON i", "INCREMENT BY 5"),
  }),
};

const roleOption: fc.Arbitrary<RoleOption> = fc.oneof(
  record<RoleOption>("flag", {
    word: fc.constantFrom("LOGIN", "SUPERUSER", "BYPASSRLS", "INHERIT"),
    on: fc.boolean(),
  }),
  record<RoleOption>("count", { word: fc.constant("CONNECTION LIMIT"), value: fc.integer() }),
  record<RoleOption>("time", { word: fc.constant("VALID UNTIL"), value: literal }),
  record<RoleOption>("password", { text: fc.option(literal) }),
  record<RoleOption>("memberships", { how: fc.constantFrom("IN ROLE", "ADMIN", "ROLE"), roles }),
);
const options = fc.array(roleOption, { minLength: 1, maxLength: 3 });

const privileges: fc.Arbitrary<readonly PrivilegeItem[]> = fc.array(
  fc.record(
    { privilege: fc.constantFrom("SELECT", "ALL", "ALTER SYSTEM", "UPDATE"), columns: names },
    { requiredKeys: ["privilege"] },
  ),
  { minLength: 1, maxLength: 3 },
);
const grantFields = [
  { privileges, grantees: roles },
  { grantedBy: role, grantable: yes },
] as const;
const revokeFields = [
  { privileges, grantees: roles },
  { grantedBy: role, optionOnly: yes, ...cascade },
] as const;
const on = { on: fc.constantFrom("TABLE", "SCHEMA", "LARGE OBJECT", "ALL TABLES IN SCHEMA") };
const defaultOn = { on: fc.constantFrom("TABLES", "ROUTINES", "LARGE OBJECTS") };
const membershipOptions = fc.uniqueArray(
  fc.record<MembershipOption>({
    option: fc.constantFrom("ADMIN", "INHERIT", "SET"),
    value: fc.constantFrom("TRUE", "FALSE"),
  }),
  { minLength: 1, maxLength: 3, selector: ({ option }) => option },
);

const KINDS: { readonly [Kind in Statement["kind"]]: fc.Arbitrary<Statement> } = {
  "create role": record("create role", { role: name }, { options }),
  "rename role": record("rename role", { role: name, to: name }),
  "alter role": record("alter role", { role, options }),
  "set in role": record("set in role", { role, setting: path, value: clause }, { database: name }),
  "reset in role": record("reset in role", { role, setting: path }, { database: name }),
  "drop role": record("drop role", { roles }, ifExists),
  "set role": record("set role", { role }, { scope: fc.constantFrom("LOCAL", "SESSION") }),
  "reset role": record("reset role", {}),
  "reassign owned": record("reassign owned", { roles, to: role }),
  "drop owned": record("drop owned", { roles }, cascade),
  make: record(
    "make",
    { object: fc.constantFrom("TABLE", "VIEW", "SCHEMA", "TYPE"), path },
    {
      replace: yes,
      storage: fc.constantFrom("TEMPORARY", "UNLOGGED"),
      ifNotExists: yes,
      on: path,
      definition: sql,
    },
  ),
  "make index": record(
    "make index",
    { on: path, definition: sql },
    { unique: yes, concurrently: yes, ifNotExists: yes, index: name, only: yes },
  ),
  drop: record(
    "drop",
    { object: notRole, targets },
    { concurrently: yes, on: path, ...ifExists, ...cascade },
  ),
  "alter object": record(
    "alter object",
    {
      object: notRole,
      target,
      actions: fc.array(fc.oneof(...Object.values(actions)), { minLength: 1, maxLength: 3 }),
    },
    { only: yes, on: path, ...ifExists },
  ),
  grant: record<GrantClause & { targets: readonly Target[] }>(
    "grant",
    { ...grantFields[0], ...on, targets },
    grantFields[1],
  ),
  revoke: record<RevokeClause & { targets: readonly Target[] }>(
    "revoke",
    { ...revokeFields[0], ...on, targets },
    revokeFields[1],
  ),
  "default privileges": record(
    "default privileges",
    {
      clause: fc.oneof(
        record("grant", { ...grantFields[0], ...defaultOn }, grantFields[1]),
        record("revoke", { ...revokeFields[0], ...defaultOn }, revokeFields[1]),
      ),
    },
    { creators: roles, schemas: names },
  ),
  "grant membership": record(
    "grant membership",
    { roles: names, members: roles },
    { options: membershipOptions, grantedBy: role },
  ),
  "revoke membership": record(
    "revoke membership",
    { roles: names, members: roles },
    { option: fc.constantFrom("ADMIN", "INHERIT", "SET"), grantedBy: role, ...cascade },
  ),
  comment: record("comment", { object: word, target, text: fc.option(literal) }, { on: path }),
  refresh: record("refresh", { path }, { concurrently: yes, noData: yes }),
  truncate: record(
    "truncate",
    {
      tables: fc.array(fc.record({ path, only: yes }, { requiredKeys: ["path"] }), {
        minLength: 1,
        maxLength: 3,
      }),
    },
    { options: fc.constantFrom("RESTART IDENTITY", "CASCADE") },
  ),
  delete: record("delete", { path }, { only: yes, clauses: fc.constantFrom("WHERE a = 1", "USING u") }),
  other: fc
    .constantFrom("select 1", "SET search_path TO a", "VACUUM")
    .map((text) => ({ kind: "other", text })),
};

describe("a statement is read as it was written", () => {
  test.each(Object.entries(KINDS))("%s", (_, arbitrary) => {
    fc.assert(
      fc.property(arbitrary, (statement) => {
        expect(readStatement(statementSql(statement))).toEqual(statement);
      }),
      { numRuns: 200 },
    );
  });
});
