import { sql } from "drizzle-orm";
import { integer, pgSchema, text } from "drizzle-orm/pg-core";

export const s = pgSchema("HR");
export const t = s.table("t", { id: integer().primaryKey(), a: text(), n: integer() });
// One that only gets another name, over a column that gets another type; the next stand on it.
export const numbers = s.view("numbers").as((q) => q.select({ id: t.id, n: t.n }).from(t));
export const large = s.view("large").as((q) => q.select().from(numbers).where(sql`${numbers.n} > 1`));
export const kept = s.materializedView("kept").as((q) => q.select({ id: large.id }).from(large));
// One that shows something else, and one that moves to another schema.
export const texts = s.view("texts").as((q) => q.select({ a: t.a }).from(t));
export const all = s.view("all").as((q) => q.select({ a: texts.a }).from(texts));
