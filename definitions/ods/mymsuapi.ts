// University-wide timetable with one row per teacher and study group.
import { integer, pgSchema, serial, timestamp, varchar } from "drizzle-orm/pg-core";

export const odsMymsuapi = pgSchema("ODS_MYMSUAPI");

export const odsTimetableApiFlattened = odsMymsuapi.table("ods_timetable_api_flattened", {
  id: serial().primaryKey(),
  groupName: varchar("group_name").notNull(),
  disciplineName: varchar("discipline_name").notNull(),
  disciplineId: integer("discipline_id").notNull(),
  classroomName: varchar("classroom_name").notNull(),
  classroomId: integer("classroom_id").notNull(),
  lessonTypeText: varchar("lesson_type_text").notNull(),
  lessonFromDttmTs: timestamp("lesson_from_dttm_ts").notNull(),
  lessonToDttmTs: timestamp("lesson_to_dttm_ts").notNull(),
  teacherFullName: varchar("teacher_full_name").notNull(),
  studyGroupId: integer("study_group_id").notNull(),
  studyGroupName: varchar("study_group_name").notNull(),
});
