// Raw copy of the rental service, which lends things to union members.
import { boolean, integer, pgSchema, serial, timestamp, varchar } from "drizzle-orm/pg-core";

export const stgRental = pgSchema("STG_RENTAL");

export const item = stgRental.table("item", {
  id: serial().primaryKey(),
  typeId: integer("type_id").notNull(),
  isAvailable: boolean("is_available").notNull(),
});

export const itemType = stgRental.table("item_type", {
  id: serial().primaryKey(),
  name: varchar().notNull(),
  imageUrl: varchar("image_url"),
  description: varchar(),
});

export const rentalSession = stgRental.table("rental_session", {
  id: serial().primaryKey(),
  userId: integer("user_id").notNull(),
  itemId: integer("item_id").notNull(),
  adminOpenId: integer("admin_open_id").notNull(),
  adminCloseId: integer("admin_close_id"),
  reservationTs: timestamp("reservation_ts").notNull(),
  startTs: timestamp("start_ts").notNull(),
  endTs: timestamp("end_ts").notNull(),
  actualReturnTs: timestamp("actual_return_ts").notNull(),
  status: varchar().notNull(),
});

export const event = stgRental.table("event", {
  id: serial().primaryKey(),
  userId: integer("user_id").notNull(),
  adminId: integer("admin_id").notNull(),
  sessionId: integer("session_id").notNull(),
  actionType: varchar("action_type").notNull(),
  details: varchar().notNull(),
  createTs: timestamp("create_ts").notNull(),
});

export const strike = stgRental.table("strike", {
  id: serial().primaryKey(),
  userId: integer("user_id").notNull(),
  adminId: integer("admin_id").notNull(),
  reason: varchar().notNull(),
  createTs: timestamp("create_ts").notNull(),
  sessionId: integer("session_id").notNull(),
});
