import { sql } from "drizzle-orm";
import { type AnyPgColumn, bigint, boolean, check, customType, foreignKey, index, integer, pgPolicy, pgSchema, primaryKey, serial, text, unique, uuid, varchar } from "drizzle-orm/pg-core";

export const s = pgSchema("App");
export const doc = s.table("doc", { id: integer().primaryKey(), owner: integer() }, () => [pgPolicy("mine", { to: "public", using: sql`"App".mine(owner)` })]);
