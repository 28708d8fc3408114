import { integer, pgTable, pgView } from "drizzle-orm/pg-core";

export const orders = pgTable("orders", { id: integer().primaryKey() });

export const base = pgView("base").as((qb) => qb.select({ id: orders.id }).from(orders));

export const zoom = pgView("zoom").as((qb) => qb.select({ id: base.id }).from(base));
