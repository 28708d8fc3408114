import { sql } from "drizzle-orm";
import { bigint, boolean, date, integer, json, jsonb, numeric, pgPolicy, pgSchema, text, timestamp, uuid, varchar } from "drizzle-orm/pg-core";

export const s = pgSchema("HR");
export const t = s.table("t", { id: integer().primaryKey(), made: bigint({ mode: "number" }) });
