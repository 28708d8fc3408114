import { integer, pgSchema, varchar } from "drizzle-orm/pg-core";

export const shop = pgSchema("SHOP");

export const orders = shop.table("orders", { id: integer().primaryKey(), total: integer(), note: varchar() });

export const totals = shop.view("totals").as((qb) => qb.select({ total: orders.total }).from(orders));

export const copies = shop.materializedView("copies").as((qb) => qb.select({ total: totals.total }).from(totals));
