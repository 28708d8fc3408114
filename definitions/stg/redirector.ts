// Raw copy of the short-link service: links and the visits through them.
import { integer, pgSchema, serial, timestamp, unique, varchar } from "drizzle-orm/pg-core";

export const stgRedirector = pgSchema("STG_REDIRECTOR");

export const link = stgRedirector.table(
  "link",
  {
    id: serial().primaryKey(),
    urlFrom: varchar("url_from").notNull(),
    urlTo: varchar("url_to").notNull(),
    createdAt: timestamp("created_at").notNull(),
    updatedAt: timestamp("updated_at").notNull(),
  },
  (t) => [unique("link_url_from_key").on(t.urlFrom)],
);

export const redirectFact = stgRedirector.table("redirect_fact", {
  id: serial().primaryKey(),
  linkId: integer("link_id"),
  method: varchar().notNull(),
  createdAt: timestamp("created_at").notNull(),
  userAgent: varchar("user_agent").notNull(),
  browserFamily: varchar("browser_family"),
  browserVersion: varchar("browser_version"),
  osFamily: varchar("os_family"),
  osVersion: varchar("os_version"),
  deviceFamily: varchar("device_family"),
  deviceBrand: varchar("device_brand"),
  deviceModel: varchar("device_model"),
});
