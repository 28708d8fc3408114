import { sql } from "drizzle-orm";
import { type AnyPgColumn, bigint, boolean, check, customType, foreignKey, index, integer, pgPolicy, pgSchema, primaryKey, serial, text, unique, uuid, varchar } from "drizzle-orm/pg-core";

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });
export const s = pgSchema("Texts");
export const page = s.table(
  "page",
  {
    id: serial().primaryKey(),
    title: text().notNull(),
    body: text().default(""),
    words: tsvector().generatedAlwaysAs(sql`setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', coalesce(body, '')), 'B')`).notNull(),
    plain: tsvector().generatedAlwaysAs(sql`to_tsvector('simple', title)`),
    short: tsvector().generatedAlwaysAs(sql`strip(to_tsvector('simple', title))`),
  },
  (t) => [index("page_words").using("gin", t.words).with({ fastupdate: false }), index("page_body").using("gin", sql`to_tsvector('english', body)`), index("page_plain").using("gin", t.plain), index("page_short").using("gin", t.short)],
);
