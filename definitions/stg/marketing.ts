// Raw copy of the marketing service: visitors and what they did in the applications.
import { integer, pgSchema, serial, timestamp, varchar } from "drizzle-orm/pg-core";

export const stgMarketing = pgSchema("STG_MARKETING");

export const user = stgMarketing.table("user", {
  id: serial().primaryKey(),
  unionNumber: varchar("union_number"),
  userAgent: varchar("user_agent"),
  authUserId: integer("auth_user_id"),
  modifyTs: timestamp("modify_ts"),
  createTs: timestamp("create_ts"),
});

export const actionsInfo = stgMarketing.table("actions_info", {
  id: serial().primaryKey(),
  userId: integer("user_id"),
  action: varchar(),
  pathFrom: varchar("path_from"),
  pathTo: varchar("path_to"),
  additionalData: varchar("additional_data"),
  createTs: timestamp("create_ts"),
});
