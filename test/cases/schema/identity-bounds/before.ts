import { sql } from "drizzle-orm";
import { bigint, boolean, date, integer, json, jsonb, numeric, pgPolicy, pgSchema, text, timestamp, uuid, varchar } from "drizzle-orm/pg-core";

export const s = pgSchema("HR");
export const raised = s.table("raised", { id: integer().generatedAlwaysAsIdentity(), a: integer() });
export const unused = s.table("unused", { id: integer().generatedByDefaultAsIdentity({ startWith: 900, maxValue: 1000 }), a: integer() });
export const lowered = s.table("lowered", { id: integer().generatedByDefaultAsIdentity({ maxValue: 1000 }), a: integer() });
export const down = s.table("down", { id: integer().generatedAlwaysAsIdentity(), a: integer() });
export const wider = s.table("wider", { id: integer().generatedAlwaysAsIdentity({ cycle: true }), a: integer() });
