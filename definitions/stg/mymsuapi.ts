// Timetable as the university-wide API returns it.
import { integer, json, pgSchema, serial, timestamp, varchar } from "drizzle-orm/pg-core";

export const stgMymsuapi = pgSchema("STG_MYMSUAPI");

export const rawTimetableApi = stgMymsuapi.table("raw_timetable_api", {
  id: serial().primaryKey(),
  groupName: varchar("group_name").notNull(),
  disciplineName: varchar("discipline_name").notNull(),
  disciplineId: integer("discipline_id").notNull(),
  classroomName: varchar("classroom_name").notNull(),
  classroomId: integer("classroom_id").notNull(),
  lessonTypeText: varchar("lesson_type_text").notNull(),
  lessonFromDttmTs: timestamp("lesson_from_dttm_ts").notNull(),
  lessonToDttmTs: timestamp("lesson_to_dttm_ts").notNull(),
  teacherUsers: json("teacher_users").notNull(),
  studyGroups: json("study_groups").notNull(),
});
