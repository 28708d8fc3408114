// Raw copy of the lecturer rating service.
import { integer, pgSchema, serial, timestamp, uuid, varchar } from "drizzle-orm/pg-core";

export const stgRating = pgSchema("STG_RATING");

export const lecturer = stgRating.table("lecturer", {
  id: serial().primaryKey(),
  firstName: varchar("first_name").notNull(),
  lastName: varchar("last_name").notNull(),
  middleName: varchar("middle_name").notNull(),
  subject: varchar(),
  avatarLink: varchar("avatar_link"),
  timetableId: integer("timetable_id").notNull(),
});

export const comment = stgRating.table("comment", {
  uuid: uuid().primaryKey(),
  createTs: timestamp("create_ts").notNull(),
  updateTs: timestamp("update_ts").notNull(),
  subject: varchar(),
  text: varchar(),
  markKindness: integer("mark_kindness").notNull(),
  markFreebie: integer("mark_freebie").notNull(),
  markClarity: integer("mark_clarity").notNull(),
  lecturerId: integer("lecturer_id").notNull(),
  reviewStatus: varchar("review_status").notNull(),
});

export const lecturerUserComment = stgRating.table("lecturer_user_comment", {
  id: serial().primaryKey(),
  lecturerId: integer("lecturer_id").notNull(),
  userId: integer("user_id").notNull(),
  createTs: timestamp("create_ts").notNull(),
  updateTs: timestamp("update_ts").notNull(),
});
