import { sql } from "drizzle-orm";
import { type AnyPgColumn, bigint, boolean, check, customType, foreignKey, index, integer, pgPolicy, pgSchema, primaryKey, serial, text, unique, uuid, varchar } from "drizzle-orm/pg-core";

export const s = pgSchema("App");
export const org = s.table("org", { id: integer().primaryKey(), name: text().notNull() });
export const member = s.table("member", { org: integer().references(() => org.id), login: text(), since: integer() }, (t) => [primaryKey({ columns: [t.org, t.login] })]);
export const doc = s.table("doc", { id: bigint({ mode: "number" }).primaryKey(), org: integer().notNull().references(() => org.id), parent: integer() }, () => [
  pgPolicy("read", { to: "public", for: "select", using: sql`"App".is_member(org) and id > 0` }),
  pgPolicy("write", { to: "public", for: "all", using: sql`org IN (SELECT "App".orgs())` }),
]);
