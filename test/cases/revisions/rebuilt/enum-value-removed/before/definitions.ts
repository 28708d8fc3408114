import { integer, pgSchema } from "drizzle-orm/pg-core";

export const shop = pgSchema("SHOP");

export const state = shop.enum("state", ["new", "paid", "lost"]);

export const orders = shop.table("orders", { id: integer().primaryKey(), state: state().default("new") });
