import { sql } from "drizzle-orm";
import { type AnyPgColumn, customType, index, integer, pgPolicy, pgSchema, text } from "drizzle-orm/pg-core";

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });

export const s = pgSchema("HR");
export const t = s.table(
  "t",
  {
    id: integer().primaryKey(),
    parent: integer().references((): AnyPgColumn => t.id, { onDelete: "cascade" }),
    title: text().notNull().default("none"),
    note: text(),
    words: tsvector().generatedAlwaysAs(sql`to_tsvector('english'::regconfig, coalesce(note, title, ''))`),
  },
  (t) => [
    index("t_words").using("gin", t.words),
    ...Array.from({ length: 100 }, (_, n) =>
      pgPolicy(`policy ${n}`, { to: "public", for: "select", using: sql`id >= ${sql.raw(String(n))} and title <> ''` }),
    ),
  ],
);
