// Authentication users and their ways of signing in, with history.
import { boolean, date, integer, pgSchema, timestamp, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const odsAuth = pgSchema("ODS_AUTH");

export const user = odsAuth.table("user", {
  id: integer().notNull(),
  isDeleted: boolean("is_deleted"),
  createTs: timestamp("create_ts"),
  updateTs: timestamp("update_ts"),
  validFromDt: date("valid_from_dt"),
  validToDt: date("valid_to_dt"),
});

annotate(user, {
  comment: "Accounts of the authentication service, one row per period of validity",
});

export const authMethod = odsAuth.table("auth_method", {
  id: integer().notNull(),
  userId: integer("user_id"),
  authMethod: varchar("auth_method"),
  param: varchar(),
  value: varchar(),
  createTs: timestamp("create_ts"),
  updateTs: timestamp("update_ts"),
  isDeleted: boolean("is_deleted"),
  validFromDt: date("valid_from_dt"),
  validToDt: date("valid_to_dt"),
});

annotate(authMethod, {
  comment: "Parameters of the users' ways of signing in, one row per period of validity",
});
