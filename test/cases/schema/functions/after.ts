import { sql } from "drizzle-orm";
import { type AnyPgColumn, bigint, boolean, check, customType, foreignKey, index, integer, pgPolicy, pgSchema, primaryKey, serial, text, unique, uuid, varchar } from "drizzle-orm/pg-core";

export const s = pgSchema("App");
export const doc = s.table(
  "doc",
  {
    id: integer().primaryKey(),
    tenant: bigint({ mode: "number" }).notNull().default(sql`"App".tenant()`),
    code: text().notNull().default(sql`"App".next_code('e')`),
    second: text().notNull().default(sql`"App".next_code('s')`),
    tidied: text().generatedAlwaysAs(sql`"App".tidy(code) || '.'`).notNull(),
  },
  (t) => [
    check("coded", sql`"App".is_code(code) and "App".is_code(second)`),
    index("tidy").on(sql`"App".tidy(code)`, t.second),
    pgPolicy("own", { to: "public", using: sql`tenant = "App".tenant()`, withCheck: sql`tenant = "App".tenant() and id > 0` }),
  ],
);
export const note = s.table("note", { id: text().primaryKey().default(sql`"App".next_code('n')`) }, () => [
  pgPolicy("one", { to: "public", for: "select", using: sql`"App".tenant() = 7` }),
]);
