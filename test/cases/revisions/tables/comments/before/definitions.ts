import { integer, pgSchema, serial } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const shop = pgSchema("SHOP");

export const orders = shop.table("orders", { id: serial().primaryKey(), total: integer(), note: integer() });
annotate(orders, { comment: "One row an order", columns: { total: { comment: "In cents" }, note: { comment: "Nothing" } } });

export const gone = shop.table("gone", { id: integer() });
annotate(gone, { comment: "Goes with its comment" });
