import { sql } from "drizzle-orm";
import { bigint, boolean, date, integer, json, jsonb, numeric, pgPolicy, pgSchema, text, timestamp, uuid, varchar } from "drizzle-orm/pg-core";

export const s = pgSchema("HR");
export const t = s.table("t", {
  id: integer().primaryKey(), n: integer(), d: timestamp().default(sql`'2020-01-02'`), list: integer().array(), tags: text().array(), one: integer(), flag: boolean(), any: jsonb(), u: uuid(), word: text(), old: json(),
});
