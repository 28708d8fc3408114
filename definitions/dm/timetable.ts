// Timetable ready for the application, and the dimensions that decode its spellings.
import { randomUUID } from "node:crypto";
import { boolean, integer, pgSchema, uuid, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const dmTimetable = pgSchema("DM_TIMETABLE");

export const dimRoomAct = dmTimetable.table("dim_room_act", {
  id: uuid()
    .primaryKey()
    .$defaultFn(() => randomUUID()),
  timetableAlias: varchar("timetable_alias"),
  roomApiId: integer("room_api_id").notNull(),
  roomName: varchar("room_name"),
  roomDirectionTextType: varchar("room_direction_text_type"),
  roomDepartment: varchar("room_department"),
  sourceName: varchar("source_name").notNull(),
});

annotate(dimRoomAct, {
  comment: "Rooms in use, with their spellings in the timetable",
  columns: {
    timetableAlias: { comment: "Spelling of the room in the timetable pages" },
  },
});

export const dimLecturerAct = dmTimetable.table("dim_lecturer_act", {
  id: uuid()
    .primaryKey()
    .$defaultFn(() => randomUUID()),
  timetableAlias: varchar("timetable_alias"),
  lecturerApiId: integer("lecturer_api_id").notNull(),
  lecturerFirstName: varchar("lecturer_first_name"),
  lecturerMiddleName: varchar("lecturer_middle_name"),
  lecturerLastName: varchar("lecturer_last_name"),
  lecturerAvatarId: integer("lecturer_avatar_id"),
  lecturerDescription: varchar("lecturer_description"),
  sourceName: varchar("source_name").notNull(),
});

annotate(dimLecturerAct, {
  comment: "Lecturers at work, with their spellings in the timetable",
  columns: {
    timetableAlias: { comment: "Spelling of the lecturer's name in the timetable pages" },
  },
});

export const dimGroupAct = dmTimetable.table("dim_group_act", {
  id: uuid()
    .primaryKey()
    .$defaultFn(() => randomUUID()),
  timetableAlias: varchar("timetable_alias"),
  groupApiId: integer("group_api_id").notNull(),
  groupNameText: varchar("group_name_text"),
  groupNumber: varchar("group_number"),
  sourceName: varchar("source_name").notNull(),
});

annotate(dimGroupAct, {
  comment: "Academic groups that exist now, with their spellings in the timetable",
  columns: {
    timetableAlias: { comment: "Spelling of the group in the timetable pages" },
  },
});

export const dimEventAct = dmTimetable.table("dim_event_act", {
  id: uuid()
    .primaryKey()
    .$defaultFn(() => randomUUID()),
  timetableAlias: varchar("timetable_alias"),
  eventApiId: integer("event_api_id"),
  eventNameText: varchar("event_name_text"),
  sourceName: varchar("source_name").notNull(),
});

annotate(dimEventAct, {
  comment: "Subjects taught now, with their spellings in the timetable",
  columns: {
    timetableAlias: { comment: "Spelling of the subject in the timetable pages" },
  },
});

export const dmTimetableAct = dmTimetable.table("dm_timetable_act", {
  eventId: uuid("event_id").primaryKey(),
  name: varchar().notNull(),
  odd: boolean().notNull(),
  even: boolean().notNull(),
  weekday: integer().notNull(),
  num: integer().notNull(),
  start: varchar().notNull(),
  end: varchar().notNull(),
  group: varchar().notNull(),
  eventName: varchar("event_name"),
  groupName: varchar("group_name"),
  lecturerName: varchar("lecturer_name"),
  roomName: varchar("room_name"),
  eventApiId: integer("event_api_id"),
  groupApiId: integer("group_api_id"),
  lecturerApiId: integer("lecturer_api_id"),
  roomApiId: integer("room_api_id"),
});

annotate(dmTimetableAct, {
  comment: "Current timetable, each class with its subject, group, lecturer and room",
  columns: {
    eventId: { comment: "Key of the class within the warehouse" },
    name: { comment: "Text of the timetable cell from which the class was read" },
    odd: { comment: "True if the class is held in odd weeks" },
    even: { comment: "True if the class is held in even weeks" },
    weekday: { comment: "Day of the week as a number" },
    num: { comment: "Number of the class within the day" },
    start: { comment: "Time of day at which the class begins, as text" },
    end: { comment: "Time of day at which the class ends, as text" },
    group: { comment: "Academic group as the timetable page names it" },
    eventName: { comment: "Name of the subject" },
    groupName: { comment: "Name of the group as the timetable service has it" },
    lecturerName: { comment: "Name of the lecturer as the timetable service has it" },
    roomName: { comment: "Name of the room as the timetable service has it" },
    eventApiId: { comment: "Identifier of the subject in the timetable service" },
    groupApiId: { comment: "Identifier of the group in the timetable service" },
    lecturerApiId: { comment: "Identifier of the lecturer in the timetable service" },
    roomApiId: { comment: "Identifier of the room in the timetable service" },
  },
});
