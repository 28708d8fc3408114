import { sql } from "drizzle-orm";
import { type AnyPgColumn, bigint, boolean, check, customType, foreignKey, index, integer, pgPolicy, pgSchema, primaryKey, serial, text, unique, uuid, varchar } from "drizzle-orm/pg-core";

export const s = pgSchema("HR");
export const tree = s.table("tree", { id: integer().primaryKey(), parent: integer().references((): AnyPgColumn => tree.id, { onDelete: "cascade" }), name: text().notNull() });
export const part = s.table(
  "part",
  { tenant: integer(), id: integer(), whole: integer() },
  (t) => [primaryKey({ columns: [t.tenant, t.id] }), foreignKey({ columns: [t.tenant, t.whole], foreignColumns: [t.tenant, t.id] })],
);
export const plain = s.table("plain", { id: serial().primaryKey(), code: text().notNull() });
