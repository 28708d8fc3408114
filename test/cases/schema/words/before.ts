import { sql } from "drizzle-orm";
import { type AnyPgColumn, bigint, boolean, check, customType, foreignKey, index, integer, pgPolicy, pgSchema, primaryKey, serial, text, unique, uuid, varchar } from "drizzle-orm/pg-core";

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });
export const s = pgSchema("Texts");
export const page = s.table(
  "page",
  {
    id: serial().primaryKey(),
    title: varchar({ length: 200 }).notNull(),
    body: text(),
    words: tsvector().generatedAlwaysAs(sql`setweight(to_tsvector('english', title), 'A') || to_tsvector('simple', coalesce(body, ''))`),
    plain: tsvector(),
  },
  (t) => [index("page_words").using("gin", t.words), index("page_body").using("gin", sql`to_tsvector('english', body)`), index("page_plain").using("gist", t.plain)],
);
