import { integer, pgSchema } from "drizzle-orm/pg-core";

export const shop = pgSchema("SHOP");

export const orders = shop.table("orders", { id: integer().primaryKey() });

export const ids = shop.view("ids").as((qb) => qb.select({ id: orders.id }).from(orders));

export const idsAgain = shop.view("ids_again").as((qb) => qb.select({ id: ids.id }).from(ids));
