import { sql } from "drizzle-orm";
import { type AnyPgColumn, bigint, boolean, check, customType, foreignKey, index, integer, pgPolicy, pgSchema, primaryKey, serial, text, unique, uuid, varchar } from "drizzle-orm/pg-core";

export const s = pgSchema("HR");
export const tree = s.table("node", { id: integer().primaryKey(), above: integer().notNull().references((): AnyPgColumn => tree.id) }, (t) => [index().on(t.above), check("not_self", sql`above <> id or id = 1`), pgPolicy("up", { to: "public", using: sql`above > 0` })]);
