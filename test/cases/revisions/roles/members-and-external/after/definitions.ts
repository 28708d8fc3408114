import { integer, pgSchema, serial, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const shop = pgSchema("SHOP");

export const orders = shop.table("orders", { id: serial().primaryKey(), total: integer() });
