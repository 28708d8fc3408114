import { integer, pgSchema, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const shop = pgSchema("SHOP");

export const clients = shop.table("clients", { id: integer().primaryKey(), phone: varchar() });

annotate(clients, { sensitive: true });

export const orders = shop.table("orders", { id: integer().primaryKey(), client: integer() });

export const phones = shop.view("phones").as((qb) => qb.select({ phone: clients.phone }).from(clients));

export const lastPhones = shop.view("last_phones").as((qb) => qb.select({ phone: phones.phone }).from(phones));

export const orderIds = shop.view("order_ids").as((qb) => qb.select({ id: orders.id }).from(orders));
