import { pgSchema } from "drizzle-orm/pg-core";

export const s = pgSchema("HR");
export const q = s.sequence("q", { minValue: 1, startWith: 1 });
export const r = s.sequence("r", { minValue: 1, startWith: 5 });
