import { count } from "drizzle-orm";
import { integer, pgSchema, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const shop = pgSchema("SHOP");

export const clients = shop.table("clients", { id: integer().primaryKey(), city: varchar() });

export const cities = shop
  .materializedView("cities")
  .as((qb) => qb.select({ city: clients.city, clients: count().as("clients") }).from(clients).groupBy(clients.city));

annotate(cities, { comment: "Clients by city" });
