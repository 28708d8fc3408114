import { sql } from "drizzle-orm";
import { integer, pgPolicy, pgSchema } from "drizzle-orm/pg-core";

export const shop = pgSchema("SHOP");

export const orders = shop.table("orders", { id: integer().primaryKey(), client: integer() }, () => [
  pgPolicy("own", { for: "select", to: "public", using: sql`client = 1` }),
  pgPolicy("old", { for: "select", to: "public", using: sql`id < 10` }),
]);

export const bills = shop.table("bills", { id: integer().primaryKey() }, () => [
  pgPolicy("all", { to: "public", using: sql`true` }),
]);

export const open = shop.table("open", { id: integer().primaryKey() });
