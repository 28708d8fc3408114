import { sql } from "drizzle-orm";
import { integer, pgPolicy, pgSchema } from "drizzle-orm/pg-core";

export const shop = pgSchema("SHOP");

export const orders = shop.table("orders", { id: integer().primaryKey(), client: integer() }, () => [
  pgPolicy("own", { for: "select", to: "public", using: sql`client = 2` }),
]);

export const bills = shop.table("bills", { id: integer().primaryKey() });

export const open = shop.table.withRLS("open", { id: integer().primaryKey() });
