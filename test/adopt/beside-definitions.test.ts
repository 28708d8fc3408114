import { existsSync } from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { adoptDatabase } from "../../scripts/adopt/adopt-database.ts";
import { hasDrifted } from "../../scripts/drift/drift-items.ts";
import { findDrift } from "../../scripts/drift/find-drift.ts";
import { repairOf } from "../../scripts/drift/repair.ts";
import { writeRepair } from "../../scripts/drift/write-repair.ts";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import { NOTHING_ALLOWED } from "../../scripts/model/allowance.ts";
import { DEPLOYER, own, roleServer } from "../support/role-server.ts";

const [reader, writer, loader] = ["reader", "writer", "loader"].map(own) as [string, string, string];
const WHO = "a plain deployer";

const DEFINITIONS = `// The shop
import { sql } from "drizzle-orm";
import { check, doublePrecision, index, integer, pgSchema, serial, text, timestamp, varchar } from "drizzle-orm/pg-core";

export const shop = pgSchema("shop");

export const states = shop.enum("state", ["new", "paid"]);

/** Who buys */
export const buyers = shop.table("customer", {
  id: serial().primaryKey(),
  /** As it is spoken */
  fullName: text("name").notNull(),
  kind: varchar({ length: 10 }).notNull().default("plain"),
});

export const orders = shop.table(
  "order",
  {
    id: serial().primaryKey(),
    buyer: integer("customer").notNull().references(() => buyers.id),
    discount: doublePrecision().notNull().default(0),
    state: states().notNull(),
    at: timestamp({ withTimezone: true }).notNull().defaultNow(),
  },
  (order) => [index("order_buyer").on(order.buyer), check("cheap", sql\`\${order.discount} < 1\`)],
);
`;
const ROLES = `
roles:
  ${reader}: { shared: true, grants: [{ privileges: USAGE, schemas: shop }, { privileges: SELECT, tables: shop.customer }] }
`;

/** As another tool would have made it: with other spellings, which are no difference. */
const ALIKE = `
SET ROLE ${DEPLOYER}; CREATE ROLE ${reader};
CREATE SCHEMA shop; CREATE TYPE shop.state AS ENUM ('new', 'paid');
CREATE TABLE shop.customer (id serial PRIMARY KEY, name text NOT NULL, kind varchar(10) NOT NULL DEFAULT 'plain'::text);
CREATE TABLE shop.order (id serial PRIMARY KEY, customer integer NOT NULL, discount double precision NOT NULL DEFAULT '0'::double precision,
  state shop.state NOT NULL, at timestamptz NOT NULL DEFAULT CURRENT_TIMESTAMP, CONSTRAINT cheap CHECK (discount < '1'::double precision),
  CONSTRAINT order_customer_customer_id_fkey FOREIGN KEY (customer) REFERENCES shop.customer (id));
CREATE INDEX order_buyer ON shop.order (customer);
INSERT INTO shop.customer (name) VALUES ('Ann'), ('Bob'); INSERT INTO shop.order (customer, state) VALUES (1, 'new'), (2, 'paid');
GRANT USAGE ON SCHEMA shop TO ${reader}; GRANT SELECT ON shop.customer TO ${reader};
RESET ROLE;`;

const server = roleServer({
  owns: true,
  files: { "definitions/shop.ts": DEFINITIONS, "roles/all.yaml": ROLES },
});
const take = (options: Parameters<typeof adoptDatabase>[3] = {}) =>
  adoptDatabase(server.project, server.target(WHO), [], options);
const drift = () => findDrift(server.project, server.target(WHO), server.sql);
const isWritten = (path: string) => existsSync(join(server.project.root, path));

test("other spellings are no difference: what is as declared is stamped", async () => {
  const { sql, project } = server;
  await sql.unsafe(ALIKE);
  const adopted = await take();
  expect(adopted.differences).toEqual([]);
  expect(adopted).toMatchObject({ isStamped: true, unsaid: [] });
  expect(await loadRevisions(project.config.out)).toHaveLength(1);
  expect(hasDrifted(await drift())).toBe(false);
  await expect(take()).rejects.toThrow(/is managed already/);
});

const OTHERWISE = `${ALIKE}
SET ROLE ${DEPLOYER}; CREATE ROLE ${writer}; CREATE ROLE ${loader};
ALTER TABLE shop.customer ALTER kind SET DEFAULT 'x', ADD COLUMN phone text;
ALTER TABLE shop.order ALTER at DROP DEFAULT, DROP CONSTRAINT cheap;
DROP INDEX shop.order_buyer; CREATE INDEX by_state ON shop.order (state);
CREATE TABLE shop.extra (id integer PRIMARY KEY, customer integer REFERENCES shop.customer);
CREATE SCHEMA other; CREATE TABLE other.t (id integer PRIMARY KEY);
INSERT INTO shop.extra VALUES (1, 1);
GRANT INSERT ON shop.customer TO ${reader};
RESET ROLE;`;

const rows = async () =>
  (
    await server.sql.unsafe(
      "SELECT (SELECT string_agg(name, ' ' ORDER BY id) FROM shop.customer) AS names, (SELECT count(*) FROM shop.order)::integer AS orders",
    )
  )[0];

test("each difference is named and nothing written; then the files count, and drift brings the server to them", async () => {
  const { sql, project } = server;
  await sql.unsafe(OTHERWISE);
  const told = await take();
  expect(told).toMatchObject({ isStamped: false, open: "choice", written: [] });
  expect(told.unsaid).toEqual(["the schema other, which the definitions do not have"]);
  expect(told.differences.map(({ text }) => text.split("\n")[0]).sort()).toEqual([
    'column shop."order".at is not as revisions made it',
    "column shop.customer.kind is not as revisions made it",
    "column shop.customer.phone was made by hand: text",
    'constraint shop."order" cheap is missing',
    expect.stringMatching(/^index shop.by_state was made by hand/),
    "index shop.order_buyer is missing",
    `${reader} should not have INSERT on table shop.customer`,
    "table shop.extra was made by hand",
  ]);
  expect(told.differences.find(({ text }) => text.includes("order_buyer"))?.at?.file).toMatch(/shop\.ts$/);
  expect(await loadRevisions(project.config.out)).toEqual([]);
  expect(isWritten("roles/adopted.yaml")).toBe(false);

  const stamped = await take({ stampAnyway: true });
  expect(stamped.isStamped).toBe(true);
  const found = await drift();
  const kept = await repairOf(found, NOTHING_ALLOWED);
  expect(JSON.stringify(kept.sections)).not.toContain("DROP TABLE");
  const target = server.target(WHO);
  await writeRepair(project, target, sql, found, await repairOf(found, "everything"));
  expect(hasDrifted(await drift())).toBe(false);
  expect(await rows()).toEqual({ names: "Ann Bob", orders: 2 });
});

test("the server counts: definitions and role files are written as it has it, where they stand", async () => {
  const { sql, project } = server;
  await sql.unsafe(OTHERWISE);
  await sql.unsafe(`SET ROLE ${DEPLOYER}; COMMENT ON COLUMN shop.customer.phone IS 'At day';
    CREATE RULE quiet AS ON DELETE TO shop.extra DO INSTEAD NOTHING; RESET ROLE`);
  const adopted = await take({ followServer: true });
  expect(adopted.differences).toEqual([]);
  expect(adopted).toMatchObject({ isStamped: true });
  expect(hasDrifted(await drift())).toBe(false);
  expect(await rows()).toEqual({ names: "Ann Bob", orders: 2 });
  const text = await readFile(join(project.root, "definitions/shop.ts"), "utf8");
  // What did not differ is as it was written.
  for (const kept of [
    '/** As it is spoken */\n  fullName: text("name").notNull(),',
    'buyer: integer("customer").notNull().references(() => buyers.id),',
    "discount: doublePrecision().notNull().default(0),",
  ])
    expect(text).toContain(kept);
  for (const taken of [
    'kind: varchar({ length: 10 }).notNull().default("x"),\n  phone: text(),\n});\nannotate(buyers, {',
    'at: timestamp({ withTimezone: true }).notNull(),\n  },\n  (order) => [index("by_state").on(order.state)],',
    'export const extra = shop.table("extra", {',
    "foreignColumns: [buyers.id]",
  ])
    expect(text).toContain(taken);
  expect(await readFile(join(project.root, "roles/accepted.yaml"), "utf8")).toContain(
    `{ to: ${reader}, privileges: INSERT, tables: shop.customer, when: { env: test } }`,
  );
  const [first] = await loadRevisions(project.config.out);
  expect(first?.migration).toContain("CREATE RULE quiet");
  // The definitions go on from there.
  await writeFile(
    join(project.root, "definitions/shop.ts"),
    text.replace("phone: text(),", "phone: text(),\n  mail: text(),"),
  );
  await server.revise("mail");
  await server.up(WHO);
  expect(hasDrifted(await drift())).toBe(false);
});

test("what the definitions lack is told and taken, whoever makes things there, with who may use it", async () => {
  const { sql, project } = server;
  await sql.unsafe(ALIKE);
  await sql.unsafe(`CREATE ROLE ${loader}; SET ROLE ${DEPLOYER};
    CREATE TABLE shop.extra (id integer PRIMARY KEY); CREATE VIEW shop.seen AS SELECT id FROM shop.extra;
    CREATE FUNCTION shop.twice(integer) RETURNS integer LANGUAGE sql AS 'SELECT 2 * $1';
    REVOKE EXECUTE ON FUNCTION shop.twice(integer) FROM PUBLIC; GRANT EXECUTE ON FUNCTION shop.twice(integer) TO ${reader};
    ALTER DEFAULT PRIVILEGES IN SCHEMA shop GRANT SELECT ON TABLES TO ${reader}; RESET ROLE;
    CREATE FUNCTION shop.thrice(integer) RETURNS integer LANGUAGE sql AS 'SELECT 3 * $1';
    ALTER FUNCTION shop.thrice OWNER TO ${loader}; GRANT USAGE, CREATE ON SCHEMA shop TO ${loader}`);
  // Files that say who makes things mean that what these make is nobody's.
  await writeFile(
    join(project.root, "roles/makers.yaml"),
    `roles: { ${DEPLOYER}: { external: true } }\ndefault_privileges: [{ for: ${DEPLOYER}, in: shop, tables: true, privileges: SELECT, to: ${reader} }]\n`,
  );
  const { unsaid, differences } = await take();
  expect(unsaid).toContain(
    "the table shop.extra, which somebody made of whom the role files say that they make things there",
  );
  expect(differences.map(({ text }) => text)).not.toContain("table shop.extra was made by hand");
  await rm(join(project.root, "roles/makers.yaml"));
  // Now the roles are adopted, and with them who makes things.
  await rm(join(project.root, "roles/all.yaml"));
  const told = await take();
  expect(told).toMatchObject({ isStamped: false, open: "choice", written: [] });
  expect(told.differences.map(({ text }) => text.split("\n")[0])).toEqual(
    expect.arrayContaining([
      "table shop.extra was made by hand",
      "view shop.seen was made by hand",
      "routine shop.twice(integer) was made by hand",
      "routine shop.thrice(integer) was made by hand",
    ]),
  );
  expect(await take({ followServer: true })).toMatchObject({ differences: [], isStamped: true });
  const roles = await readFile(join(project.root, "roles/adopted.yaml"), "utf8");
  expect(roles).toContain("shop.twice(integer)");
  expect(roles).toContain("shop.thrice(integer)");
  expect(hasDrifted(await drift())).toBe(false);
});
