// Raw copy of the social service: chats, channels and the webhooks received from them.
import { bigint, boolean, integer, pgSchema, serial, timestamp, varchar } from "drizzle-orm/pg-core";

export const stgSocial = pgSchema("STG_SOCIAL");

export const group = stgSocial.table("group", {
  id: serial().primaryKey(),
  ownerId: integer("owner_id"),
  name: varchar(),
  description: varchar(),
  inviteLink: varchar("invite_link"),
  hidden: boolean(),
  updateTs: timestamp("update_ts"),
  createTs: timestamp("create_ts"),
  lastActiveTs: timestamp("last_active_ts"),
  isDeleted: boolean("is_deleted"),
  type: varchar(),
});

export const createGroupRequest = stgSocial.table("create_group_request", {
  id: serial().primaryKey(),
  validTs: timestamp("valid_ts"),
  createTs: timestamp("create_ts"),
  ownerId: integer("owner_id"),
  mappedGroupId: integer("mapped_group_id"),
  secretKey: varchar("secret_key"),
});

export const webhookStorage = stgSocial.table("webhook_storage", {
  id: serial().primaryKey(),
  system: varchar(),
  message: varchar(),
  eventTs: timestamp("event_ts"),
});

export const vkGroup = stgSocial.table("vk_group", {
  id: serial().primaryKey(),
  groupId: integer("group_id"),
  confirmationToken: varchar("confirmation_token"),
  secretKey: varchar("secret_key"),
});

export const telegramChannel = stgSocial.table("telegram_channel", {
  id: serial().primaryKey(),
  channelId: bigint("channel_id", { mode: "number" }),
});

export const telegramChat = stgSocial.table("telegram_chat", {
  id: serial().primaryKey(),
  chatId: bigint("chat_id", { mode: "number" }),
});

export const vkChat = stgSocial.table("vk_chat", {
  id: serial().primaryKey(),
  peerId: integer("peer_id"),
});
