import { sql } from "drizzle-orm";
import { bigint, boolean, date, integer, json, jsonb, numeric, pgPolicy, pgSchema, text, timestamp, uuid, varchar } from "drizzle-orm/pg-core";

export const s = pgSchema("HR");
export const who = s.table("who", { id: integer() });
export const t = s.table("t", { id: integer() }, () => [
  pgPolicy("known", { to: "public", using: sql`id in (select who.id from "HR".who)` }),
  pgPolicy("any", { to: "public", using: sql`exists (select from "HR".who)` }),
]);
