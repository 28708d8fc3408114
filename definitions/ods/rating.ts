// Lecturer rating, keyed by the warehouse and with computed marks.
import { doublePrecision, integer, pgSchema, timestamp, uuid, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const odsRating = pgSchema("ODS_RATING");

export const lecturer = odsRating.table("lecturer", {
  uuid: uuid().primaryKey(),
  apiId: integer("api_id").notNull(),
  firstName: varchar("first_name").notNull(),
  lastName: varchar("last_name").notNull(),
  middleName: varchar("middle_name").notNull(),
  subject: varchar(),
  avatarLink: varchar("avatar_link"),
  timetableId: integer("timetable_id").notNull(),
  markWeighted: doublePrecision("mark_weighted").notNull().default(0),
  markKindnessWeighted: doublePrecision("mark_kindness_weighted").notNull().default(0),
  markClarityWeighted: doublePrecision("mark_clarity_weighted").notNull().default(0),
  markFreebieWeighted: doublePrecision("mark_freebie_weighted").notNull().default(0),
  rank: integer().notNull().default(0),
});

annotate(lecturer, {
  comment: "Lecturers of the rating service with their computed marks",
  columns: {
    uuid: { comment: "Key of the lecturer within the warehouse" },
    apiId: { comment: "Identifier of the lecturer in the rating service" },
    firstName: { comment: "First name of the lecturer" },
    lastName: { comment: "Surname of the lecturer" },
    middleName: { comment: "Patronymic of the lecturer" },
    subject: { comment: "Subjects the lecturer teaches, as text" },
    avatarLink: { comment: "Link to the lecturer's portrait" },
    timetableId: { comment: "Identifier of the same lecturer in the timetable service" },
    markWeighted: { comment: "Overall weighted mark; 0 until the lecturer is rated" },
    markKindnessWeighted: { comment: "Weighted mark for kindness; 0 until the lecturer is rated" },
    markClarityWeighted: { comment: "Weighted mark for clarity; 0 until the lecturer is rated" },
    markFreebieWeighted: { comment: "Weighted mark for easy passes; 0 until the lecturer is rated" },
    rank: { comment: "Place among all lecturers by the overall mark; 0 until ranked" },
  },
});

export const comment = odsRating.table("comment", {
  uuid: uuid().primaryKey(),
  apiUuid: uuid("api_uuid").notNull(),
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

annotate(comment, {
  comment: "Students' comments on lecturers with the marks given",
  columns: {
    uuid: { comment: "Key of the comment within the warehouse" },
    apiUuid: { comment: "Identifier of the comment in the rating service" },
    createTs: { comment: "When the comment was written" },
    updateTs: { comment: "When the comment or its status last changed" },
    subject: { comment: "Subject the author was taught" },
    text: { comment: "Text of the comment" },
    markKindness: { comment: "Author's mark for the lecturer's kindness" },
    markFreebie: { comment: "Author's mark for how easily a pass is earned" },
    markClarity: { comment: "Author's mark for how clearly the lecturer explains" },
    lecturerId: { comment: "Lecturer under comment, by the identifier of the rating service" },
    reviewStatus: { comment: "Decision of the moderators: pending, approved or dismissed" },
  },
});

export const lecturerUserComment = odsRating.table("lecturer_user_comment", {
  uuid: uuid().primaryKey(),
  apiId: integer("api_id").notNull(),
  lecturerId: integer("lecturer_id").notNull(),
  userId: integer("user_id").notNull(),
  createTs: timestamp("create_ts").notNull(),
  updateTs: timestamp("update_ts").notNull(),
});

annotate(lecturerUserComment, {
  comment: "Which user commented on which lecturer, and when",
  columns: {
    uuid: { comment: "Key of the record within the warehouse" },
    apiId: { comment: "Identifier of the record in the rating service" },
    lecturerId: { comment: "Lecturer who was commented on, by the identifier of the rating service" },
    userId: { comment: "Author of the comment, by the identifier of the authentication service" },
    createTs: { comment: "When the author's comment was recorded" },
    updateTs: { comment: "When the record was last changed in the rating service" },
  },
});
