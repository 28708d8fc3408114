import { expect, test } from "vitest";
import { migrate } from "../../scripts/move/migrate.ts";
import { movedLines } from "../../scripts/terminal/move-report.ts";
import { own, roleServer } from "../support/role-server.ts";

const [reader, stranger] = ["reader", "stranger"].map(own) as [string, string];
const definitions = (more = "") => `
import { integer, pgSchema, serial, text } from "drizzle-orm/pg-core";
export const app = pgSchema("app");
export const a = app.table("a", { id: integer().notNull(), name: text()${more} });
export const b = app.table("b", { id: integer() });
export const drawn = app.table("drawn", { id: integer().primaryKey().generatedAlwaysAsIdentity(), number: serial()${more} });
export const c = app.table("c", { id: integer() });
`;
const roles = (tables: string) => `
roles:
  ${reader}: { shared: true, grants: [{ privileges: USAGE, schemas: app }, { privileges: SELECT, tables: ${tables} }] }
`;

const server = roleServer({
  owns: true,
  files: { "definitions/a.ts": definitions(), "roles/all.yaml": roles("app.b") },
});

test("upgrade says in what the target drifted, of what the revision touches", async () => {
  const { sql } = server;
  await server.revise("first");
  expect((await server.up("a plain deployer")).drifted).toEqual([]);
  // Serial and identity columns, the sequence of one called otherwise, on rows and drawn from.
  await sql.unsafe(`INSERT INTO app.drawn DEFAULT VALUES; INSERT INTO app.drawn DEFAULT VALUES;
    ALTER SEQUENCE app.drawn_id_seq RENAME TO by_hand`);
  await sql.unsafe(`CREATE ROLE ${stranger}; ALTER TABLE app.a ALTER id DROP NOT NULL, ADD COLUMN extra integer;
    GRANT DELETE ON app.a TO ${reader}; GRANT DELETE ON app.c TO ${reader}; GRANT UPDATE ON app.a TO ${stranger};
    ALTER TABLE app.c ADD COLUMN extra integer`);
  await server.declare(
    { "definitions/a.ts": definitions(", more: text()"), "roles/all.yaml": roles("[app.a, app.b]") },
    "second",
  );
  const columns = [
    "app.a lacks the column: id integer not null",
    "app.a has another column: id integer",
    "app.a has another column: extra integer",
  ];
  const access = `${reader} should not have DELETE on table app.a`;
  const steps: string[] = [];
  const request = { direction: "up", to: "head", onStep: (text: string) => void steps.push(text) } as const;
  // What somebody has beyond it on what it grants ends it: it was said before.
  await expect(migrate(server.project, server.target("a plain deployer"), request)).rejects.toThrow(/DELETE/);
  expect(steps.filter((text) => text.startsWith("Drifted"))).toEqual(
    [...columns, access].map((text) => `Drifted in what is to be changed: ${text}`),
  );
  await sql.unsafe(`REVOKE DELETE ON app.a FROM ${reader}`);
  const report = await server.up("a plain deployer");
  expect(report.drifted).toEqual(columns);
  expect(movedLines({ shown: "", ...report })[0]).toContain(`warning: drifted in what was to be changed: `);
  expect((await server.up("a plain deployer")).drifted).toEqual([]);
  await sql.unsafe(
    `ALTER TABLE app.drawn ALTER id DROP IDENTITY; DROP SEQUENCE app.drawn_number_seq CASCADE`,
  );
  await server.declare({ "definitions/a.ts": definitions() }, "third");
  expect((await server.up("a plain deployer")).drifted).toEqual([
    ...columns,
    "app.drawn lacks the column: id integer not null identity",
    "app.drawn lacks the column: number integer not null serial drawn_number_seq",
    "app.drawn has another column: id integer not null",
    "app.drawn has another column: number integer not null",
  ]);
});
