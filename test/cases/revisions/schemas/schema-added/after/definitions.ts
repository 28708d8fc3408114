import { integer, pgSchema, serial, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const shop = pgSchema("SHOP");

export const orders = shop.table("orders", { id: serial().primaryKey(), total: integer() });

export const crm = pgSchema("CRM");

export const client = crm.table("client", { id: serial().primaryKey(), name: varchar() });

export const keys = crm.table("keys", { id: integer().primaryKey(), key: varchar() });

annotate(keys, { sensitive: true });
