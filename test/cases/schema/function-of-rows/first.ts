import { sql } from "drizzle-orm";
import { type AnyPgColumn, bigint, boolean, check, customType, foreignKey, index, integer, pgPolicy, pgSchema, primaryKey, serial, text, unique, uuid, varchar } from "drizzle-orm/pg-core";

export const s = pgSchema("App");
export const org = s.table("org", { id: integer().primaryKey(), name: text() });
export const member = s.table("member", { org: integer().references(() => org.id), login: text() }, (t) => [primaryKey({ columns: [t.org, t.login] })]);
