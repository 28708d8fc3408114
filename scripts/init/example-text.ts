// The first definitions and role files of a project, with comments that teach.
import type { Example } from "./project-wishes.ts";

const SCHEMA = `// The tables of the schema shop. Tables are plain Drizzle: https://orm.drizzle.team/docs/column-types/pg
import { date, integer, numeric, pgSchema, text } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const shop = pgSchema("shop");

export const customer = shop.table("customer", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  name: text().notNull(),
  email: text(),
});

export const purchase = shop.table("purchase", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  customerId: integer("customer_id").notNull().references(() => customer.id),
  day: date().notNull(),
  total: numeric({ precision: 12, scale: 2 }).notNull(),
});

// What Drizzle has no word for. No level and no wildcard of a role file reaches what is sensitive.
annotate(customer, {
  comment: "Who has bought something",
  columns: { email: { comment: "As typed in", sensitive: true } },
});
`;

const STAGING = `// The first layer: rows of the shop as its own database has them.
// Tables are plain Drizzle: https://orm.drizzle.team/docs/column-types/pg
import { date, integer, numeric, pgSchema, text } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const stgShop = pgSchema("STG_SHOP");

export const customer = stgShop.table("customer", {
  id: integer().primaryKey(),
  name: text().notNull(),
  email: text(),
});

export const purchase = stgShop.table("purchase", {
  id: integer().primaryKey(),
  customerId: integer("customer_id").notNull(),
  day: date().notNull(),
  total: numeric({ precision: 12, scale: 2 }).notNull(),
});

// What Drizzle has no word for. No level and no wildcard of a role file reaches what is sensitive.
annotate(customer, {
  comment: "Who has bought something",
  columns: { email: { comment: "As typed in", sensitive: true } },
});
`;

const STAGING_FILE = "stg/shop.ts";

const MART = `// The last layer: what people look at.
import { sql } from "drizzle-orm";
import { pgSchema } from "drizzle-orm/pg-core";
import { purchase } from "../${STAGING_FILE}";

export const dmShop = pgSchema("DM_SHOP");

export const dailySales = dmShop.view("daily_sales").as((query) =>
  query
    .select({ day: purchase.day, total: sql<string>\`sum(\${purchase.total})\`.as("total") })
    .from(purchase)
    .groupBy(purchase.day),
);
`;

const LEVELS = `# What a level may do with tables. USAGE on their schema comes with it.
levels:
  read: { tables: SELECT }
  write: { tables: [SELECT, INSERT, UPDATE, DELETE] }
`;

const ACCESS_ROLES = `# One role without login for each schema and level, sensitive tables and columns left out.
access_roles:
  \${env}_\${schema}_\${level}: { levels: [read, write], in: "*" }
`;

/** The role file of an example whose readers look into some schemas, and whose loader fills some. */
const rolesText = (
  read: string,
  write: string,
): string => `# Who may do what. \${env} is filled in when a revision is applied: see drizzle.config.ts.
${LEVELS}
${ACCESS_ROLES}
roles:
  # People. A colleague is one more entry, with \`login: true\` and \`member_of: ["\${env}_analyst"]\`.
  # ignore role-without-members: no colleague is declared yet
  \${env}_analyst:
    comment: Looks at the shop's numbers
    access: { level: read, in: ${read} }

  # Programs. A password is never written here: \`password_from: LOADER_PASSWORD\` names where it is read from.
  \${env}_loader:
    comment: Fills the shop's tables
    login: true
    connection_limit: 10
    access: { level: write, in: ${write} }
`;

const NO_TABLES = `// The tables. Each file of this folder is read; a schema and its tables are what they export:
//
//   import { integer, pgSchema, text } from "drizzle-orm/pg-core";
//
//   export const shop = pgSchema("shop");
//   export const customer = shop.table("customer", { id: integer().primaryKey(), name: text().notNull() });
export {};
`;

/** The role file of a project without definitions of this program's: what can be said, with nothing given to anybody. */
const NO_ROLES = `# Who may do what. Take the # away from what is to be; \${env} is filled in when a revision is applied.
${LEVELS}
${`${ACCESS_ROLES}
roles:
  \${env}_analyst:
    comment: Looks at the numbers
    access: { level: read, in: MY_SCHEMA }
`.replaceAll(/^(?!#)(?=.)/gm, "# ")}`;

const FILES: Readonly<Record<Example, Readonly<Record<string, string>>>> = {
  schema: { "definitions/shop.ts": SCHEMA, "roles/roles.yaml": rolesText("shop", "shop") },
  layers: {
    [`definitions/${STAGING_FILE}`]: STAGING,
    "definitions/dm/shop.ts": MART,
    "roles/roles.yaml": rolesText("DM_*", "STG_*"),
  },
  none: { "definitions/tables.ts": NO_TABLES, "roles/roles.yaml": NO_ROLES },
  database: {},
};

/** The files by their paths. */
export const exampleFiles = (example: Example): Readonly<Record<string, string>> => FILES[example];
