import { cpSync } from "node:fs";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { connect, disconnect, majorOf, type Sql } from "../../scripts/database/connect/connect.ts";
import { driftItems } from "../../scripts/drift/drift-items.ts";
import { findDrift } from "../../scripts/drift/find-drift.ts";
import { repairOf } from "../../scripts/drift/repair.ts";
import { writeRepair } from "../../scripts/drift/write-repair.ts";
import { NOTHING_ALLOWED, parseAllowance } from "../../scripts/model/allowance.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, plan, target, writeFiles } from "../support/project.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** Of its own warehouse every layer, beside which is what that has not. */
const OWN = [
  "definitions/dm",
  "definitions/dwh/rental.ts",
  "definitions/ods/auth.ts",
  "definitions/stg/auth.ts",
  "roles",
];
const DEFINITIONS = `import { annotate } from "dwh-definitions";
import { sql } from "drizzle-orm";
import { bigint, bigserial, boolean, check, foreignKey, index, integer, jsonb, numeric, pgPolicy, pgSchema, primaryKey, serial, smallint, text, timestamp, unique, uniqueIndex, varchar } from "drizzle-orm/pg-core";

export const s = pgSchema("Shop");
export const mood = s.enum("mood", ["calm", "it's loud"]);
export const numbers = s.sequence("numbers", { startWith: 5, increment: 2, maxValue: 1000 });

export const customer = s.table("customer", {
  id: serial().primaryKey(),
  name: varchar({ length: 20 }).notNull().default("it's me"),
  mail: text().unique(),
  mood: mood().default("calm"),
  moods: mood().array(),
  born: timestamp({ precision: 3, withTimezone: true }).defaultNow(),
  "odd name ö": integer(),
}, (t) => [index("by_born").on(t.born), index("by_mood").on(t.mood), check("name_said", sql\`length(\${t.name}) > 1\`)]);

export const order = s.table("order", {
  id: bigint({ mode: "number" }).generatedAlwaysAsIdentity({ startWith: 100 }),
  line: smallint().notNull(),
  customer: integer().references(() => customer.id, { onDelete: "cascade" }),
  price: numeric({ precision: 10, scale: 2 }).default("1.50"),
  twice: numeric().generatedAlwaysAs(sql\`price * 2\`),
  body: jsonb().default({ a: 1 }),
  open: boolean().default(true),
}, (t) => [
  primaryKey({ columns: [t.id, t.line] }),
  index("order_price").on(t.price.desc().nullsLast()),
  index("order_body").using("gin", t.body.op("jsonb_path_ops")),
  uniqueIndex("order_open").on(t.customer).where(sql\`\${t.open}\`),
  unique("order_once").on(t.customer, t.price).nullsNotDistinct(),
  pgPolicy("own", { for: "select", to: "public", using: sql\`open\` }),
]);
annotate(order, { comment: "What was bought", columns: { price: { comment: "In euro" } } });

export const prices = s.view("prices").as((qb) => qb.select({ customer: order.customer, price: order.price }).from(order));
export const totals = s.materializedView("totals").as((qb) => qb.select({ price: order.price }).from(order));
`;

const ROLES = `roles:
  "\${env}_reader": { comment: Reads }
  "\${env}_writer": { connection_limit: 7 }
  "\${env}_owner": {}
  "\${env}_ann": { login: true, member_of: ["\${env}_reader"] }
schemas:
  Shop: { objects_owner: "\${env}_owner" }
grants:
  - { to: "\${env}_reader", privileges: SELECT, tables: "Shop.*" }
  - { to: "\${env}_reader", privileges: USAGE, schemas: Shop }
  - { to: "\${env}_writer", privileges: [SELECT, INSERT], tables: Shop.order }
  - { to: "\${env}_writer", privileges: UPDATE, tables: Shop.order, columns: [price] }
`;

/** What the first revision has by hand beside it. */
const BY_HAND = [
  `CREATE FUNCTION "Shop".touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  RETURN NEW; -- a \\n stays
END $$`,
  `CREATE TRIGGER touch BEFORE UPDATE ON "Shop".customer FOR EACH ROW EXECUTE FUNCTION "Shop".touch()`,
  `CREATE DOMAIN "Shop".short AS text CONSTRAINT short_enough CHECK (length(VALUE) < 5)`,
  `ALTER TABLE "Shop"."order" ADD CONSTRAINT order_apart EXCLUDE USING btree (id WITH =, line WITH =)`,
  `ALTER TABLE "Shop".customer SET (fillfactor = 90)`,
  `ALTER TABLE "Shop".customer CLUSTER ON by_born`,
  `COMMENT ON SCHEMA "Shop" IS 'What is sold'`,
  `COMMENT ON FUNCTION "Shop".touch() IS 'Says when'`,
  `COMMENT ON CONSTRAINT order_apart ON "Shop"."order" IS 'Once'`,
  `CREATE INDEX totals_price ON "Shop".totals (price)`,
  `COMMENT ON INDEX "Shop".totals_price IS 'Ordered'`,
];

let project: Project;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let template: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
const at = () => target(database.url, { env: "drifting" });

beforeAll(async () => {
  template = await freshDatabase(inject("adminUrl"));
  const asked = await connect(template.url);
  // PostgreSQL has it from 15 on.
  const known = majorOf(asked) < 15 ? DEFINITIONS.replace(".nullsNotDistinct()", "") : DEFINITIONS;
  await disconnect(asked);
  project = await makeProject({}, ["drifting"]);
  for (const path of OWN) cpSync(join(ROOT, path), join(project.root, path), { recursive: true });
  await writeFiles(project.root, { "definitions/shop.ts": known, "roles/shop.yaml": ROLES });
  const first = await plan(project, "shop");
  const breaks = "\n--> statement-breakpoint\n";
  await proveAndWrite(
    project,
    {
      ...first,
      migration: [first.migration.trimEnd(), ...BY_HAND.map((text) => `${text};`)].join(breaks),
      down: [
        'DROP TRIGGER touch ON "Shop".customer;',
        'DROP FUNCTION "Shop".touch();',
        'DROP DOMAIN "Shop".short;',
        first.down,
      ].join(breaks),
    },
    { proof: true, where: project.root },
  );
  await migrate(project, target(template.url, { env: "drifting" }), { direction: "up", to: "head" });
});

afterAll(async () => {
  await migrate(project, target(template.url, { env: "drifting" }), {
    direction: "down",
    to: "base",
    destructive: "everything",
  });
  await template.drop();
  await removeProject(project.root);
});

/** What is done by hand, and what is said of it. */
type Change = readonly [statement: string, says: RegExp];

const ORDER = `"Shop"."order"`;
const CUSTOMER = `"Shop".customer`;

const COLUMNS: readonly Change[] = [
  [`ALTER TABLE ${CUSTOMER} ADD COLUMN extra text`, /column "Shop"\.customer\.extra was made by hand: text/],
  [`ALTER TABLE ${CUSTOMER} DROP COLUMN mail`, /column "Shop"\.customer\.mail is missing/],
  [`ALTER TABLE ${CUSTOMER} ALTER COLUMN name DROP NOT NULL`, /column "Shop"\.customer\.name is not/],
  [`ALTER TABLE ${CUSTOMER} ALTER COLUMN born DROP DEFAULT`, /column "Shop"\.customer\.born is not/],
  [
    `ALTER TABLE ${CUSTOMER} ALTER COLUMN mood SET DEFAULT 'it''s loud'`,
    /column "Shop"\.customer\.mood is not/,
  ],
  [`ALTER TABLE ${CUSTOMER} ALTER COLUMN moods SET DEFAULT '{}'`, /column "Shop"\.customer\.moods is not/],
  [
    `ALTER TABLE ${CUSTOMER} RENAME COLUMN "odd name ö" TO plain`,
    /column "Shop"\.customer\."odd name ö" is missing/,
  ],
  [
    `ALTER TABLE ${CUSTOMER} ALTER COLUMN name TYPE varchar(90)`,
    /column "Shop"\.customer\.name is not[\s\S]*90/,
  ],
  [`ALTER TABLE ${ORDER} ALTER COLUMN id SET GENERATED BY DEFAULT`, /column "Shop"\."order"\.id is not/],
  [`ALTER TABLE ${ORDER} ALTER COLUMN twice DROP EXPRESSION`, /column "Shop"\."order"\.twice is not/],
  [
    `ALTER TABLE ${ORDER} ALTER COLUMN id SET INCREMENT BY 3`,
    /identity sequence of "Shop"\."order"\.id is not/,
  ],
  [`ALTER TABLE ${ORDER} ALTER COLUMN open SET DEFAULT false`, /column "Shop"\."order"\.open is not/],
  [`ALTER TABLE ${CUSTOMER} ALTER COLUMN id DROP DEFAULT`, /column "Shop"\.customer\.id is not/],
  [
    `ALTER TABLE "STG_AUTH"."user" ADD COLUMN extra jsonb NOT NULL DEFAULT '{}'`,
    /column "STG_AUTH"\."user"\.extra was made by hand/,
  ],
  [
    `ALTER TABLE "DM_RENTAL".dm_rentals_events ALTER COLUMN strikes_count TYPE bigint`,
    /column "DM_RENTAL"\.dm_rentals_events\.strikes_count is not/,
  ],
];

const RELATIONS: readonly Change[] = [
  [`DROP INDEX "Shop".order_price`, /index "Shop"\.order_price is missing/],
  [`CREATE INDEX by_hand ON ${ORDER} (open)`, /index "Shop"\.by_hand was made by hand/],
  [
    `DROP INDEX "Shop".order_body; CREATE INDEX order_body ON ${ORDER} USING gin (body)`,
    /index "Shop"\.order_body is not/,
  ],
  [
    `DROP INDEX "Shop".order_open; CREATE UNIQUE INDEX order_open ON ${ORDER} (customer) INCLUDE (price) WHERE open`,
    /index "Shop"\.order_open is not/,
  ],
  [`ALTER TABLE ${ORDER} DROP CONSTRAINT order_once`, /constraint "Shop"\."order" order_once is missing/],
  [`ALTER TABLE ${CUSTOMER} DROP CONSTRAINT name_said`, /constraint "Shop"\.customer name_said is missing/],
  [
    `ALTER TABLE ${CUSTOMER} ADD CONSTRAINT by_hand CHECK (id > 0)`,
    /constraint "Shop"\.customer by_hand was made by hand/,
  ],
  [
    `ALTER TABLE ${ORDER} DROP CONSTRAINT order_customer_customer_id_fkey; ALTER TABLE ${ORDER} ADD CONSTRAINT order_customer_customer_id_fkey FOREIGN KEY (customer) REFERENCES ${CUSTOMER} (id)`,
    /constraint "Shop"\."order" order_customer_customer_id_fkey is not/,
  ],
  [
    `DROP POLICY own ON ${ORDER}; CREATE POLICY own ON ${ORDER} FOR SELECT TO PUBLIC USING (true)`,
    /policy own on "Shop"\."order" is not/,
  ],
  [`CREATE POLICY by_hand ON ${ORDER} USING (true)`, /policy by_hand on "Shop"\."order" was made by hand/],
  [`ALTER TABLE ${ORDER} DISABLE ROW LEVEL SECURITY`, /table "Shop"\."order" is not/],
  [`ALTER TABLE ${CUSTOMER} FORCE ROW LEVEL SECURITY`, /table "Shop"\.customer is not/],
  [
    `CREATE OR REPLACE VIEW "Shop".prices AS SELECT customer, price FROM ${ORDER} WHERE price > 1`,
    /view "Shop"\.prices is not/,
  ],
  [`DROP MATERIALIZED VIEW "Shop".totals`, /materialized view "Shop"\.totals is missing/],
  [`ALTER SEQUENCE "Shop".numbers INCREMENT BY 7`, /sequence "Shop"\.numbers is not/],
  [`ALTER TYPE "Shop".mood ADD VALUE 'wild'`, /type "Shop"\.mood is not/],
  [
    `ALTER TABLE "DM_RENTAL".dm_rentals_events DROP CONSTRAINT dm_rentals_events_pkey`,
    /constraint "DM_RENTAL"\.dm_rentals_events dm_rentals_events_pkey is missing/,
  ],
  [
    `ALTER TABLE "DM_RENTAL".dm_rentals_events ENABLE ROW LEVEL SECURITY`,
    /table "DM_RENTAL"\.dm_rentals_events is not/,
  ],
  [
    `DROP INDEX "DM_RATING".dm_lecturer_comment_act_user_id_idx`,
    /index "DM_RATING"\.dm_lecturer_comment_act_user_id_idx is missing/,
  ],
];

const PROGRAMS: readonly Change[] = [
  [
    `DROP MATERIALIZED VIEW "Shop".totals;
    CREATE MATERIALIZED VIEW "Shop".totals AS SELECT price + 1 AS price FROM ${ORDER};
    CREATE INDEX totals_price ON "Shop".totals (price)`,
    /materialized view "Shop"\.totals is not/,
  ],
  [`ALTER TABLE ${CUSTOMER} DISABLE TRIGGER touch`, /trigger touch on "Shop"\.customer is not/],
  [
    `CREATE TRIGGER twice AFTER INSERT ON ${ORDER} FOR EACH ROW EXECUTE FUNCTION "Shop".touch()`,
    /trigger twice on "Shop"\."order" was made by hand/,
  ],
  [
    `CREATE OR REPLACE FUNCTION "Shop".touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'`,
    /routine "Shop"\.touch\(\) is not/,
  ],
  [
    `CREATE RULE quiet AS ON DELETE TO ${CUSTOMER} DO INSTEAD NOTHING`,
    /rule quiet on "Shop"\.customer was made by hand/,
  ],
  [
    `CREATE STATISTICS "Shop".both_columns ON customer, price FROM ${ORDER}`,
    /statistics "Shop"\.both_columns was made by hand/,
  ],
  [`DROP DOMAIN "Shop".short`, /type "Shop"\.short is missing/],
];

const STORED: readonly Change[] = [
  [
    `ALTER TABLE ${CUSTOMER} SET (fillfactor = 70, autovacuum_enabled = off)`,
    /table "Shop"\.customer is not/,
  ],
  [`ALTER TABLE "DM_RENTAL".dm_strike SET UNLOGGED`, /table "DM_RENTAL"\.dm_strike is not/],
  [
    `ALTER TABLE "DM_RENTAL".dm_rentals_events REPLICA IDENTITY FULL`,
    /table "DM_RENTAL"\.dm_rentals_events is not/,
  ],
  [`ALTER TABLE ${CUSTOMER} ALTER mail SET STORAGE EXTERNAL`, /column "Shop"\.customer\.mail is not/],
  [`ALTER TABLE ${ORDER} ALTER price SET STATISTICS 500`, /column "Shop"\."order"\.price is not/],
  [`ALTER TABLE ${CUSTOMER} ALTER mood SET (n_distinct = 3)`, /column "Shop"\.customer\.mood is not/],
  [
    `ALTER TABLE "DM_USER".union_member_join CLUSTER ON union_member_join_user_id_idx`,
    /index "DM_USER"\.union_member_join_user_id_idx is not/,
  ],
  // Another index of the table is the clustered one.
  [`ALTER TABLE ${CUSTOMER} CLUSTER ON by_mood`, /index "Shop"\.by_born is not/],
  [`ALTER VIEW "Shop".prices SET (security_barrier)`, /view "Shop"\.prices is not/],
];

const COMMENTS: readonly Change[] = [
  [`COMMENT ON SCHEMA "Shop" IS 'Nothing'`, /comment on schema "Shop" is not/],
  [`COMMENT ON FUNCTION "Shop".touch() IS NULL`, /comment on routine "Shop"\.touch\(\) is missing/],
  [`COMMENT ON TYPE "Shop".mood IS 'by hand'`, /comment on type "Shop"\.mood was made by hand/],
  [
    `COMMENT ON INDEX "DM_USER".union_member_card_user_id_idx IS 'by hand'`,
    /comment on index "DM_USER"\.union_member_card_user_id_idx was made by hand/,
  ],
  [`ALTER TABLE ${ORDER} DROP CONSTRAINT order_apart`, /constraint "Shop"\."order" order_apart is missing/],
  [`COMMENT ON TABLE ${ORDER} IS 'something else'`, /comment.*Shop\.order/],
  [
    `COMMENT ON COLUMN "DM_RENTAL".dm_rentals_events.name IS NULL`,
    /comment.*DM_RENTAL\.dm_rentals_events\.name/,
  ],
  [`COMMENT ON SEQUENCE "Shop".numbers IS 'by hand'`, /comment on relation "Shop"\.numbers was made by hand/],
];

const ACCESS: readonly Change[] = [
  [`GRANT UPDATE ON ${CUSTOMER} TO drifting_reader`, /drifting_reader should not have UPDATE/],
  [`GRANT SELECT ON ${ORDER} TO PUBLIC`, /PUBLIC should not have SELECT on table Shop\.order/],
  [`GRANT USAGE ON SCHEMA "Shop" TO PUBLIC`, /PUBLIC should not have USAGE on schema Shop/],
  [`REVOKE SELECT ON ${ORDER} FROM drifting_reader`, /drifting_reader.*SELECT.*Shop\.order/],
  [`REVOKE UPDATE (price) ON ${ORDER} FROM drifting_writer`, /drifting_writer.*UPDATE.*Shop\.order\.price/],
  [`REVOKE USAGE ON SCHEMA "Shop" FROM drifting_reader`, /drifting_reader.*USAGE.*Shop/],
  [`GRANT SELECT ON ${ORDER} TO drifting_reader WITH GRANT OPTION`, /drifting_reader.*SELECT/],
  [`ALTER TABLE ${CUSTOMER} OWNER TO drifting_writer`, /Shop\.customer.*drifting_writer/],
  [`ALTER ROLE drifting_writer CONNECTION LIMIT 3`, /drifting_writer.*3/],
  [`ALTER ROLE drifting_ann NOLOGIN`, /drifting_ann/],
  [`REVOKE drifting_reader FROM drifting_ann`, /drifting_ann.*drifting_reader/],
  [`GRANT drifting_writer TO drifting_ann`, /drifting_ann.*drifting_writer/],
  [
    `GRANT SELECT (name) ON ${CUSTOMER} TO drifting_ann`,
    /drifting_ann should not have SELECT.*Shop\.customer\.name/,
  ],
  [
    `GRANT EXECUTE ON FUNCTION "Shop".touch() TO drifting_reader`,
    /drifting_reader should not have ALL on routine/,
  ],
  [
    `GRANT USAGE ON SEQUENCE "Shop".numbers TO drifting_reader`,
    /drifting_reader should not have USAGE on sequence/,
  ],
  [`REVOKE USAGE ON TYPE "Shop".mood FROM PUBLIC`, /PUBLIC lacks ALL on type Shop\.mood/],
  [
    `GRANT CREATE ON SCHEMA "Shop" TO drifting_writer`,
    /drifting_writer should not have CREATE on schema Shop/,
  ],
  [
    `REVOKE SELECT ON "DM_RENTAL".dm_strike FROM drifting_dwh_dm_rental_read`,
    /drifting_dwh_dm_rental_read lacks SELECT on table DM_RENTAL\.dm_strike/,
  ],
  [
    `ALTER DEFAULT PRIVILEGES FOR ROLE drifting_owner IN SCHEMA "Shop" GRANT SELECT ON TABLES TO drifting_reader`,
    /drifting_owner.*drifting_reader|drifting_reader.*drifting_owner/,
  ],
  [`GRANT drifting_reader TO drifting_writer WITH ADMIN OPTION`, /drifting_writer.*drifting_reader/],
  [`ALTER ROLE drifting_dashboard SET statement_timeout = '1min'`, /drifting_dashboard.*statement_timeout/],
  [`ALTER ROLE drifting_orchestrator CREATEDB`, /drifting_orchestrator.*(?:CREATEDB|createdb|databases)/i],
  [`ALTER ROLE drifting_dashboard VALID UNTIL '2030-01-01'`, /drifting_dashboard.*2030/],
  [`COMMENT ON ROLE drifting_reader IS 'Writes'`, /drifting_reader.*Writes/],
  [`ALTER SCHEMA "DM_RENTAL" OWNER TO drifting_writer`, /schema DM_RENTAL belongs to drifting_writer/],
  [`ALTER FUNCTION "Shop".touch() OWNER TO drifting_writer`, /Shop\.touch\(\) belongs to drifting_writer/],
  [`ALTER TYPE "Shop".mood OWNER TO drifting_writer`, /type Shop\.mood belongs to drifting_writer/],
  [`ALTER TABLE "STG_AUTH"."user" OWNER TO drifting_writer`, /STG_AUTH\.user belongs to drifting_writer/],
];

const WHOLE: readonly Change[] = [
  [`DROP TABLE ${ORDER} CASCADE`, /table "Shop"\."order" is missing/],
  [`CREATE TABLE "Shop".tmp (id integer PRIMARY KEY, a text UNIQUE)`, /table "Shop"\.tmp was made by hand/],
  [
    `CREATE FUNCTION "Shop".f(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1'`,
    /routine "Shop"\.f\(a integer\) was made by hand/,
  ],
  [`CREATE TYPE "Shop".pair AS (a integer)`, /composite type "Shop"\.pair was made by hand/],
  [`CREATE VIEW "Shop".peek AS SELECT id FROM ${CUSTOMER}`, /view "Shop"\.peek was made by hand/],
];

/** What does not stand in the way of each other is done at once: each time costs a scratch server. */
describe.each([
  ["columns and programs", [...COLUMNS, ...PROGRAMS], true],
  ["relations, storage, comments and access", [...RELATIONS, ...STORED, ...COMMENTS, ...ACCESS], false],
  ["whole objects", WHOLE, true],
] as const)("%s that were changed by hand", (_kind, changes, destructive) => {
  beforeEach(async () => {
    database = await freshDatabase(inject("adminUrl"), new URL(template.url).pathname.slice(1));
    sql = await connect(database.url);
    return async () => {
      await disconnect(sql);
      await database.drop();
    };
  });

  const drifted = async () => {
    const drift = await findDrift(project, at(), sql);
    return { drift, items: await driftItems(project, drift) };
  };

  test("are found, named with their places, repaired, and gone", async () => {
    await sql.unsafe(`INSERT INTO ${CUSTOMER} (name, mail) VALUES ('Ann', 'a@b'), ('Bob', 'b@b')`);
    for (const [statement] of changes) await sql.unsafe(statement);
    const { drift, items } = await drifted();
    const texts = items.map(({ text }) => text);
    const unseen = changes.filter(([, says]) => !texts.some((text) => says.test(text)));
    expect(
      unseen.map(([statement]) => statement),
      texts.join("\n"),
    ).toEqual([]);
    // What only SQL of a revision says has no place, nor what no file asks for.
    const placeless = items.filter(
      ({ area, at: place, text }) =>
        area !== "by hand" &&
        !/by hand|short|touch|apart|should not/.test(text) &&
        !/(?:^|[/])(?:definitions|roles)[/].*[.](?:ts|yaml)$/.test(place?.file ?? ""),
    );
    expect(placeless.map(({ text }) => text)).toEqual([]);
    const repair = await repairOf(drift, destructive ? "everything" : NOTHING_ALLOWED);
    expect(repair.left).toEqual([]);
    await writeRepair(project, at(), sql, drift, repair);
    expect((await drifted()).items).toEqual([]);
    const [row] = await sql.unsafe(`SELECT count(*)::integer AS count FROM ${CUSTOMER}`);
    expect(row?.count).toBe(2);
  });
});

test("right after the upgrade there is no drift", async () => {
  sql = await connect(template.url);
  try {
    const drift = await findDrift(project, target(template.url, { env: "drifting" }), sql);
    expect(await driftItems(project, drift)).toEqual([]);
  } finally {
    await disconnect(sql);
  }
});

test("what was made by hand stays unless it is named, and partitions and what is ignored are none", async () => {
  database = await freshDatabase(inject("adminUrl"), new URL(template.url).pathname.slice(1));
  sql = await connect(database.url);
  try {
    await sql.unsafe(`ALTER TABLE ${CUSTOMER} ADD COLUMN note text`);
    await sql.unsafe(`CREATE TABLE "Shop".scratch_1 (id integer)`);
    await sql.unsafe(`CREATE TABLE "Shop".old_customer () INHERITS (${CUSTOMER})`);
    await sql.unsafe("CREATE SCHEMA elsewhere CREATE TABLE t (id integer)");
    const find = () => findDrift(project, at(), sql);
    const drift = await find();
    const careful = await repairOf(drift, NOTHING_ALLOWED);
    expect(careful.sections).toEqual([]);
    const names = ({ left }: typeof careful) => left.map(({ object }) => object);
    expect(names(careful)).toEqual(['column "Shop".customer.note', 'relation "Shop".scratch_1']);
    await expect(repairOf(drift, parseAllowance(["Shop.nothing"]))).rejects.toThrow(
      /nothing is destroyed that is called Shop\.nothing/,
    );
    const named = await repairOf(drift, parseAllowance(["Shop.customer.note"]));
    expect(names(named)).toEqual(['relation "Shop".scratch_1']);
    await writeRepair(project, at(), sql, drift, named);
    const ignoring = { ...project, config: { ...project.config, ignore: ["Shop.scratch_*"] } };
    const { structure } = await findDrift(ignoring, at(), sql);
    expect(structure).toEqual({ changed: [], byHand: [] });
  } finally {
    await disconnect(sql);
    await database.drop();
  }
});
