import { integer, pgSchema, serial, text } from "drizzle-orm/pg-core";
export const auth = pgSchema("auth").existing();
export const e = auth.enum("e", ["a", "b"]);
export const users = auth.table("users", { id: integer().primaryKey(), name: text(), e: e(), n: serial() });
export const more = auth.table("more", { id: integer().references(() => users.id) });
export const s = pgSchema("HR");
export const t = s.table("t", { id: integer().references(() => users.id) });
