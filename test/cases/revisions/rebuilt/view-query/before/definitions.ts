import { integer, pgSchema, varchar } from "drizzle-orm/pg-core";

export const shop = pgSchema("SHOP");

export const clients = shop.table("clients", { id: integer().primaryKey(), name: varchar(), city: varchar() });

export const names = shop
  .view("names")
  .as((qb) => qb.select({ id: clients.id, name: clients.name }).from(clients));
