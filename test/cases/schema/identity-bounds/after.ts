import { sql } from "drizzle-orm";
import { bigint, boolean, date, integer, json, jsonb, numeric, pgPolicy, pgSchema, text, timestamp, uuid, varchar } from "drizzle-orm/pg-core";

export const s = pgSchema("HR");
export const raised = s.table("raised", { id: integer().generatedAlwaysAsIdentity({ minValue: 100, startWith: 200, increment: 10 }), a: integer() });
export const unused = s.table("unused", { id: integer().generatedByDefaultAsIdentity({ startWith: 5, maxValue: 20 }), a: integer() });
export const lowered = s.table("lowered", { id: integer().generatedAlwaysAsIdentity({ maxValue: 20 }), a: integer() });
export const down = s.table("down", { id: integer().generatedAlwaysAsIdentity({ increment: -1, startWith: -1, minValue: -100, maxValue: -1 }), a: integer() });
export const wider = s.table("wider", { id: bigint({ mode: "number" }).generatedAlwaysAsIdentity({ minValue: 2, startWith: 2 }), a: integer() });
