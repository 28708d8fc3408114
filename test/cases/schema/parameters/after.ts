import { sql } from "drizzle-orm";
import { bytea, check, index, integer, pgPolicy, pgSchema, text } from "drizzle-orm/pg-core";

const [word, by, most] = ["it's new", 2, 500];
export const s = pgSchema("HR");
export const t = s.table(
  "t",
  {
    id: integer().primaryKey(),
    word: text().default(sql`lower(${word})`),
    twice: integer().generatedAlwaysAs(sql`id * ${by}`),
    thrice: integer().generatedAlwaysAs((): ReturnType<typeof sql> => sql`id * ${by + 1}`),
    bytes: bytea().default(Buffer.from("it's")),
  },
  (t) => [
    pgPolicy("own", { to: "public", using: sql`${t.word} <> ${word}`, withCheck: sql`${t.id} < ${most}` }),
    check("small", sql`${t.id} < ${most}`),
    index("few").on(t.id).where(sql`${t.id} < ${by}`),
  ],
);
