import { integer, pgSchema, pgTable, serial } from "drizzle-orm/pg-core";

export const shop = pgSchema("SHOP");

export const orders = shop.table("orders", { id: integer().primaryKey() });

export const events = pgTable("events", { id: serial().primaryKey(), order: integer().references(() => orders.id) });
