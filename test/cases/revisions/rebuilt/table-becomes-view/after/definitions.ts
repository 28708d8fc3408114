import { integer, pgSchema } from "drizzle-orm/pg-core";

export const shop = pgSchema("SHOP");

export const orders = shop.table("orders", { id: integer().primaryKey() });

export const newest = shop.view("newest").as((qb) => qb.select({ id: orders.id }).from(orders));
