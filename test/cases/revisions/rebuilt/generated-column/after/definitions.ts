import { sql } from "drizzle-orm";
import { integer, pgSchema } from "drizzle-orm/pg-core";

export const shop = pgSchema("SHOP");

export const orders = shop.table("orders", {
  id: integer().primaryKey(),
  net: integer(),
  gross: integer().generatedAlwaysAs(sql`net * 107 / 100`),
});

export const totals = shop.view("totals").as((qb) => qb.select({ gross: orders.gross }).from(orders));
