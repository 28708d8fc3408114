import { isNotNull } from "drizzle-orm";
import { boolean, integer, pgSchema } from "drizzle-orm/pg-core";

export const shop = pgSchema("SHOP");

export const orders = shop.table("orders", { id: integer().primaryKey(), paid: boolean(), total: integer() });

export const paid = shop
  .view("paid")
  .as((qb) => qb.select({ id: orders.id, total: orders.total }).from(orders).where(isNotNull(orders.paid)));

export const big = shop.view("big").as((qb) => qb.select({ id: paid.id }).from(paid));

export const all = shop.view("a_last").as((qb) => qb.select({ id: big.id }).from(big));
