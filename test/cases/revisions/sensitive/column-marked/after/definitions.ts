import { integer, pgSchema, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const shop = pgSchema("SHOP");

export const clients = shop.table("clients", { id: integer().primaryKey(), phone: varchar() });

annotate(clients, { columns: { phone: { sensitive: true } } });

export const orders = shop.table("orders", { id: integer().primaryKey(), client: integer() });

