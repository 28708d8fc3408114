// Rental service, keyed by the warehouse.
import { boolean, integer, pgSchema, timestamp, uuid, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const odsRental = pgSchema("ODS_RENTAL");

export const item = odsRental.table("item", {
  uuid: uuid().primaryKey(),
  apiId: integer("api_id").notNull(),
  typeId: integer("type_id").notNull(),
  isAvailable: boolean("is_available").notNull(),
});

annotate(item, {
  comment: "Single items that members can rent",
  columns: {
    uuid: { comment: "Key of the item within the warehouse" },
    apiId: { comment: "Identifier of the item in the rental service" },
    typeId: { comment: "Kind of thing this item is, by the rental service's identifier" },
    isAvailable: { comment: "True if the item can be lent out now" },
  },
});

export const itemType = odsRental.table("item_type", {
  uuid: uuid().primaryKey(),
  apiId: integer("api_id").notNull(),
  name: varchar().notNull(),
  imageUrl: varchar("image_url"),
  description: varchar(),
});

annotate(itemType, {
  comment: "Catalogue of the kinds of things for rent",
  columns: {
    uuid: { comment: "Key of the kind of thing within the warehouse" },
    apiId: { comment: "Identifier of the kind of thing in the rental service" },
    name: { comment: "What the thing is called in the catalogue" },
    imageUrl: { comment: "Link to a picture of the thing" },
    description: { comment: "What the catalogue says about the thing" },
  },
});

export const rentalSession = odsRental.table("rental_session", {
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
});

annotate(rentalSession, {
  comment: "Rentals from reservation to return",
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
  },
});

export const event = odsRental.table("event", {
  uuid: uuid().primaryKey(),
  apiId: integer("api_id").notNull(),
  userId: integer("user_id").notNull(),
  adminId: integer("admin_id").notNull(),
  sessionId: integer("session_id").notNull(),
  actionType: varchar("action_type").notNull(),
  details: varchar().notNull(),
  createTs: timestamp("create_ts").notNull(),
});

annotate(event, {
  comment: "Journal of what happened during rentals",
  columns: {
    uuid: { comment: "Key of the event within the warehouse" },
    apiId: { comment: "Identifier of the event in the rental service" },
    userId: { comment: "Member concerned by the event" },
    adminId: { comment: "Administrator who acted" },
    sessionId: { comment: "Rental in which the event happened, by the rental service's identifier" },
    actionType: { comment: "Kind of event, such as handing over or taking back" },
    details: { comment: "Particulars of the event as the service wrote them" },
    createTs: { comment: "When the event happened" },
  },
});

export const strike = odsRental.table("strike", {
  uuid: uuid().primaryKey(),
  apiId: integer("api_id").notNull(),
  userId: integer("user_id").notNull(),
  sessionId: integer("session_id").notNull(),
  adminId: integer("admin_id").notNull(),
  reason: varchar().notNull(),
  createTs: timestamp("create_ts").notNull(),
});

annotate(strike, {
  comment: "Strikes given to members for breaking the rental rules",
  columns: {
    uuid: { comment: "Key of the strike within the warehouse" },
    apiId: { comment: "Identifier of the strike in the rental service" },
    userId: { comment: "Member who received the strike" },
    sessionId: { comment: "Rental that the strike was given for, by the rental service's identifier" },
    adminId: { comment: "Administrator who gave the strike" },
    reason: { comment: "Why the strike was given, in the administrator's words" },
    createTs: { comment: "When the strike was given" },
  },
});
