import { sql } from "drizzle-orm";
import { type AnyPgColumn, bigint, boolean, check, customType, foreignKey, index, integer, pgPolicy, pgSchema, primaryKey, serial, text, unique, uuid, varchar } from "drizzle-orm/pg-core";

export const s = pgSchema("HR");
export const tree = s.table("tree", { id: bigint({ mode: "number" }).primaryKey(), parent: bigint({ mode: "number" }).references((): AnyPgColumn => tree.id, { onDelete: "set null" }), name: text().notNull() }, (t) => [unique().on(t.name), index().on(t.parent)]);
export const part = s.table(
  "part",
  { tenant: bigint({ mode: "number" }), id: integer(), whole: integer() },
  (t) => [unique("part_is").on(t.tenant, t.id), primaryKey({ columns: [t.id, t.tenant] }), foreignKey({ columns: [t.tenant, t.whole], foreignColumns: [t.tenant, t.id] })],
);
export const plain = s.table("plain", { id: serial().primaryKey(), code: text().notNull().unique(), before: text().references((): AnyPgColumn => plain.code), up: integer().references((): AnyPgColumn => plain.id) });
