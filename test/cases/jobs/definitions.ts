import { annotate } from "dwh-definitions";
import { sql } from "drizzle-orm";
import { bigserial, date, integer, pgSchema, pgTable, serial, text } from "drizzle-orm/pg-core";

// A small warehouse of four layers for all the jobs beside this file.

export const stgAuth = pgSchema("STG_AUTH");
export const user = stgAuth.table("user", { id: serial("id").primaryKey(), email: text("email") });

export const stgRental = pgSchema("STG_RENTAL");
export const item = stgRental.table("item", { id: serial("id").primaryKey(), name: text("name") });
export const stgStrike = stgRental.table("strike", { id: integer("id"), reason: text("reason") });

export const stgUserdata = pgSchema("STG_USERDATA");
export const infoKeys = stgUserdata.table("info_keys", { id: integer("id"), key: text("key") });
export const param = stgUserdata.table("param", { id: integer("id"), name: text("name") });

export const odsRental = pgSchema("ODS_RENTAL");
export const strike = odsRental.table("strike", { id: bigserial("id", { mode: "number" }), reason: text("reason") });
export const session = odsRental.table("rental_session", { id: bigserial("id", { mode: "number" }), on: date("on") });

export const dwhUserInfo = pgSchema("DWH_USER_INFO");
export const info = dwhUserInfo.table("info", {
  user_id: integer("user_id").primaryKey(),
  faculty: text("faculty"),
  email: text("email"),
  phone_number: text("phone_number"),
});

export const dwhRating = pgSchema("DWH_RATING");
export const mark = dwhRating.enum("mark", ["good", "bad"]);
export const rating = dwhRating.table("rating", { id: integer("id"), mark: mark("mark") });

export const dmRental = pgSchema("DM_RENTAL");
export const dmStrike = dmRental.table("dm_strike", { id: integer("id"), reason: text("reason") });
export const dmEvents = dmRental.table("rental_events", { id: serial("id"), what: text("what") });

export const dmUser = pgSchema("DM_USER");
export const card = dmUser.table("union_member_card", { user_id: integer("user_id"), number: text("number") });
annotate(card, { comment: "One row a card" });
export const join = dmUser.view("union_member_join", { user_id: integer("user_id"), domain: text("domain") })
  .as(sql`SELECT user_id, split_part(email, '@', 2) AS domain FROM "DWH_USER_INFO"."info"`);

export const geo = pgSchema("geo.v2");
export const odd = geo.table("c{d}", { id: integer("id"), "e f": text("e f") });

export const plain = pgTable("plain", { id: integer("id") });
