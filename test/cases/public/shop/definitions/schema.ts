// A shop with an auth schema, as self-hosted products have them: domains and a composite type, triggers, orders in partitions,
// reports as views, policies for two roles, statistics.
import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  char,
  check,
  date,
  foreignKey,
  index,
  integer,
  jsonb,
  numeric,
  pgEnum,
  pgPolicy,
  pgSchema,
  primaryKey,
  serial,
  text,
  time,
  timestamp,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { annotate, monthly, partitionBy, pgComposite, pgDomain, pgExtension, pgFunction, pgProcedure, pgTrigger, role, sqlObject } from "dwh-definitions";

export const auth = pgSchema("auth");
export const shop = pgSchema("shop");
export const stats = pgExtension("pg_stat_statements", { schema: "public" });
export const hstore = pgExtension("hstore", { schema: "public" });
export const tree = pgExtension("ltree", { schema: "public" });
export const gist = pgExtension("btree_gist", { schema: "public" });

export const email = pgDomain(shop, "email", { type: "text", checks: { email_shape: sql`VALUE ~ '^[^@]+@[^@]+$'` } });
export const positive = pgDomain(shop, "positive", { type: "numeric(12,2)", notNull: true, default: "0", checks: { positive_value: sql`VALUE >= 0` } });
export const address = pgComposite(shop, "address", { street: "text", zip: "varchar(10)", country: "char(2)" });
export const status = shop.enum("order_status", ["cart", "paid", "sent", "returned"]);
export const provider = auth.enum("provider", ["password", "oauth"]);

export const user = auth.table("user", {
  id: uuid().primaryKey().defaultRandom(),
  email: email.column().notNull(),
  provider: provider().notNull().default("password"),
  emailVerified: timestamp({ mode: "date" }),
}, (t) => [uniqueIndex("user_email").on(sql`lower(${t.email}::text)`)]);
export const account = auth.table("account", {
  userId: uuid().notNull().references(() => user.id, { onDelete: "cascade" }),
  provider: text().notNull(),
  providerAccountId: text().notNull(),
  expiresAt: integer("expires_at"),
  token: text(),
}, (t) => [primaryKey({ columns: [t.provider, t.providerAccountId] })]);
export const session = auth.table("session", {
  sessionToken: text().primaryKey(),
  userId: uuid().notNull().references(() => user.id, { onDelete: "cascade" }),
  expires: timestamp({ mode: "date" }).notNull(),
});

export const currentUser = pgFunction(auth, "uid", { returns: "uuid", language: "sql", volatility: "stable", body: "SELECT nullif(current_setting('app.user_id', true), '')::uuid" });
export const slugOf = pgFunction(shop, "slug_of", {
  args: { title: "text" }, returns: "text", volatility: "immutable", strict: true, atomic: sql`RETURN lower(regexp_replace(title, '[^A-Za-z0-9]+', '-', 'g'))`,
});
export const stockFunction = pgFunction(shop, "take_stock", {
  returns: "trigger",
  body: () => sql`BEGIN
  UPDATE ${product} SET stock = stock - NEW.quantity WHERE id = NEW.product_id;
  RETURN NEW;
END`,
});

export const category = shop.table("category", {
  id: serial().primaryKey(),
  parentId: integer("parent_id"),
  name: text().notNull(),
  position: integer().default(0),
}, (t) => [foreignKey({ columns: [t.parentId], foreignColumns: [t.id], name: "category_parent" }).onDelete("restrict")]);

export const product = shop.table("product", {
  id: bigint({ mode: "number" }).primaryKey().generatedByDefaultAsIdentity({ startWith: 100, cache: 20 }),
  title: text().notNull(),
  slug: text().generatedAlwaysAs(sql`${slugOf}(title)`),
  categoryId: integer("category_id").references(() => category.id),
  price: positive.column(),
  currency: char({ length: 3 }).default("EUR").notNull(),
  stock: integer().default(0).notNull(),
  attributes: jsonb().default({}).notNull(),
  search: text().generatedAlwaysAs(sql`coalesce(title, '') || ' ' || coalesce(currency, '')`),
  opensAt: time("opens_at"),
}, (t) => [
  uniqueIndex("product_slug").on(t.slug),
  index("product_attributes").using("gin", t.attributes),
  index("product_in_stock").on(t.categoryId, t.price.desc()).where(sql`stock > 0`),
  check("product_stock", sql`${t.stock} >= 0`),
]);

export const order = shop.table("order", {
  id: uuid().defaultRandom().notNull(),
  day: date().notNull().defaultNow(),
  userId: uuid("user_id").references(() => user.id),
  status: status().default("cart").notNull(),
  shipTo: address.column("ship_to"),
  isGift: boolean("is_gift").default(false),
}, (t) => [
  primaryKey({ columns: [t.id, t.day] }),
  index("order_open").on(t.userId).where(sql`status <> 'sent'`),
  pgPolicy("own orders", { for: "select", to: role("${env}_customer"), using: sql`user_id = ${currentUser}()` }),
  pgPolicy("all orders", { for: "all", to: role("${env}_staff"), using: sql`true`, withCheck: sql`status <> 'cart'` }),
]).enableRLS();
annotate(order, { comment: "Orders", partitioned: partitionBy("range", order.day, { partitions: [monthly({ from: "2026-01", to: "2026-07" }), { order_rest: "default" }] }) });

export const orderLine = shop.table("order_line", {
  orderId: uuid("order_id").notNull(),
  day: date().notNull(),
  line: integer().notNull(),
  productId: bigint("product_id", { mode: "number" }).notNull().references(() => product.id),
  quantity: integer().notNull().default(1),
  price: numeric({ precision: 12, scale: 2 }),
}, (t) => [
  primaryKey({ columns: [t.orderId, t.day, t.line] }),
  foreignKey({ columns: [t.orderId, t.day], foreignColumns: [order.id, order.day], name: "line_of_order" }).onDelete("cascade"),
]);
export const takesStock = pgTrigger(orderLine, "takes_stock", { after: "insert", forEach: "row", when: sql`NEW.quantity > 0`, execute: stockFunction });

export const turnover = shop.view("turnover", { day: date(), amount: numeric() })
  .as(sql`SELECT o.day, sum(l.quantity * l.price) AS amount FROM ${order} o JOIN ${orderLine} l ON l.order_id = o.id AND l.day = o.day GROUP BY o.day`);
export const bestsellers = shop.materializedView("bestsellers", { productId: bigint("product_id", { mode: "number" }), sold: bigint({ mode: "number" }) })
  .as(sql`SELECT product_id, sum(quantity) AS sold FROM ${orderLine} GROUP BY product_id`);
export const bestsellersKey = sqlObject({
  kind: "index", schema: shop, name: "bestsellers_key", dependsOn: [bestsellers],
  create: sql`CREATE UNIQUE INDEX "bestsellers_key" ON ${bestsellers} ("product_id")`,
});
export const cleanUp = pgProcedure(shop, "clean_up", { args: { before: "date" }, body: () => sql`BEGIN DELETE FROM ${order} WHERE status = 'cart' AND day < before; END` });
export const correlated = sqlObject({
  kind: "statistics", schema: shop, name: "product_facts", dependsOn: [product],
  create: sql`CREATE STATISTICS "shop"."product_facts" (dependencies) ON "category_id", "currency" FROM ${product}`,
});
annotate(turnover, { comment: "By day" });
