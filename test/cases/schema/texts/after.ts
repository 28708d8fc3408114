import { sql } from "drizzle-orm";
import { bigint, boolean, date, integer, json, jsonb, numeric, pgPolicy, pgSchema, text, timestamp, uuid, varchar } from "drizzle-orm/pg-core";

export const s = pgSchema("HR");
export const e = s.enum("e", ["a\\b", "{}", "NULL", "it's"]);
export const t = s.table("t", {
  id: integer().primaryKey(),
  path: text().default("C:\\new 'x'"),
  short: varchar({ length: 9 }).default("\\"),
  list: text().array().default(["NULL", "null", "{a}", "b\\c", 'd"e', "f'g", "", " "]),
  deep: text().array().array().default([["{"], ["}"]]),
  e: e().default("a\\b"),
  es: e().array().default(["{}", "NULL", "it's"]),
});
