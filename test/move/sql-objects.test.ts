import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { catalogShape } from "../../scripts/database/inspect/shape.ts";
import { driftFrom } from "../../scripts/drift/find-drift.ts";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import type { Hint } from "../../scripts/migrations/kit/drizzle-kit-hints.ts";
import { type Allowance, NOTHING_ALLOWED } from "../../scripts/model/allowance.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { removeProject } from "../support/cluster.ts";
import { type OwnedDatabase, ownedDatabase } from "../support/owned-database.ts";
import { makeProject, plan, target, writeFiles } from "../support/project.ts";

const env = `so${randomBytes(4).toString("hex")}`;
let database: OwnedDatabase;
let sql: Sql;
let project: Project;

const HEAD = `import { sql } from "drizzle-orm";
import { check, index, integer, numeric, pgPolicy, pgSchema, text } from "drizzle-orm/pg-core";
import { pgComposite, pgDomain, pgExtension, pgFunction, pgProcedure, pgTrigger, sqlObject } from "dwh-definitions";
export const core = pgSchema("CORE");
`;

const TOUCH = (body: string) => `
export const touch = pgFunction(core, "touch", {
  returns: "trigger",
  body: sql\`BEGIN NEW.changed := ${body}; RETURN NEW; END\`,
  comment: "It's \${nothing}",
});`;

const DOC = (columns = "", parts = "[]") => `
export const doc = core.table("doc", { id: integer().primaryKey(), title: text().notNull(), changed: text(), ${columns} }, () => ${parts});`;

const TRIGGER = (options = "") =>
  `export const touched = pgTrigger(doc, "touched", { before: "update", execute: touch, ${options} });`;

const ROLES = `roles: { "\${env}_reader": {} }
public: [{ privileges: [], routines: ["CORE.*"] }]
grants: [{ to: "\${env}_reader", privileges: EXECUTE, routines: ["CORE.*"] }]
`;

/** What applies the revisions: no superuser, but the owner of the database. */
const deployer = `${env}_deployer`;
const SUPERUSERS_STEPS: ReadonlySet<string> = new Set(["others"]);

beforeAll(async () => {
  database = await ownedDatabase(deployer);
  sql = await connect(database.url);
  project = await makeProject({}, [env]);
});
afterAll(async () => {
  await sql.end();
  await database.drop();
  await removeProject(project.root);
});

const asDeployer = () => target(database.asDeployer, { env });

function move(step: string, direction: "up" | "down", to: string) {
  const there = SUPERUSERS_STEPS.has(step) ? target(database.url, { env }) : asDeployer();
  return migrate(project, there, { direction, to, destructive: "everything" });
}
const shape = () => catalogShape(sql, { leaveOut: ["drizzle"], roles: (role) => role.startsWith(env) });

/** What the catalogs were before each step. */
const before: { readonly step: string; readonly shape: readonly string[] }[] = [];

/** The next revision, proved, and its way up on the server. @returns its SQL */
async function step(
  message: string,
  definitions: string,
  files: Readonly<Record<string, string>> = {},
  hints: readonly Hint[] = [],
) {
  await writeFiles(project.root, { "definitions/core.ts": HEAD + definitions, ...files });
  before.push({ step: message, shape: await shape() });
  const revision = await plan(project, message, hints);
  const { migration, down } = revision;
  await proveAndWrite(project, revision, { proof: true }).catch((error) => {
    if (!(error instanceof Refusal)) throw error;
    throw new Error(
      `${error.diagnostics.map(({ message: text }) => text).join("\n")}\n${migration}\n=====\n${down}`,
    );
  });
  await move(message, "up", "head");
  return { migration, down };
}

const order = (script: string, ...words: readonly string[]) => {
  const found = words.map((word) => script.indexOf(word));
  expect(found, script).toEqual([...found].sort((a, b) => a - b));
  expect(found, script).not.toContain(-1);
};

test("a function and a trigger come, change and go on a table with rows", async () => {
  const first = await step("init", `${TOUCH("'one'")}${DOC()}${TRIGGER()}`, { "roles/r.yaml": ROLES });
  order(
    first.migration,
    'CREATE TABLE "CORE"."doc"',
    'CREATE FUNCTION "CORE"."touch"',
    "CREATE TRIGGER",
    "GRANT ALL",
  );
  // The trigger goes with its table.
  expect(first.down).not.toContain("DROP TRIGGER");
  order(first.down, 'DROP TABLE "CORE"."doc"', 'DROP FUNCTION "CORE"."touch"()', "DROP SCHEMA");
  await sql.unsafe(`INSERT INTO "CORE"."doc" VALUES (1, 'a'), (2, 'b'); UPDATE "CORE"."doc" SET id = id`);
  expect(await sql.unsafe(`SELECT changed FROM "CORE"."doc"`)).toEqual([
    { changed: "one" },
    { changed: "one" },
  ]);
  const changed = await step(
    "change",
    `${TOUCH("'two'")}${DOC()}${TRIGGER('of: [doc.title], when: sql`OLD.title <> NEW.title`, enabled: "always"')}`,
  );
  expect(changed.migration).toContain('CREATE OR REPLACE FUNCTION "CORE"."touch"');
  expect(changed.migration).not.toContain("GRANT");
  const drifted = async () => {
    const { structure } = await driftFrom(
      project,
      target(database.url, { env }),
      sql,
      await loadRevisions(project.config.out),
    );
    return [...structure.changed, ...structure.byHand].map(({ kind, object }) => `${kind} ${object}`);
  };
  expect(await drifted()).toEqual([]);
  await sql.unsafe(`CREATE FUNCTION "CORE".hand() RETURNS int LANGUAGE sql AS 'SELECT 1';
    ALTER FUNCTION "CORE".touch() SECURITY DEFINER; ALTER TABLE "CORE"."doc" DISABLE TRIGGER touched`);
  expect(await drifted()).toEqual([
    'differs routine "CORE".touch()',
    'differs trigger touched on "CORE".doc',
    'extra routine "CORE".hand()',
  ]);
  await sql.unsafe(`DROP FUNCTION "CORE".hand(); ALTER FUNCTION "CORE".touch() SECURITY INVOKER;
    ALTER TABLE "CORE"."doc" ENABLE ALWAYS TRIGGER touched`);
});

const FUNCTIONS = (returns: string, body: string) => `
export const tidy = pgFunction(core, "tidy", {
  args: { said: "varchar(20)", blank: { type: "text", default: "' '" } },
  returns: "text", language: "sql", volatility: "immutable", strict: true, body: sql\`SELECT trim(said, blank)\`,
});
export const amount = pgFunction(core, "amount", { returns: "${returns}", volatility: "stable", language: "sql", body: sql\`${body}\` });
export const isOpen = pgFunction(core, "is_open", { args: { id: "int" }, returns: "boolean", file: "is_open.sql", security: "definer", set: { search_path: "pg_catalog, pg_temp" } });
export const count = pgFunction(core, "count_docs", { returns: () => sql\`SETOF \${doc}\`, atomic: () => sql\`BEGIN ATOMIC SELECT * FROM \${doc}; END\` });
export const clean = pgProcedure(core, "clean", { args: { upto: "integer" }, body: () => sql\`BEGIN DELETE FROM \${doc} WHERE id < upto; END\` });
`;

const VIEWS = `
export const first = core.view("first", { amount: text() }).as(sql\`SELECT \${amount}()::text AS amount\`);
export const second = core.view("second", { amount: text() }).as(sql\`SELECT amount FROM \${first}\`);
export const onFirst = pgTrigger(first, "on_first", { insteadOf: "insert", execute: touch });
`;

const USING = `check("tidied", sql\`\${tidy}(title::varchar) <> ''\`), index("tidy").on(sql\`"CORE".tidy(title::varchar)\`), pgPolicy("open", { using: sql\`\${isOpen}(id)\` })`;

test("functions that tables, views and policies use; a body in a file; what cannot be replaced is made again", async () => {
  const doc = DOC(
    'short: text().generatedAlwaysAs(sql`"CORE".tidy(title::varchar)`), kind: text().notNull().default(sql`"CORE".tidy(\'k\'::varchar)`)',
    `[${USING}]`,
  );
  const files = {
    "definitions/is_open.sql":
      'BEGIN RETURN EXISTS (SELECT FROM "CORE"."doc" AS d WHERE d.id = $1 AND d.title <> \'${x}\'); END;\r\n',
  };
  const rest = (returns: string, body: string) =>
    `${TOUCH("'two'")}${FUNCTIONS(returns, body)}${doc}${TRIGGER()}${VIEWS}`;
  const used = await step("functions", rest("integer", "SELECT 1"), files);
  order(used.migration, 'CREATE FUNCTION "CORE"."tidy"', '"CORE".tidy(title', "CREATE POLICY");
  const again = await step("returns", rest("numeric", "SELECT 1.5"));
  order(
    again.migration,
    'DROP VIEW "CORE"."second"',
    'DROP VIEW "CORE"."first"',
    'DROP FUNCTION "CORE"."amount"()',
    'CREATE FUNCTION "CORE"."amount"',
    'CREATE VIEW "CORE"."first"',
    "CREATE TRIGGER",
    'GRANT ALL ON ROUTINE "CORE"."amount"()',
  );
  const argument = (text: string) =>
    text
      .replace('args: { said: "varchar(20)"', 'args: { word: "varchar(20)"')
      .replace("trim(said", "trim(word");
  const { migration: around } = await step("argument", argument(rest("numeric", "SELECT 1.5")));
  order(
    around,
    'ALTER COLUMN "kind" DROP DEFAULT',
    'DROP COLUMN "short"',
    'DROP FUNCTION "CORE"."tidy"(character varying, text)',
    'CREATE FUNCTION "CORE"."tidy"',
    'ADD COLUMN "short"',
    'ADD CONSTRAINT "tidied"',
  );
  await step("argument back", rest("numeric", "SELECT 1.5"));
  const later = await step("file", rest("numeric", "SELECT 1.5"), {
    "definitions/is_open.sql": "BEGIN RETURN true; END",
  });
  expect(later.migration.match(/CREATE [A-Z ]+/g)).toEqual(["CREATE OR REPLACE FUNCTION "]);
  const renamed = rest("numeric", "SELECT 1.5").replace('core.table("doc"', 'core.table("paper"');
  await step("renamed", renamed, {}, [
    { type: "rename", kind: "table", from: ["CORE", "doc"], to: ["CORE", "paper"] },
  ]);
  await step("back", rest("numeric", "SELECT 1.5"), {}, [
    { type: "rename", kind: "table", from: ["CORE", "paper"], to: ["CORE", "doc"] },
  ]);
  await step("gone", `${TOUCH("'two'")}${DOC()}${TRIGGER()}`);
});

test("extensions, domains and composite types", async () => {
  const parts = (checks: string, attributes: string) => `
export const ext = pgSchema("ext");
export const trigrams = pgExtension("pg_trgm", { schema: ext, comment: "near words" });
export const email = pgDomain(core, "email", { type: "text", ${checks} });
export const money = pgComposite(core, "money", { amount: "numeric(12, 2)", ${attributes} });
${TOUCH("'two'")}`;
  const using = `mail: email.column().notNull(), price: money.column(), prices: money.column().array()`;
  const indexes = `[index("near").using("gin", sql\`title ext.gin_trgm_ops\`)]`;
  const all = (checks: string, attributes: string) =>
    `${parts(checks, attributes)}${DOC(using.replace(".notNull()", ""), indexes)}${TRIGGER()}`;
  const first = await step("types", all("checks: { has_at: sql`VALUE LIKE '%@%'` }", 'currency: "char(3)"'));
  order(first.migration, "CREATE SCHEMA", "CREATE EXTENSION", "CREATE DOMAIN", 'ADD COLUMN "mail"');
  await sql.unsafe(`UPDATE "CORE"."doc" SET mail = 'a@b', price = (1, 'EUR')`);
  const changed = await step(
    "checks",
    all(
      "notNull: false, default: sql`'x@y'`, checks: { has_at: sql`VALUE LIKE '_%@%'`, short: sql`length(VALUE) < 100` }",
      'taxed: "boolean"',
    ),
  );
  expect(changed.migration.match(/ALTER (?:DOMAIN|TYPE).*/g)).toMatchInlineSnapshot(`
    [
      "ALTER DOMAIN "CORE"."email" DROP CONSTRAINT "has_at";",
      "ALTER DOMAIN "CORE"."email" SET DEFAULT 'x@y';",
      "ALTER DOMAIN "CORE"."email" ADD CONSTRAINT "has_at" CHECK (VALUE LIKE '_%@%');",
      "ALTER DOMAIN "CORE"."email" ADD CONSTRAINT "short" CHECK (length(VALUE) < 100);",
      "ALTER TYPE "CORE"."money" DROP ATTRIBUTE "currency", ADD ATTRIBUTE "taxed" boolean;",
    ]
  `);
  // The way back takes `taxed`: where a row has something of it, that must be said, by the type.
  const back = (destructive: Allowance) =>
    migrate(project, asDeployer(), { direction: "down", to: "-1", destructive }).then(
      () => "done",
      (error: unknown) => String(error),
    );
  await sql.unsafe(`UPDATE "CORE"."doc" SET price = (1, NULL), prices = NULL`);
  expect(await back(NOTHING_ALLOWED)).toBe("done");
  await move("checks", "up", "head");
  await sql.unsafe(`UPDATE "CORE"."doc" SET price = (1, true)`);
  const refused = await back(NOTHING_ALLOWED);
  expect(refused).toContain(
    "the way back drops the attribute taxed of the type CORE.money: 2 rows of CORE.doc",
  );
  expect(refused).not.toContain("prices");
  await sql.unsafe(
    `UPDATE "CORE"."doc" SET price = NULL, prices = ARRAY[(1, true)]::"CORE".money[] WHERE id = 1`,
  );
  expect(await back(new Set(["CORE.money.taxed"]))).toContain(
    "nothing is destroyed that is called CORE.money.taxed",
  );
  expect(await back(new Set(["CORE.money"]))).toBe("done");
  await move("checks", "up", "head");
  await step("types gone", `${TOUCH("'two'")}${DOC()}${TRIGGER()}`);
});

test("what has no function of its own", async () => {
  const others = (initial: string) => `
export const larger = pgFunction(core, "larger", { args: { a: "numeric", b: "numeric" }, returns: "numeric", language: "sql", volatility: "immutable", body: "SELECT greatest(a, b)" });
export const largest = sqlObject({ kind: "aggregate", schema: core, name: "largest", target: sql\`"CORE"."largest"(numeric)\`,
  create: sql\`CREATE AGGREGATE "CORE"."largest"(numeric) (SFUNC = \${larger}, STYPE = numeric, INITCOND = '${initial}')\`, comment: "the largest" });
export const rule = sqlObject({ kind: "rule", schema: core, name: "quiet", target: sql\`"quiet" ON \${doc}\`, replaceable: true,
  create: sql\`CREATE RULE "quiet" AS ON DELETE TO \${doc} WHERE ${initial} = 2 DO INSTEAD NOTHING\` });
export const stats = sqlObject({ kind: "statistics", schema: core, name: "both", create: sql\`CREATE STATISTICS "CORE"."both" (dependencies) ON id, title FROM \${doc}\` });
export const german = sqlObject({ kind: "collation", schema: core, name: "plain", create: \`CREATE COLLATION "CORE"."plain" (locale = 'C')\` });
export const watch = pgFunction(core, "watch", { returns: "event_trigger", body: "BEGIN END" });
export const watcher = sqlObject({ kind: "event trigger", name: "${env}_watcher", create: sql\`CREATE EVENT TRIGGER "${env}_watcher" ON ddl_command_end WHEN TAG IN ('CREATE CAST') EXECUTE FUNCTION \${watch}()\` });
export const near = sqlObject({ kind: "operator", schema: core, name: "<~>", target: '"CORE".<~> (numeric, numeric)', create: sql\`CREATE OPERATOR "CORE".<~> (FUNCTION = \${larger}, LEFTARG = numeric, RIGHTARG = numeric)\` });
`;
  const whole = (initial: string) => `${TOUCH("'two'")}${DOC()}${TRIGGER()}${others(initial)}`;
  await step("others", whole("1"));
  const { migration } = await step("others", whole("2"));
  order(migration, "DROP AGGREGATE", "CREATE AGGREGATE");
  order(migration, "CREATE OR REPLACE RULE");
  await step("others", `${TOUCH("'two'")}${DOC()}${TRIGGER()}`);
});

test("a schema that gets another name takes them along", async () => {
  const all = `
export const email = pgDomain(core, "email", { type: "text" });
${TOUCH("'two'")}${DOC("mail: email.column()")}${TRIGGER()}
export const all = pgFunction(core, "all_docs", { args: { like: doc }, returns: sql\`SETOF \${doc}\`, atomic: sql\`BEGIN ATOMIC SELECT d.* FROM \${doc} AS d; END\` });
export const clean = pgProcedure(core, "clean", { args: { mail: email }, body: sql\`BEGIN DELETE FROM \${doc} AS d WHERE d.mail = clean.mail; END\` });
`;
  await step("before the schema", all);
  const other = (text: string) => text.replaceAll("CORE", "KERN");
  const files = { "definitions/core.ts": other(HEAD + all), "roles/r.yaml": other(ROLES) };
  const renamed = await step("schema", "", files, [
    { type: "rename", kind: "schema", from: ["CORE"], to: ["KERN"] },
  ]);
  expect(renamed.migration.match(/^(?:ALTER|CREATE|DROP) [A-Z ]+/gm)).toMatchInlineSnapshot(`
    [
      "ALTER SCHEMA ",
      "DROP FUNCTION ",
      "ALTER TABLE ",
      "CREATE FUNCTION ",
      "CREATE OR REPLACE PROCEDURE ",
    ]
  `);
});

test("and all the way back, with the rows that are there", async () => {
  for (const { step: message, shape: wanted } of before.toReversed()) {
    await move(message, "down", "-1");
    expect(await shape(), message).toEqual(wanted);
  }
});
