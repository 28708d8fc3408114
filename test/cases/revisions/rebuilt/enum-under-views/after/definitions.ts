import { integer, pgSchema } from "drizzle-orm/pg-core";

export const shop = pgSchema("SHOP");

export const state = shop.enum("state", ["new", "lost"]);

export const orders = shop.table("orders", { id: integer().primaryKey(), state: state() });

export const states = shop.view("states").as((qb) => qb.select({ state: orders.state }).from(orders));

export const ids = shop.view("ids").as((qb) => qb.select({ id: orders.id }).from(orders));
