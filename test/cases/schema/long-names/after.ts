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
  long("u", "ж"),
  {
    id: bigserial(long("id", "й"), { mode: "number" }),
    number: bigint(long("number", "語"), { mode: "number" }).notNull().generatedByDefaultAsIdentity({ name: long("seq", "語") }),
    parent: bigint(long("above", "x"), { mode: "number" }),
    text: text(long("text", "ü")).notNull().default(long("value", "ß")),
    g: text(long("g", "語")).generatedAlwaysAs((): ReturnType<typeof sql> => sql`${t.text} || '.'`).notNull(),
  },
  (t) => [
    primaryKey({ name: long("pk", "ж"), columns: [t.id] }),
    foreignKey({ name: long("fk", "ж"), columns: [t.parent], foreignColumns: [t.id] }).onDelete("cascade"),
    unique(long("u", "語")).on(t.text, t.parent),
    index(long("i", "語")).on(t.parent, t.text),
    check(long("c", "語"), sql`${t.text} <> '' and true`),
    pgPolicy(long("p", "語"), { to: "public", using: sql`${t.number} > 0` }),
  ],
);
export const e = s.enum(long("e", "é"), [long("first", "é"), "second", "third"]);
export const twin = s.table(long("u", "ж").slice(0, -1) + "и", { id: integer(long("id", "й")).notNull().generatedByDefaultAsIdentity({ name: long("q", "я") }), e: e(long("e", "e")) });
