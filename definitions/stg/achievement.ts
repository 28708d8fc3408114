// Raw copy of the achievement service: what can be earned and who earned it.
import { integer, pgSchema, serial, timestamp, varchar } from "drizzle-orm/pg-core";

export const stgAchievement = pgSchema("STG_ACHIEVEMENT");

export const achievement = stgAchievement.table("achievement", {
  id: serial().primaryKey(),
  name: varchar(),
  description: varchar(),
  picture: varchar(),
  ownerUserId: integer("owner_user_id"),
  createTs: timestamp("create_ts"),
  updateTs: timestamp("update_ts"),
});

export const achievementReciever = stgAchievement.table("achievement_reciever", {
  id: serial().primaryKey(),
  userId: integer("user_id"),
  achievementId: integer("achievement_id"),
  createTs: timestamp("create_ts"),
  updateTs: timestamp("update_ts"),
});
