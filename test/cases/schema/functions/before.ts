import { sql } from "drizzle-orm";
import { type AnyPgColumn, bigint, boolean, check, customType, foreignKey, index, integer, pgPolicy, pgSchema, primaryKey, serial, text, unique, uuid, varchar } from "drizzle-orm/pg-core";

export const s = pgSchema("App");
export const doc = s.table(
  "doc",
  {
    id: integer().primaryKey(),
    tenant: integer().notNull().default(sql`"App".tenant()`),
    code: varchar({ length: 80 }).notNull().default(sql`"App".next_code('d')`),
    tidied: text().generatedAlwaysAs(sql`"App".tidy(code)`),
  },
  (t) => [
    check("coded", sql`"App".is_code(code)`),
    index("tidy").on(sql`"App".tidy(code)`),
    pgPolicy("own", { to: "public", using: sql`tenant = "App".tenant()` }),
  ],
);
