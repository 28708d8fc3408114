// Rental service with history.
import { boolean, date, integer, pgSchema, timestamp, uuid, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const dwhRental = pgSchema("DWH_RENTAL");

export const item = dwhRental.table("item", {
  uuid: uuid().primaryKey(),
  apiId: integer("api_id").notNull(),
  typeId: integer("type_id").notNull(),
  isAvailable: boolean("is_available").notNull(),
  validFromDt: date("valid_from_dt"),
  validToDt: date("valid_to_dt"),
});

annotate(item, {
  comment: "Items for rent, one row per version",
  columns: {
    uuid: { comment: "Key of the item within the warehouse" },
    apiId: { comment: "Identifier of the item in the rental service" },
    typeId: { comment: "Kind of thing this item is, by the rental service's identifier" },
    isAvailable: { comment: "True if the item can be lent out now" },
    validFromDt: { comment: "First day on which this version of the item held" },
    validToDt: { comment: "Last day on which this version of the item held; empty while it does" },
  },
});

export const itemType = dwhRental.table("item_type", {
  uuid: uuid().primaryKey(),
  apiId: integer("api_id").notNull(),
  name: varchar().notNull(),
  imageUrl: varchar("image_url"),
  description: varchar(),
  validFromDt: date("valid_from_dt"),
  validToDt: date("valid_to_dt"),
});

annotate(itemType, {
  comment: "Catalogue of things for rent, one row per version",
  columns: {
    uuid: { comment: "Key of the kind of thing within the warehouse" },
    apiId: { comment: "Identifier of the kind of thing in the rental service" },
    name: { comment: "What the thing is called in the catalogue" },
    imageUrl: { comment: "Link to a picture of the thing" },
    description: { comment: "What the catalogue says about the thing" },
    validFromDt: { comment: "First day on which this version of the catalogue entry held" },
    validToDt: { comment: "Last day on which this version of the catalogue entry held; empty while it does" },
  },
});

export const rentalSession = dwhRental.table("rental_session", {
  uuid: uuid().primaryKey(),
  apiId: integer("api_id").notNull(),
  userId: integer("user_id").notNull(),
  itemId: integer("item_id").notNull(),
  adminOpenId: integer("admin_open_id").notNull(),
  adminCloseId: integer("admin_close_id"),
  reservationTs: timestamp("reservation_ts").notNull(),
  startTs: timestamp("start_ts").notNull(),
  endTs: timestamp("end_ts").notNull(),
  actualReturnTs: timestamp("actual_return_ts").notNull(),
  status: varchar().notNull(),
  validFromDt: date("valid_from_dt"),
  validToDt: date("valid_to_dt"),
});

annotate(rentalSession, {
  comment: "Rentals, one row per version",
  columns: {
    uuid: { comment: "Key of the rental within the warehouse" },
    apiId: { comment: "Identifier of the rental in the rental service" },
    userId: { comment: "Member who rents, by the identifier of the authentication service" },
    itemId: { comment: "Item that is lent, by the rental service's identifier" },
    adminOpenId: { comment: "Administrator who handed the item over" },
    adminCloseId: { comment: "Administrator who took the item back; empty until then" },
    reservationTs: { comment: "When the member reserved the item" },
    startTs: { comment: "When the member received the item" },
    endTs: { comment: "When the item is due back" },
    actualReturnTs: { comment: "When the item really came back" },
    status: { comment: "Stage of the rental, such as reserved, active or returned" },
    validFromDt: { comment: "First day on which this version of the rental held" },
    validToDt: { comment: "Last day on which this version of the rental held; empty while it does" },
  },
});

export const event = dwhRental.table("event", {
  uuid: uuid().primaryKey(),
  apiId: integer("api_id").notNull(),
  userId: integer("user_id").notNull(),
  adminId: integer("admin_id").notNull(),
  sessionId: integer("session_id").notNull(),
  actionType: varchar("action_type").notNull(),
  details: varchar().notNull(),
  createTs: timestamp("create_ts").notNull(),
  validFromDt: date("valid_from_dt"),
  validToDt: date("valid_to_dt"),
});

annotate(event, {
  comment: "Journal of rental events, one row per version",
  columns: {
    uuid: { comment: "Key of the event within the warehouse" },
    apiId: { comment: "Identifier of the event in the rental service" },
    userId: { comment: "Member concerned by the event" },
    adminId: { comment: "Administrator who acted" },
    sessionId: { comment: "Rental in which the event happened, by the rental service's identifier" },
    actionType: { comment: "Kind of event, such as handing over or taking back" },
    details: { comment: "Particulars of the event as the service wrote them" },
    createTs: { comment: "When the event happened" },
    validFromDt: { comment: "First day on which this version of the event held" },
    validToDt: { comment: "Last day on which this version of the event held; empty while it does" },
  },
});

export const strike = dwhRental.table("strike", {
  uuid: uuid().primaryKey(),
  apiId: integer("api_id").notNull(),
  userId: integer("user_id").notNull(),
  sessionId: integer("session_id").notNull(),
  adminId: integer("admin_id").notNull(),
  reason: varchar().notNull(),
  createTs: timestamp("create_ts").notNull(),
  validFromDt: date("valid_from_dt"),
  validToDt: date("valid_to_dt"),
});

annotate(strike, {
  comment: "Strikes of members, one row per version",
  columns: {
    uuid: { comment: "Key of the strike within the warehouse" },
    apiId: { comment: "Identifier of the strike in the rental service" },
    userId: { comment: "Member who received the strike" },
    sessionId: { comment: "Rental that the strike was given for, by the rental service's identifier" },
    adminId: { comment: "Administrator who gave the strike" },
    reason: { comment: "Why the strike was given, in the administrator's words" },
    createTs: { comment: "When the strike was given" },
    validFromDt: { comment: "First day on which this version of the strike held" },
    validToDt: { comment: "Last day on which this version of the strike held; empty while it does" },
  },
});
