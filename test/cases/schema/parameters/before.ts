import { integer, pgSchema } from "drizzle-orm/pg-core";

export const s = pgSchema("HR");
export const t = s.table("t", { id: integer().primaryKey() });
