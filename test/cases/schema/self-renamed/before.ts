import { sql } from "drizzle-orm";
import { type AnyPgColumn, bigint, boolean, check, customType, foreignKey, index, integer, pgPolicy, pgSchema, primaryKey, serial, text, unique, uuid, varchar } from "drizzle-orm/pg-core";

export const s = pgSchema("HR");
export const tree = s.table("tree", { id: integer().primaryKey(), parent: integer().notNull().references((): AnyPgColumn => tree.id) }, (t) => [index().on(t.parent), check("not_self", sql`parent <> id or id = 1`), pgPolicy("up", { to: "public", using: sql`parent > 0` })]);
