// A workspace of teams, as applications on hosted PostgreSQL define them: policies over a function of a private schema, search
// over trigrams and generated vectors, random defaults. Columns of `vector` are left out: the embedded server has no pgvector.
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  customType,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  type PgColumn,
  pgEnum,
  pgPolicy,
  pgSchema,
  pgTable,
  primaryKey,
  smallint,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import { annotate, pgExtension, pgFunction, role } from "dwh-definitions";

export const privateSchema = pgSchema("private");
export const trigrams = pgExtension("pg_trgm", { schema: "public" });
export const crypto = pgExtension("pgcrypto", { schema: "public" });
export const foldedText = pgExtension("citext", { schema: "public" });

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });
const citext = customType<{ data: string }>({ dataType: () => "public.citext" });
const member = role("${env}_authenticated");

export const transactionStatus = pgEnum("transaction_status", ["posted", "pending", "excluded", "completed"]);
export const inboxStatus = pgEnum("inbox_status", ["processing", "pending", "archived", "new", "deleted"]);
export const teamRole = pgEnum("team_role", ["owner", "member"]);

export const userTeams = pgFunction(privateSchema, "get_teams_for_authenticated_user", {
  returns: "SETOF uuid",
  language: "sql",
  volatility: "stable",
  security: "definer",
  set: { search_path: "''" },
  body: () => sql`SELECT team_id FROM public.${usersOnTeam} WHERE user_id = pg_catalog.current_setting('app.user_id', true)::uuid`,
});
export const generateInbox = pgFunction("public", "generate_inbox", {
  args: { size: "integer" },
  returns: "text",
  language: "plpgsql",
  body: `DECLARE
  letters text := 'abcdefghijklmnopqrstuvwxyz0123456789';
  output text := '';
BEGIN
  FOR i IN 1..size LOOP
    output := output || substr(letters, 1 + get_byte(public.gen_random_bytes(1), 0) % length(letters), 1);
  END LOOP;
  RETURN output;
END`,
});
export const productNames = pgFunction("public", "extract_product_names", {
  args: { products: "json" },
  returns: "text",
  language: "plpgsql",
  volatility: "immutable",
  body: "BEGIN RETURN (SELECT string_agg(value ->> 'name', ' ') FROM json_array_elements(products) AS value); END",
});

const identified = { id: uuid().defaultRandom().primaryKey(), createdAt: timestamp("created_at", { withTimezone: true, mode: "string" }).defaultNow().notNull() };
const ofTeam = (column: PgColumn) => sql`(${column} IN (SELECT ${userTeams}()))`;

export const teams = pgTable("teams", {
  ...identified,
  name: text(),
  logoUrl: text("logo_url"),
  inboxId: text("inbox_id").default(sql`${generateInbox}(10)`),
  email: citext(),
  baseCurrency: varchar("base_currency", { length: 3 }).default("USD").notNull(),
  exportSettings: jsonb("export_settings").default({ csvDelimiter: ",", includeCSV: true, includeXLSX: false, names: ["ä", "it's"] }),
  flags: text().array().default(sql`'{}'::text[]`),
}, (table) => [
  unique("teams_inbox_id_key").on(table.inboxId),
  pgPolicy("Team can be updated by a member", { as: "permissive", for: "update", to: member, using: ofTeam(table.id) }),
  pgPolicy("Enable insert for authenticated users only", { as: "permissive", for: "insert", to: member, withCheck: sql`true` }),
]).enableRLS();

export const users = pgTable("users", {
  id: uuid().primaryKey().notNull(),
  fullName: text("full_name"),
  email: citext().notNull(),
  teamId: uuid("team_id"),
  weekStartsOnMonday: boolean("week_starts_on_monday").default(false),
  timeFormat: numeric("time_format", { precision: 4, scale: 0, mode: "number" }).default(24),
}, (table) => [
  index("users_team_id_idx").using("btree", table.teamId.asc().nullsLast()),
  uniqueIndex("users_email_idx").on(table.email),
  foreignKey({ columns: [table.teamId], foreignColumns: [teams.id], name: "users_team_id_fkey" }).onDelete("set null"),
  pgPolicy("Users can see their own profile", { for: "select", to: member, using: sql`id = current_setting('app.user_id', true)::uuid` }),
]).enableRLS();

export const usersOnTeam = pgTable("users_on_team", {
  userId: uuid("user_id").notNull(),
  teamId: uuid("team_id").notNull(),
  id: uuid().defaultRandom().notNull(),
  role: teamRole().default("member"),
}, (table) => [
  primaryKey({ columns: [table.userId, table.teamId, table.id], name: "members_pkey" }),
  foreignKey({ columns: [table.teamId], foreignColumns: [teams.id], name: "users_on_team_team_id_fkey" }).onDelete("cascade").onUpdate("cascade"),
  foreignKey({ columns: [table.userId], foreignColumns: [users.id], name: "users_on_team_user_id_fkey" }).onDelete("cascade"),
]).enableRLS();

export const categories = pgTable("transaction_categories", {
  id: uuid().defaultRandom().notNull(),
  name: text().notNull(),
  teamId: uuid("team_id").notNull(),
  slug: text().notNull(),
  parentId: uuid("parent_id"),
  system: boolean().default(false),
}, (table) => [
  primaryKey({ columns: [table.teamId, table.slug], name: "transaction_categories_pkey" }),
  unique("unique_team_slug").on(table.teamId, table.slug),
  unique("transaction_categories_id_key").on(table.id),
  foreignKey({ columns: [table.teamId], foreignColumns: [teams.id], name: "transaction_categories_team_id_fkey" }).onDelete("cascade"),
  foreignKey({ columns: [table.parentId], foreignColumns: [table.id], name: "transaction_categories_parent_id_fkey" }).onDelete("set null"),
  pgPolicy("Users on team can manage categories", { for: "all", to: "public", using: ofTeam(table.teamId) }),
]).enableRLS();

export const transactions = pgTable("transactions", {
  ...identified,
  date: date().notNull(),
  name: text().notNull(),
  amount: numeric({ precision: 10, scale: 2, mode: "number" }).notNull(),
  currency: text().notNull(),
  teamId: uuid("team_id").notNull(),
  internalId: text("internal_id").notNull(),
  status: transactionStatus().default("posted"),
  categorySlug: text("category_slug"),
  description: text(),
  counterparty: text(),
  manual: boolean().default(false),
  priority: smallint().default(3),
  ftsVector: tsvector("fts_vector").generatedAlwaysAs(
    sql`to_tsvector('english'::regconfig, ((COALESCE(name, ''::text) || ' '::text) || COALESCE(description, ''::text)))`,
  ),
}, (table) => [
  index("idx_transactions_date").using("btree", table.date.desc().nullsLast()),
  index("idx_transactions_fts").using("gin", table.ftsVector),
  index("idx_transactions_name_trigram").using("gin", sql`name public.gin_trgm_ops`),
  index("idx_trgm_counterparty").using("gist", table.counterparty.op("public.gist_trgm_ops")),
  index("idx_transactions_team_pending").on(table.teamId, table.date).where(sql`${table.status} = 'pending'`),
  index("idx_transactions_lower_name").on(sql`lower(${table.name})`, table.amount.desc()),
  unique("transactions_internal_id_key").on(table.internalId),
  foreignKey({ columns: [table.teamId], foreignColumns: [teams.id], name: "transactions_team_id_fkey" }).onDelete("cascade"),
  foreignKey({ columns: [table.teamId, table.categorySlug], foreignColumns: [categories.teamId, categories.slug], name: "transactions_category_fkey" }),
  pgPolicy("Transactions can be selected by a member of the team", { for: "select", to: member, using: ofTeam(table.teamId) }),
  pgPolicy("Transactions are never deleted", { as: "restrictive", for: "delete", to: "public", using: sql`false` }),
]).enableRLS();

export const invoices = pgTable("invoices", {
  ...identified,
  updatedAt: timestamp("updated_at", { withTimezone: true, precision: 3 }),
  number: bigint({ mode: "number" }).generatedAlwaysAsIdentity({ startWith: 1000, increment: 1 }).notNull(),
  teamId: uuid("team_id").notNull().references(() => teams.id, { onDelete: "cascade" }),
  token: text().default(sql`encode(public.gen_random_bytes(16), 'hex')`).notNull(),
  lineItems: jsonb("line_items").default([]),
  template: jsonb().$type<{ title?: string }>(),
  total: numeric({ precision: 12, scale: 2 }),
  vat: numeric({ precision: 12, scale: 2 }).generatedAlwaysAs(sql`round(total * 0.25, 2)`),
}, (table) => [
  index("invoices_template_idx").using("gin", table.template.op("jsonb_path_ops")),
  uniqueIndex("invoices_token_key").on(table.token).where(sql`${table.token} <> ''`),
]);

export const inbox = pgTable("inbox", {
  ...identified,
  teamId: uuid("team_id"),
  displayName: text("display_name"),
  status: inboxStatus().default("new"),
  meta: jsonb().default(sql`'{"source": "mail"}'::jsonb`),
  products: text(),
  attempts: integer().default(0).notNull(),
  fts: tsvector().generatedAlwaysAs(
    sql`to_tsvector('english'::regconfig, ((COALESCE(display_name, ''::text) || ' '::text) || ${productNames}(COALESCE(products, '[]'::text)::json)))`,
  ),
}, (table) => [
  index("inbox_fts_idx").using("gin", table.fts),
  foreignKey({ columns: [table.teamId], foreignColumns: [teams.id], name: "inbox_team_id_fkey" }).onDelete("cascade"),
]).enableRLS();

export const limitsByTeam = privateSchema.view("team_limits", { teamId: uuid("team_id"), total: numeric() })
  .as(sql`SELECT ${transactions.teamId}, sum(${transactions.amount}) AS total FROM ${transactions} GROUP BY ${transactions.teamId}`);

annotate(teams, { comment: "Who works together", columns: { email: { comment: "Where invoices go" } } });
