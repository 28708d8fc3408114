// Raw copy of the authentication service: users, groups, scopes and sessions.
import { boolean, doublePrecision, integer, pgSchema, serial, timestamp, varchar } from "drizzle-orm/pg-core";

export const stgAuth = pgSchema("STG_AUTH");

export const user = stgAuth.table("user", {
  id: serial().primaryKey(),
  isDeleted: boolean("is_deleted"),
  createTs: timestamp("create_ts"),
  updateTs: timestamp("update_ts"),
});

export const group = stgAuth.table("group", {
  id: serial().primaryKey(),
  name: varchar(),
  parentId: integer("parent_id"),
  createTs: timestamp("create_ts"),
  updateTs: timestamp("update_ts"),
  isDeleted: boolean("is_deleted"),
});

export const userGroup = stgAuth.table("user_group", {
  id: serial().primaryKey(),
  userId: integer("user_id"),
  groupId: integer("group_id"),
  isDeleted: boolean("is_deleted"),
});

export const authMethod = stgAuth.table("auth_method", {
  id: serial().primaryKey(),
  userId: integer("user_id"),
  authMethod: varchar("auth_method"),
  param: varchar(),
  value: varchar(),
  createTs: timestamp("create_ts"),
  updateTs: timestamp("update_ts"),
  isDeleted: boolean("is_deleted"),
});

export const userSession = stgAuth.table("user_session", {
  id: serial().primaryKey(),
  sessionName: varchar("session_name"),
  userId: integer("user_id"),
  expires: timestamp(),
  token: varchar(),
  lastActivity: timestamp("last_activity"),
  createTs: timestamp("create_ts"),
  isUnbounded: boolean("is_unbounded"),
});

export const scope = stgAuth.table("scope", {
  id: serial().primaryKey(),
  creatorId: integer("creator_id"),
  name: varchar(),
  comment: varchar(),
  isDeleted: boolean("is_deleted"),
});

export const groupScope = stgAuth.table("group_scope", {
  id: serial().primaryKey(),
  groupId: integer("group_id"),
  scopeId: integer("scope_id"),
  isDeleted: boolean("is_deleted"),
});

export const userSessionScope = stgAuth.table("user_session_scope", {
  id: serial().primaryKey(),
  userSessionId: integer("user_session_id"),
  scopeId: integer("scope_id"),
  isDeleted: boolean("is_deleted"),
});

export const userMessageDelay = stgAuth.table("user_message_delay", {
  id: serial().primaryKey(),
  delayTime: timestamp("delay_time"),
  userEmail: varchar("user_email"),
  userIp: varchar("user_ip"),
});

export const dynamicOption = stgAuth.table("dynamic_option", {
  id: serial().primaryKey(),
  createTs: timestamp("create_ts"),
  valueInteger: integer("value_integer"),
  valueString: varchar("value_string"),
  valueDouble: doublePrecision("value_double"),
  updateTs: timestamp("update_ts"),
  name: varchar(),
});
