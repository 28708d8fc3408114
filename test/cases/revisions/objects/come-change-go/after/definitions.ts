import { index, integer, pgSchema, varchar } from "drizzle-orm/pg-core";

export const shop = pgSchema("SHOP");

export const state = shop.enum("state", ["new", "paid", "lost"]);

export const tickets = shop.sequence("tickets", { increment: 10 });

export const bills = shop.sequence("bills");

export const color = shop.enum("color", ["red"]);

export const orders = shop.table(
  "orders",
  { id: integer().primaryKey(), note: varchar().default("none").unique() },
  (table) => [index().on(table.note)],
);
