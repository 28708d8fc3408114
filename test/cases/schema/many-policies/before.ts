import { sql } from "drizzle-orm";
import { type AnyPgColumn, bigint, boolean, check, customType, foreignKey, index, integer, pgPolicy, pgSchema, primaryKey, serial, text, unique, uuid, varchar } from "drizzle-orm/pg-core";

export const s = pgSchema("HR");
const guarded = (name: string) =>
  s.table(name, { id: integer().primaryKey(), tenant: integer().notNull(), open: boolean().notNull().default(false) }, () =>
    Array.from({ length: 10 }, (_, n) => pgPolicy(`rule ${n} of ${name}`, { to: "public", for: n % 2 ? "select" : "all", using: sql`tenant = ${sql.raw(String(n))} or open` })));
export const t0 = guarded("table 0");
export const t1 = guarded("table 1");
export const t2 = guarded("table 2");
export const t3 = guarded("table 3");
export const t4 = guarded("table 4");
export const t5 = guarded("table 5");
export const t6 = guarded("table 6");
export const t7 = guarded("table 7");
export const t8 = guarded("table 8");
export const t9 = guarded("table 9");
