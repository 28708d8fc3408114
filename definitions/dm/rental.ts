// Data marts on rentals and strikes.
import { integer, pgSchema, serial, timestamp, uuid, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const dmRental = pgSchema("DM_RENTAL");

export const dmRentalsEvents = dmRental.table("dm_rentals_events", {
  uuid: uuid().primaryKey(),
  userId: integer("user_id").notNull(),
  itemId: integer("item_id").notNull(),
  adminOpenSessionId: integer("admin_open_session_id").notNull(),
  adminCloseSessionId: integer("admin_close_session_id"),
  reservationTs: timestamp("reservation_ts").notNull(),
  startTs: timestamp("start_ts").notNull(),
  endTs: timestamp("end_ts").notNull(),
  actualReturnTs: timestamp("actual_return_ts").notNull(),
  status: varchar().notNull(),
  typeId: integer("type_id").notNull(),
  name: varchar().notNull(),
  imageUrl: varchar("image_url"),
  description: varchar(),
  sessionId: integer("session_id").notNull(),
  sessionDurationMinutes: timestamp("session_duration_minutes"),
  overdueMinutes: timestamp("overdue_minutes"),
  strikesCount: integer("strikes_count").notNull(),
});

annotate(dmRentalsEvents, {
  comment: "Rentals with their items, lengths, delays and strikes",
  columns: {
    uuid: { comment: "Key of the row within the mart" },
    userId: { comment: "Member who rents, by the identifier of the authentication service" },
    itemId: { comment: "Item that is lent, by the rental service's identifier" },
    adminOpenSessionId: { comment: "Administrator who handed the item over" },
    adminCloseSessionId: { comment: "Administrator who took the item back; empty until then" },
    reservationTs: { comment: "When the member reserved the item" },
    startTs: { comment: "When the member received the item" },
    endTs: { comment: "When the item is due back" },
    actualReturnTs: { comment: "When the item really came back" },
    status: { comment: "Stage of the rental, such as reserved, active or returned" },
    typeId: { comment: "Kind of thing the item is, by the rental service's identifier" },
    name: { comment: "What the thing is called in the catalogue" },
    imageUrl: { comment: "Link to a picture of the thing" },
    description: { comment: "What the catalogue says about the thing" },
    sessionId: { comment: "Identifier of the rental in the rental service" },
    sessionDurationMinutes: {
      comment: "How long the rental lasted, meant in minutes but typed as a timestamp",
    },
    overdueMinutes: { comment: "How late the item came back, meant in minutes but typed as a timestamp" },
    strikesCount: { comment: "Number of strikes given for the rental" },
  },
});

export const dmStrike = dmRental.table("dm_strike", {
  strikeId: serial("strike_id").primaryKey(),
  userId: integer("user_id").notNull(),
  userSegment: varchar("user_segment"),
  sessionId: integer("session_id").notNull(),
  itemId: integer("item_id").notNull(),
  itemTypeId: integer("item_type_id").notNull(),
  itemTypeName: varchar("item_type_name"),
  itemName: varchar("item_name").notNull(),
  strikeReason: varchar("strike_reason"),
  strikeDate: timestamp("strike_date").notNull(),
  adminId: integer("admin_id").notNull(),
  adminName: varchar("admin_name"),
  totalStrikesUser: integer("total_strikes_user").notNull(),
  totalStrikesSession: integer("total_strikes_session").notNull(),
  rentalStartTs: timestamp("rental_start_ts").notNull(),
  rentalEndTs: timestamp("rental_end_ts").notNull(),
  returnTs: timestamp("return_ts"),
  sessionStatus: varchar("session_status"),
});

annotate(dmStrike, {
  comment: "Strikes with the rental, item, member and administrator of each",
  columns: {
    strikeId: { comment: "Identifier of the strike in the rental service" },
    userId: { comment: "Member who received the strike" },
    userSegment: { comment: "Group of members to which the analysts count this one" },
    sessionId: { comment: "Rental that the strike was given for" },
    itemId: { comment: "Item that was rented" },
    itemTypeId: { comment: "Kind of thing that was rented, by the rental service's identifier" },
    itemTypeName: { comment: "What that kind of thing is called in the catalogue" },
    itemName: { comment: "Name of the item that was rented" },
    strikeReason: { comment: "Why the strike was given, in the administrator's words" },
    strikeDate: { comment: "When the strike was given" },
    adminId: { comment: "Administrator who gave the strike" },
    adminName: { comment: "Name of the administrator who gave the strike" },
    totalStrikesUser: { comment: "Number of strikes the member has in all" },
    totalStrikesSession: { comment: "Number of strikes given for the same rental" },
    rentalStartTs: { comment: "When the member received the item" },
    rentalEndTs: { comment: "When the item was due back" },
    returnTs: { comment: "When the item really came back; empty until then" },
    sessionStatus: { comment: "Stage the rental has reached, such as active or returned" },
  },
});
