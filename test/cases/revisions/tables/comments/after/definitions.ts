import { integer, pgSchema, serial } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const shop = pgSchema("SHOP");

export const orders = shop.table("orders", { id: serial().primaryKey(), total: integer(), note: integer() });
annotate(orders, { comment: "One row an order, it's ${not} a variable\nЗаказы", columns: { total: { comment: "In cents" } } });

export const idle = shop.view("idle").as((qb) => qb.select({ id: orders.id }).from(orders));
annotate(idle, { comment: "Orders that wait", columns: { id: { comment: "Of the order" } } });
