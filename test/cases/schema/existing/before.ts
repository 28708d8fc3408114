import { integer, pgSchema } from "drizzle-orm/pg-core";
export const auth = pgSchema("auth").existing();
export const users = auth.table("users", { id: integer().primaryKey() });
export const s = pgSchema("HR");
export const t = s.table("t", { id: integer() });
