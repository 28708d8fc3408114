import { integer, pgSchema, serial, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const shop = pgSchema("STORE");

export const state = shop.enum("condition", ["new", "paid"]);

export const tickets = shop.sequence("numbers");

export const orders = shop.table("sales", { id: serial().primaryKey(), amount: integer(), state: state() });

annotate(orders, { columns: { amount: { sensitive: true } } });

export const newest = shop.view("newest").as((qb) => qb.select({ id: orders.id }).from(orders));

export const crm = pgSchema("CRM");

export const client = crm.table("client", { key: serial().primaryKey(), name: varchar(), phone: varchar() });

annotate(client, { comment: "Who buys" });

export const keys = crm.table("keys", { id: integer().primaryKey(), key: varchar() });

annotate(keys, { sensitive: true });
