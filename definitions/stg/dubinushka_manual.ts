// Hand-made dump of the old Dubinushka site, where students rated lecturers.
import { doublePrecision, integer, pgSchema, serial, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const stgDubinushkaManual = pgSchema("STG_DUBINUSHKA_MANUAL");

export const comment = stgDubinushkaManual.table("comment", {
  flag: integer().notNull(),
  id: serial().primaryKey(),
  lecturerId: integer("lecturer_id"),
  commentText: varchar("comment_text"),
  authorName: varchar("author_name"),
  rate: varchar(),
  date: varchar(),
  dobr: varchar(),
  hal: varchar(),
  pon: varchar(),
});

annotate(comment, {
  comment: "Comments on lecturers, dumped by hand from the old Dubinushka site",
});

export const lecturer = stgDubinushkaManual.table("lecturer", {
  flagprep: integer(),
  id: serial().primaryKey(),
  surname: varchar(),
  subject: varchar(),
  fullrate: integer(),
  mnCount: varchar("mn_count"),
  photo: integer(),
  dobr: doublePrecision(),
  hal: doublePrecision(),
  pon: doublePrecision(),
  isdead: integer(),
  obituary: varchar(),
});

annotate(lecturer, {
  comment: "Lecturers with their average marks, dumped by hand from the old Dubinushka site",
});
