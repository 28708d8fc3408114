// Raw copy of the pinger, which watches services and sends alerts.
import { boolean, doublePrecision, integer, pgSchema, serial, timestamp, varchar } from "drizzle-orm/pg-core";

export const stgPinger = pgSchema("STG_PINGER");

export const receiver = stgPinger.table("receiver", {
  id: serial().primaryKey(),
  url: varchar(),
  method: varchar(),
  receiverBody: varchar("receiver_body"),
  createTs: timestamp("create_ts"),
});

export const alert = stgPinger.table("alert", {
  id: serial().primaryKey(),
  data: varchar(),
  filter: varchar(),
  createTs: timestamp("create_ts"),
});

export const fetcher = stgPinger.table("fetcher", {
  id: serial().primaryKey(),
  type: varchar(),
  address: varchar(),
  fetchData: varchar("fetch_data"),
  delayOk: integer("delay_ok"),
  delayFail: integer("delay_fail"),
  createTs: timestamp("create_ts"),
});

export const metric = stgPinger.table("metric", {
  id: serial().primaryKey(),
  name: varchar(),
  ok: boolean(),
  timeDelta: doublePrecision("time_delta"),
});
