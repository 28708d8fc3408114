import { sql } from "drizzle-orm";
import { type AnyPgColumn, bigint, bigserial, check, foreignKey, index, integer, pgPolicy, pgSchema, primaryKey, serial, smallint, text, unique } from "drizzle-orm/pg-core";

// Names as long as PostgreSQL keeps them, 63 bytes: of letters of one byte, two and three.
const long = (name: string, letter: string) => {
  let text = name;
  while (Buffer.byteLength(text + letter) <= 63) text += letter;
  return text.padEnd(text.length + 63 - Buffer.byteLength(text), "_");
};
export const s = pgSchema(long("S", "я"));
export const t = s.table(
  long("t", "ж"),
  {
    id: serial(long("id", "й")),
    number: integer(long("number", "語")).notNull(),
    parent: integer(long("parent", "x")),
    text: text(long("text", "ü")).notNull().default(long("value", "ß")),
  },
  (t) => [
    primaryKey({ name: long("pk", "ж"), columns: [t.id] }),
    foreignKey({ name: long("fk", "ж"), columns: [t.parent], foreignColumns: [t.id] }),
    unique(long("u", "語")).on(t.text),
    index(long("i", "語")).on(t.parent, t.text),
    check(long("c", "語"), sql`${t.text} <> '' `),
    pgPolicy(long("p", "語"), { to: "public", using: sql`${t.number} > 0` }),
  ],
);
export const e = s.enum(long("e", "é"), [long("first", "é"), "second"]);
export const twin = s.table(long("t", "ж").slice(0, -1) + "и", { id: smallint(long("id", "й")).notNull().generatedByDefaultAsIdentity({ name: long("q", "я") }), e: e(long("e", "e")) });
