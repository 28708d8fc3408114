import { integer, pgSchema, varchar } from "drizzle-orm/pg-core";

export const shop = pgSchema("SHOP");

export const mood = shop.enum("mood", ["good", "bad"]);

export const state = shop.enum("state", ["new", "paid"]);

export const numbers = shop.sequence("numbers");

export const tickets = shop.sequence("tickets");

export const orders = shop.table("orders", { id: integer().primaryKey(), note: varchar() });
