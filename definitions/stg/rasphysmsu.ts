// Timetable of the physics faculty: pages as downloaded and what was parsed from them.
import { boolean, integer, pgSchema, serial, varchar } from "drizzle-orm/pg-core";

export const stgRasphysmsu = pgSchema("STG_RASPHYSMSU");

export const rawHtml = stgRasphysmsu.table("raw_html", {
  url: varchar().primaryKey(),
  rawHtml: varchar("raw_html"),
});

export const rawHtmlOld = stgRasphysmsu.table("raw_html_old", {
  url: varchar().primaryKey(),
  rawHtml: varchar("raw_html"),
});

export const diff = stgRasphysmsu.table("diff", {
  id: serial().primaryKey(),
  subject: varchar().notNull(),
  odd: boolean().notNull(),
  even: boolean().notNull(),
  weekday: integer(),
  num: integer(),
  start: varchar().notNull(),
  end: varchar().notNull(),
  place: integer().array().notNull(),
  group: integer().array().notNull(),
  teacher: integer().array().notNull(),
  eventsId: integer("events_id").array(),
  action: varchar(),
});

export const old = stgRasphysmsu.table("old", {
  id: serial().primaryKey(),
  subject: varchar().notNull(),
  odd: boolean().notNull(),
  even: boolean().notNull(),
  weekday: integer(),
  num: integer(),
  start: varchar().notNull(),
  end: varchar().notNull(),
  place: integer().array().notNull(),
  group: integer().array().notNull(),
  teacher: integer().array().notNull(),
  eventsId: integer("events_id").array(),
});

export const newTable = stgRasphysmsu.table("new", {
  id: serial().primaryKey(),
  subject: varchar().notNull(),
  odd: boolean().notNull(),
  even: boolean().notNull(),
  weekday: integer(),
  num: integer(),
  start: varchar().notNull(),
  end: varchar().notNull(),
  place: integer().array().notNull(),
  group: integer().array().notNull(),
  teacher: integer().array().notNull(),
  eventsId: integer("events_id").array(),
});

export const linkNewWithDates = stgRasphysmsu.table("link_new_with_dates", {
  id: integer().notNull(),
  subject: varchar(),
  odd: boolean(),
  even: boolean(),
  weekday: integer(),
  num: integer(),
  start: varchar(),
  end: varchar(),
  place: integer().array().notNull(),
  group: integer().array().notNull(),
  teacher: integer().array().notNull(),
  eventsId: integer("events_id").array(),
});

export const newWithDates = stgRasphysmsu.table("new_with_dates", {
  id: integer().notNull(),
  subject: varchar().notNull(),
  odd: boolean().notNull(),
  even: boolean().notNull(),
  weekday: integer(),
  num: integer(),
  start: varchar().notNull(),
  end: varchar().notNull(),
  place: integer().array().notNull(),
  group: integer().array().notNull(),
  teacher: integer().array().notNull(),
  eventsId: integer("events_id").array(),
});
