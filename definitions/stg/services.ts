// Raw copy of the application's menu of services.
import { boolean, integer, pgSchema, serial, varchar } from "drizzle-orm/pg-core";

export const stgServices = pgSchema("STG_SERVICES");

export const category = stgServices.table("category", {
  id: serial().primaryKey(),
  order: integer(),
  name: varchar(),
  type: varchar(),
});

export const button = stgServices.table("button", {
  id: serial().primaryKey(),
  name: varchar(),
  order: integer(),
  categoryId: integer("category_id"),
  icon: varchar(),
  link: varchar(),
  type: varchar(),
  isHidden: boolean("is_hidden").notNull(),
});

export const scope = stgServices.table("scope", {
  id: serial().primaryKey(),
  name: varchar(),
  categoryId: integer("category_id"),
  buttonId: integer("button_id"),
  isRequired: boolean("is_required"),
});
