import { relative } from "node:path";
import { sql } from "drizzle-orm";
import { integer, pgSchema } from "drizzle-orm/pg-core";
import { expect, test } from "vitest";
import { loadDefinitions } from "../../scripts/declarations/definitions/definitions.ts";
import { pgDomain, sqlObject } from "../../scripts/index.ts";
import { withSqlObjects } from "../../scripts/plan/objects/place-sql-objects.ts";
import { createSql } from "../../scripts/plan/objects/sql-object-kinds.ts";
import { readStatement } from "../../scripts/sql/read-statement.ts";
import { writeStatement } from "../../scripts/sql/write-statement.ts";
import { LIBRARY, temporaryProject } from "./temporary-project.ts";

const HEAD = `import { sql } from "drizzle-orm";
import { integer, pgEnum, pgSchema, text } from "drizzle-orm/pg-core";
import { pgComposite, pgDomain, pgExtension, pgFunction, pgProcedure, pgTrigger, sqlObject } from "dwh-definitions";
export const s = pgSchema("S");
export const t = s.table("t", { id: integer().primaryKey(), name: text() });
`;

/** Read by TypeScript as users' definitions are. */
const typed = (() => {
  const s = pgSchema("S");
  const t = s.table("t", { id: integer().primaryKey() });
  const view = s.view("v").as((qb) => qb.select().from(t));
  const kept = s
    .materializedView("k")
    .as((qb) => qb.select({ one: sql<number>`${t.id} + 1`.as("one") }).from(t));
  const mood = s.enum("mood", ["a"]);
  const mail = pgDomain(s, "mail", { type: "text" });
  return sqlObject({
    kind: "index",
    schema: s,
    name: "i",
    create: "…",
    dependsOn: [kept, view, t, t.id, mood, mail],
  });
})();

async function load(text: string, files: Readonly<Record<string, string>> = {}) {
  const root = temporaryProject({ "definitions/a.ts": HEAD + text, ...files });
  const options = { library: LIBRARY, variables: { env: ["test"] } };
  const { sqlObjects, diagnostics } = await loadDefinitions(root, ["./definitions/**/*.ts"], options);
  const problems = diagnostics.map(({ code, message, at }) => {
    const place = at ? `${relative(root, at.file)}:${at.line}` : "";
    return `${code} ${place} ${message.replaceAll(`${root}/`, "")}`;
  });
  return {
    problems,
    sqlObjects,
    sql: [...sqlObjects].flatMap(([key, object]) => [`-- ${key}`, ...createSql(object)]),
  };
}

test("everything that can be exported can be needed", () => {
  expect(typed.define(String).needs).toEqual(['"S"."k"', '"S"."mail"', '"S"."mood"', '"S"."t"', '"S"."v"']);
});

test("every kind, as SQL", async () => {
  const { problems, sql } = await load(
    `
export const mood = s.enum("mood", ["a"]);
export const ext = pgExtension("pg_trgm", { schema: s, version: "1.6", comment: "it's" });
export const mail = pgDomain(s, "mail", { type: "text", collate: '"C"', default: sql\`\${"a@b"}\`, notNull: true, checks: { "has at": sql\`VALUE LIKE '%@%'\` } });
export const pair = pgComposite(s, "pair", { a: mail, "b c": "integer[]" });
export const f = pgFunction(s, "f", {
  args: { a: "int", b: { type: mood, mode: "inout" }, c: { type: "numeric(5, 2)", default: "1" }, d: { type: "text[]", mode: "variadic", default: sql\`'{}'\` }, e: { type: pair, mode: "out" } },
  returns: "record", body: () => sql\`BEGIN PERFORM \${later}(), \${t.id} FROM \${t}; END\`, volatility: "stable", security: "definer", strict: true, parallel: "safe", cost: 5, rows: 7, leakproof: true,
  set: { search_path: "pg_catalog", "app.x": sql\`\${"y"}\` },
});
export const later = pgFunction("public", "later", { returns: "integer", atomic: "RETURN 1" });
export const file = pgProcedure(s, "file", { args: { env: "public.\${env}_type" }, file: "sql/file.sql" });
export const g = pgTrigger(t, "g", { after: ["insert", "update"], of: [t.name], forEach: "statement", referencing: { old: "o", new: "n" }, execute: later, arguments: ["it's"], enabled: "replica" });
export const c = pgTrigger(t, "c", { after: "delete", execute: sql\`public.later\`, constraint: "initially deferred", when: "OLD.id > 1" });
export const stats = sqlObject({ kind: "statistics", schema: s, name: "st", create: sql\`CREATE STATISTICS "S"."st" ON id, name FROM \${t};\`, comment: "c", dependsOn: [t.id, f, t] });
`,
    { "definitions/sql/file.sql": "\r\nBEGIN\r\n  -- $body$ ${x}\r\nEND\r\n" },
  );
  expect(problems).toEqual([]);
  expect(sql.join("\n")).toMatchInlineSnapshot(`
    "-- composite type S.pair
    CREATE TYPE "S"."pair" AS ("a" "S"."mail", "b c" integer[])
    -- domain S.mail
    CREATE DOMAIN "S"."mail" AS text COLLATE "C" DEFAULT 'a@b' NOT NULL CONSTRAINT "has at" CHECK (VALUE LIKE '%@%')
    -- extension pg_trgm
    CREATE EXTENSION "pg_trgm" SCHEMA "S" VERSION '1.6'
    COMMENT ON EXTENSION "pg_trgm" IS 'it''s'
    -- function S.f(integer, "S".mood, numeric, text[])
    CREATE FUNCTION "S"."f"("a" int, INOUT "b" "S"."mood", "c" numeric(5, 2) DEFAULT 1, VARIADIC "d" text[] DEFAULT '{}', OUT "e" "S"."pair") RETURNS record LANGUAGE plpgsql SECURITY DEFINER SET "search_path" TO pg_catalog SET "app"."x" TO 'y' STABLE STRICT LEAKPROOF PARALLEL SAFE COST 5 ROWS 7 AS $body$
    BEGIN PERFORM "public"."later"(), "S"."t"."id" FROM "S"."t"; END
    $body$
    -- function public.later()
    CREATE FUNCTION "public"."later"() RETURNS integer LANGUAGE sql RETURN 1
    -- procedure S.file(public."\${env}_type")
    CREATE PROCEDURE "S"."file"("env" public.\${env}_type) LANGUAGE plpgsql AS $body2$
    BEGIN
      -- $body$ $\${x}
    END
    $body2$
    -- statistics S.st
    CREATE STATISTICS "S"."st" ON id, name FROM "S"."t"
    COMMENT ON STATISTICS "S"."st" IS 'c'
    -- trigger c on S.t
    CREATE CONSTRAINT TRIGGER "c" AFTER DELETE ON "S"."t" DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (OLD.id > 1) EXECUTE FUNCTION public.later()
    -- trigger g on S.t
    CREATE TRIGGER "g" AFTER INSERT OR UPDATE OF "name" ON "S"."t" REFERENCING OLD TABLE AS "o" NEW TABLE AS "n" FOR EACH STATEMENT EXECUTE FUNCTION "public"."later"('it''s')
    ALTER TABLE "S"."t" ENABLE REPLICA TRIGGER "g""
  `);
});

test("what is wrong is told with its place", async () => {
  const { problems } = await load(`
const hidden = pgFunction(s, "hidden", { returns: "void", body: "" });
export const early = pgFunction(s, "early", { returns: "void", body: sql\`SELECT \${late}()\` });
export const late = pgFunction(s, "late", { args: { a: "mood" }, returns: "void", body: "" });
export const two = pgFunction(s, "two", { returns: "void", body: "", atomic: "RETURN 1" });
export const none = pgProcedure(s, "none", { file: "none.sql" });
export const one = pgDomain(s, "d", { type: "text" });
export const other = pgDomain(s, "d", { type: "integer" });
export const odd = pgDomain("NONE", "\${foo}", { type: "text" });
export const never = pgTrigger(t, "never", { execute: two } as never);
`);
  expect(problems).toMatchInlineSnapshot(`
    [
      "unknown-variable definitions/a.ts:14 there is no variable foo, as the domain \${foo} has it in its name",
      "schema-not-exported definitions/a.ts:14 the schema NONE is used here, but no definition file exports it",
      "bad-sql-object definitions/a.ts:8 the function S.early: its SQL speaks of something that is not defined yet: write () => sql\`…\` instead of sql\`…\` (and sql\`\${a}\${b}\` instead of a.append(b))",
      "bad-sql-object definitions/a.ts:9 the function S.late: mood is no type of an argument: PostgreSQL's own stand alone, others with their schema, as public.citext",
      "bad-sql-object definitions/a.ts:15 the trigger S.never: it has one of \`before\`, \`after\` and \`insteadOf\`",
      "bad-sql-object definitions/a.ts:11 the procedure S.none: the file definitions/none.sql cannot be read",
      "bad-sql-object definitions/a.ts:13 the domain S.d: it is declared twice",
      "bad-sql-object definitions/a.ts:10 the function S.two: it has one of \`body\`, \`file\` and \`atomic\`",
      "object-not-exported definitions/a.ts:7 the function S.hidden is declared, but no definition file exports it",
    ]
  `);
});

test("objects stand behind what they speak of and before what speaks of them", async () => {
  const { sqlObjects } = await load(`
export const a = pgFunction(s, "a", { returns: "integer", body: () => sql\`BEGIN RETURN \${z}(); END\` });
export const z = pgFunction(s, "z", { returns: "integer", body: "BEGIN RETURN 1; END" });
export const last = pgFunction(s, "last", { returns: sql\`SETOF \${t}\`, body: "BEGIN END" });
export const ext = pgExtension("cube");
`);
  const ddl = [
    'CREATE SCHEMA "S"',
    'CREATE TABLE "S"."u" ("id" integer)',
    'CREATE TABLE "S"."t" ("id" integer DEFAULT "S".a())',
    'CREATE INDEX "i" ON "S"."t" ("id")',
  ];
  const heads = (statements: ReturnType<typeof withSqlObjects>) =>
    statements.map((one) => writeStatement(one).split(/\(|;| RETURNS/)[0]);
  const up = ddl.map(readStatement);
  expect(heads(withSqlObjects(up, new Map(), sqlObjects))).toEqual([
    'CREATE SCHEMA "S"',
    'CREATE EXTENSION "cube"',
    'CREATE TABLE "S"."u" ',
    'CREATE FUNCTION "S"."z"',
    'CREATE FUNCTION "S"."a"',
    'CREATE TABLE "S"."t" ',
    'CREATE INDEX "i" ON "S"."t" ',
    'CREATE FUNCTION "S"."last"',
  ]);
  const down = ['DROP TABLE "S"."t"', 'DROP TABLE "S"."u"', 'DROP SCHEMA "S"'].map(readStatement);
  expect(heads(withSqlObjects(down, sqlObjects, new Map()))).toEqual([
    'DROP FUNCTION "S"."last"',
    'DROP TABLE "S"."t"',
    'DROP TABLE "S"."u"',
    'DROP FUNCTION "S"."a"',
    'DROP FUNCTION "S"."z"',
    'DROP EXTENSION "cube"',
    'DROP SCHEMA "S"',
  ]);
  expect(withSqlObjects(up, sqlObjects, sqlObjects)).toBe(up);
});
