// Raw copy of the timetable service.
import { boolean, integer, pgSchema, serial, timestamp, varchar } from "drizzle-orm/pg-core";

export const stgTimetable = pgSchema("STG_TIMETABLE");

export const credentials = stgTimetable.table("credentials", {
  id: serial().primaryKey(),
  group: varchar(),
  email: varchar(),
  scope: varchar(),
  token: varchar(),
  createTs: timestamp("create_ts"),
  updateTs: timestamp("update_ts"),
});

export const room = stgTimetable.table("room", {
  id: serial().primaryKey(),
  name: varchar(),
  direction: varchar(),
  building: varchar(),
  buildingUrl: varchar("building_url"),
  isDeleted: boolean("is_deleted"),
});

export const lecturer = stgTimetable.table("lecturer", {
  id: serial().primaryKey(),
  firstName: varchar("first_name"),
  middleName: varchar("middle_name"),
  lastName: varchar("last_name"),
  avatarId: integer("avatar_id"),
  description: varchar(),
  isDeleted: boolean("is_deleted"),
});

export const group = stgTimetable.table("group", {
  id: serial().primaryKey(),
  name: varchar(),
  number: varchar(),
  isDeleted: boolean("is_deleted"),
});

export const event = stgTimetable.table("event", {
  id: serial().primaryKey(),
  name: varchar(),
  startTs: timestamp("start_ts"),
  endTs: timestamp("end_ts"),
  isDeleted: boolean("is_deleted"),
});

export const eventsLecturers = stgTimetable.table("events_lecturers", {
  id: serial().primaryKey(),
  eventId: integer("event_id"),
  lecturerId: integer("lecturer_id"),
});

export const eventsRooms = stgTimetable.table("events_rooms", {
  id: serial().primaryKey(),
  eventId: integer("event_id"),
  roomId: integer("room_id"),
});

export const eventsGroups = stgTimetable.table("events_groups", {
  id: serial().primaryKey(),
  eventId: integer("event_id"),
  groupId: integer("group_id"),
});

export const photo = stgTimetable.table("photo", {
  id: serial().primaryKey(),
  lecturerId: integer("lecturer_id"),
  link: varchar(),
  approveStatus: varchar("approve_status"),
  isDeleted: boolean("is_deleted"),
});

export const commentLecturer = stgTimetable.table("comment_lecturer", {
  id: serial().primaryKey(),
  lecturerId: integer("lecturer_id"),
  authorName: varchar("author_name"),
  text: varchar(),
  approveStatus: varchar("approve_status"),
  createTs: timestamp("create_ts"),
  updateTs: timestamp("update_ts"),
  isDeleted: boolean("is_deleted"),
});

export const commentEvent = stgTimetable.table("comment_event", {
  id: serial().primaryKey(),
  eventId: integer("event_id"),
  authorName: varchar("author_name"),
  text: varchar(),
  approveStatus: varchar("approve_status"),
  createTs: timestamp("create_ts"),
  updateTs: timestamp("update_ts"),
  isDeleted: boolean("is_deleted"),
});
