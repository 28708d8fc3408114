import { sql } from "drizzle-orm";
import { check, foreignKey, index, integer, pgSchema, serial, text, unique } from "drizzle-orm/pg-core";

export const s = pgSchema("HR");
export const t = s.table(
  "t",
  { id: serial().primaryKey(), n: integer().generatedAlwaysAsIdentity(), a: text().unique(), up: integer() },
  (t) => [
    index().on(t.a, t.id),
    unique().on(t.a, t.n),
    check("positive", sql`${t.id} > 0`),
    foreignKey({ columns: [t.up], foreignColumns: [t.id] }),
  ],
);
export const c = s.table("c", { t: integer().references(() => t.id), a: text().references(() => t.a) });
