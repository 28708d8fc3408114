import { integer, pgSchema, serial } from "drizzle-orm/pg-core";

export const shop = pgSchema("SHOP");
export const orders = shop.table("orders", { id: serial().primaryKey(), total: integer() });
export const totals = shop.view("totals").as((query) => query.select({ total: orders.total }).from(orders));
export const copies = shop.view("copies").as((query) => query.select().from(totals));
