import { sql } from "drizzle-orm";
import { bigint, integer, pgSchema, text } from "drizzle-orm/pg-core";

export const s = pgSchema("HR");
export const o = pgSchema("OTHER");
export const t = s.table("t", { id: integer().primaryKey(), b: text(), n: bigint({ mode: "number" }) });
// One that only gets another name, over a column that gets another type; the next stand on it.
export const numbers = s.view("figures").as((q) => q.select({ id: t.id, n: t.n }).from(t));
export const large = s.view("large").as((q) => q.select().from(numbers).where(sql`${numbers.n} > 1`));
export const kept = s.materializedView("held").as((q) => q.select({ id: large.id }).from(large));
// One that shows something else, and one that moves to another schema.
export const texts = s.view("words").as((q) => q.select({ a: t.b, id: t.id }).from(t));
export const all = o.view("all").as((q) => q.select({ a: texts.a }).from(texts));
