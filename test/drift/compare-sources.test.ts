import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { sourceItems } from "../../scripts/drift/source-items.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { openPair } from "../../scripts/sources/open-source.ts";
import { freshDatabase } from "../support/cluster.ts";
import { target, writeFiles } from "../support/project.ts";
import { DEPLOYER, own, roleServer } from "../support/role-server.ts";

const [reader, guest] = ["reader", "guest"].map(own) as [string, string];

const FIRST = `
import { annotate } from "dwh-definitions";
import { integer, index, pgSchema, serial, text, varchar } from "drizzle-orm/pg-core";
export const app = pgSchema("\${env}_app");
export const mood = app.enum("mood", ["calm"]);
export const customer = app.table("customer", {
  id: serial().primaryKey(),
  name: varchar({ length: 20 }).notNull().default("it's me"),
  mood: mood(),
}, (t) => [index("customer_name").on(t.name)]);
annotate(customer, { comment: "Who buys" });
export const old = app.table("old", { id: integer() });
export const names = app.view("names").as((qb) => qb.select({ name: customer.name }).from(customer));
`;

/** With what a state of drizzle-kit's and a server tell in ways of their own. */
const SECOND = `
import { annotate, pgFunction } from "dwh-definitions";
import { sql } from "drizzle-orm";
import { bigint, check, index, integer, pgPolicy, pgSchema, serial, text, varchar } from "drizzle-orm/pg-core";
export const app = pgSchema("\${env}_app");
export const mood = app.enum("mood", ["calm", "loud"]);
export const customer = app.table("customer", {
  id: serial().primaryKey(),
  name: varchar({ length: 40 }).notNull().default("it's you"),
  mood: mood().default("loud"),
  number: bigint({ mode: "number" }).generatedAlwaysAsIdentity(),
}, (t) => [
  index("customer_mood").on(t.mood).concurrently(),
  check("name_said", sql\`length(\${t.name}) > 1\`),
  pgPolicy("own", { for: "select", to: "${guest}", using: sql\`true\` }),
]);
export const one = pgFunction(app, "one", { returns: "integer", language: "sql", body: sql\`SELECT 1\` });
annotate(customer, { comment: "Who buys", columns: { name: { comment: "As they say" } } });
export const names = app.view("names").as((qb) => qb.select({ name: customer.name, mood: customer.mood }).from(customer));
`;

const roles = (more = "") => `
roles:
  ${reader}:
    shared: true
    grants:
      - { privileges: USAGE, schemas: "\${env}_app" }
      - { privileges: SELECT, tables: "\${env}_app.customer" }
${more}`;

const server = roleServer({ files: { "definitions/a.ts": FIRST, "roles/all.yaml": roles() } });

beforeAll(() => {
  vi.stubEnv("DWH_ENV", "test");
});
afterAll(() => {
  vi.unstubAllEnvs();
});

/** What is said of two sources, each sentence up to what it shows. */
async function said(from: string, to: string): Promise<string[]> {
  const { project } = server;
  const items = await sourceItems(project, ...(await openPair(project, from, to)));
  return items.map(({ text }) => text.split(/: | \n|\n/)[0] ?? "");
}

test("two sources are compared, whatever they are", async () => {
  const { sql } = server;
  const live = `live:${server.url("a superuser")}`;
  await server.revise("first");
  await server.up("a superuser");
  await sql.unsafe("INSERT INTO test_app.customer (mood) VALUES ('calm')");
  expect(await said("declared", live)).toEqual([]);
  expect(await said(live, "recorded")).toEqual([]);
  expect(await said("declared", "recorded")).toEqual([]);

  // By hand, seen from both sides.
  await sql.unsafe(`
    ALTER TABLE test_app.customer ALTER name DROP DEFAULT, ADD extra integer;
    DROP INDEX test_app.customer_name;
    CREATE OR REPLACE VIEW test_app.names AS SELECT upper(name)::varchar(20) AS name FROM test_app.customer;
    CREATE TABLE test_app.by_hand (id integer);
    COMMENT ON TABLE test_app.by_hand IS 'Nobody asks';
    COMMENT ON COLUMN test_app.customer.extra IS 'Nor here';
    CREATE TABLE public.nobodys (id integer);
    COMMENT ON TABLE test_app.customer IS 'Whoever';
    REVOKE SELECT ON test_app.customer FROM ${reader}`);
  const named = (...lines: string[]) => lines.map((line) => line.replace("app", "test_app"));
  expect(await said("declared", live)).toEqual([
    ...named(
      "column app.customer.extra is there as well",
      "column app.customer.name differs",
      "index app.customer_name is missing",
      "view app.names differs",
      "table app.by_hand is there as well",
      "the comment on table app.customer is 'Whoever', where the other has 'Who buys'",
    ),
    `${reader} lacks SELECT on table test_app.customer`,
  ]);
  expect((await said(live, "recorded")).filter((text) => !text.includes("differs"))).toEqual([
    ...named(
      "column app.customer.extra is missing",
      "index app.customer_name is there as well",
      "table app.by_hand is missing",
      "the comment on table app.customer is 'Who buys', where the other has 'Whoever'",
    ),
    `${reader} has SELECT on table test_app.customer`,
  ]);
});

test("what is declared and in no revision yet is made on the scratch server, or told without one", async () => {
  const { sql, project } = server;
  const live = `live:${server.url("a plain deployer")}`;
  await server.revise("first");
  await server.up("a superuser");
  await writeFiles(project.root, {
    "definitions/a.ts": SECOND,
    "roles/all.yaml": roles(`  ${guest}: { shared: true, member_of: [${reader}] }\n`),
  });
  const beside = await said("recorded", "declared");
  expect(beside.map((text) => text.replace("test_app", "app"))).toEqual([
    "column app.customer.mood differs",
    "column app.customer.name differs",
    "column app.customer.number is there as well",
    "constraint app.customer name_said is there as well",
    "index app.customer_mood is there as well",
    "index app.customer_name is missing",
    "policy own on app.customer is there as well",
    "table app.customer differs",
    "view app.names differs",
    "table app.old is missing",
    "type app.mood differs",
    "the function app.one() is there as well",
    "the comment on column app.customer.name is 'As they say', where the other has no comment",
    `the role ${guest} is there as well`,
    `${guest} is a member of ${reader}`,
  ]);
  const there = await said(live, "declared");
  const objects = (texts: readonly string[]) =>
    texts
      .map((text) =>
        text.replace(/^the function /, "routine ").replace(/ (?:differs|is missing|is there as well)$/, ""),
      )
      .sort();
  expect(objects(there)).toEqual(
    objects([
      ...beside,
      // What only a server says of a view and an identity.
      "column test_app.names.mood",
      "column test_app.names.name",
      "identity sequence of test_app.customer.number",
    ]),
  );
  // What it was built as is what the revision makes.
  await server.revise("second");
  await server.up("a superuser");
  expect(await said(live, "declared")).toEqual([]);

  // Two servers: a history is none of their own.
  const other = await freshDatabase(inject("adminUrl"));
  try {
    const second = `live:${other.url}`;
    expect(await said(second, live)).toContain("table test_app.customer is there as well");
    await migrate(project, target(other.url, { env: "test" }), { direction: "up", to: "head" });
    expect(await said(second, live)).toEqual([`${DEPLOYER} has CREATE on database`]);
    await sql.unsafe("DROP VIEW test_app.names; CREATE TABLE public.more (id integer)");
    expect((await said(second, live)).slice(0, 2)).toEqual([
      "view test_app.names is missing",
      "table public.more is there as well",
    ]);
  } finally {
    await other.drop();
  }
});
