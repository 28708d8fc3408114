import { integer, pgSchema } from "drizzle-orm/pg-core";

export const shop = pgSchema("SHOP");

export const orders = shop.table("orders", { id: integer().primaryKey() });

export const zoom = shop.view("zoom").as((qb) => qb.select({ id: orders.id }).from(orders));
