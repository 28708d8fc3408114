// Timetable of the physics faculty, resolved into events, groups, rooms and lecturers.
import { randomUUID } from "node:crypto";
import { boolean, integer, pgSchema, uuid, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const odsTimetable = pgSchema("ODS_TIMETABLE");

export const odsTimetableAct = odsTimetable.table("ods_timetable_act", {
  id: uuid()
    .primaryKey()
    .$defaultFn(() => randomUUID()),
  name: varchar().notNull(),
  odd: boolean().notNull(),
  even: boolean().notNull(),
  weekday: integer().notNull(),
  num: integer().notNull(),
  start: varchar().notNull(),
  end: varchar().notNull(),
  group: varchar().notNull(),
});

annotate(odsTimetableAct, {
  comment: "Current timetable of the physics faculty, as parsed from its pages",
  columns: {
    name: { comment: "Text of the timetable cell: subject, lecturer and room, not yet told apart" },
    odd: { comment: "True if the class is held in odd weeks" },
    even: { comment: "True if the class is held in even weeks" },
    weekday: { comment: "Day of the week as a number" },
    num: { comment: "Number of the class within the day" },
    start: { comment: "Time of day at which the class begins, as text" },
    end: { comment: "Time of day at which the class ends, as text" },
    group: { comment: "Academic group as the page names it" },
  },
});

export const odsLinkTimetableTeacher = odsTimetable.table("ods_link_timetable_teacher", {
  id: uuid()
    .primaryKey()
    .$defaultFn(() => randomUUID()),
  eventId: uuid("event_id"),
  teacherId: uuid("teacher_id"),
});

annotate(odsLinkTimetableTeacher, {
  columns: {
    eventId: { comment: "Class in ods_timetable_act that the lecturer gives" },
  },
});

export const odsLinkTimetableLesson = odsTimetable.table("ods_link_timetable_lesson", {
  id: uuid()
    .primaryKey()
    .$defaultFn(() => randomUUID()),
  eventId: uuid("event_id"),
  lessonId: uuid("lesson_id"),
});

annotate(odsLinkTimetableLesson, {
  columns: {
    eventId: { comment: "Class in ods_timetable_act whose subject is named" },
  },
});

export const odsLinkTimetableGroup = odsTimetable.table("ods_link_timetable_group", {
  id: uuid()
    .primaryKey()
    .$defaultFn(() => randomUUID()),
  eventId: uuid("event_id"),
  groupId: uuid("group_id"),
});

annotate(odsLinkTimetableGroup, {
  columns: {
    eventId: { comment: "Class in ods_timetable_act that the group attends" },
  },
});

export const odsLinkTimetableRoom = odsTimetable.table("ods_link_timetable_room", {
  id: uuid()
    .primaryKey()
    .$defaultFn(() => randomUUID()),
  eventId: uuid("event_id"),
  roomId: uuid("room_id"),
});

annotate(odsLinkTimetableRoom, {
  columns: {
    eventId: { comment: "Class in ods_timetable_act that takes place in the room" },
  },
});

export const odsManualTimetableConstraints = odsTimetable.table("ods_manual_timetable_constraints", {
  eventId: uuid("event_id").primaryKey(),
  emptyRoomFlg: uuid("empty_room_flg"),
  emptyLecturerFlg: uuid("empty_lecturer_flg"),
  emptyGroupFlg: uuid("empty_group_flg"),
});

annotate(odsManualTimetableConstraints, {
  columns: {
    eventId: { comment: "Class in ods_timetable_act that was checked by hand" },
    emptyRoomFlg: { comment: "Set if the class rightly has no room" },
    emptyLecturerFlg: { comment: "Set if the class rightly has no lecturer" },
    emptyGroupFlg: { comment: "Set if the class rightly has no group" },
  },
});
