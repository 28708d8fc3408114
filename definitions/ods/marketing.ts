// Actions of users, parsed by the application in which they happened.
import { boolean, integer, pgSchema, timestamp, uuid, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const odsMarketing = pgSchema("ODS_MARKETING");

export const frontendActions = odsMarketing.table("frontend_actions", {
  uuid: uuid().primaryKey(),
  userId: integer("user_id").notNull(),
  action: varchar().notNull(),
  pathFrom: varchar("path_from"),
  pathTo: varchar("path_to"),
  userAgent: varchar("user_agent"),
  isBot: boolean("is_bot").notNull(),
  createTs: timestamp("create_ts").notNull(),
});

annotate(frontendActions, {
  comment: "What users did in the web application",
  columns: {
    action: { comment: "Kind of action, such as a change of page" },
    pathFrom: { comment: "Address within the application the user came from" },
    pathTo: { comment: "Address within the application the user went to" },
    userAgent: { comment: "User-Agent header of the user's browser" },
    isBot: { comment: "True if the User-Agent looks like that of a robot" },
    createTs: { comment: "When the action took place" },
  },
});

export const printerActions = odsMarketing.table("printer_actions", {
  uuid: uuid().primaryKey(),
  action: varchar().notNull(),
  pathFrom: varchar("path_from"),
  pathTo: varchar("path_to"),
  status: varchar().notNull(),
  appVersion: varchar("app_version").notNull(),
  createTs: timestamp("create_ts").notNull(),
});

annotate(printerActions, {
  comment: "What the printing terminals reported of themselves and of print jobs",
  columns: {
    action: { comment: "Kind of action at the terminal, such as printing or an update" },
    pathFrom: { comment: "Screen or address of the terminal before the action" },
    pathTo: { comment: "Screen or address of the terminal after the action" },
    status: { comment: "Outcome of the action as the terminal reported it" },
    appVersion: { comment: "Version of the terminal's software" },
    createTs: { comment: "When the terminal reported the action" },
  },
});

export const printerBotsActions = odsMarketing.table("printer_bots_actions", {
  uuid: uuid().primaryKey(),
  action: varchar().notNull(),
  pathFrom: varchar("path_from"),
  pathTo: varchar("path_to"),
  status: varchar().notNull(),
  userId: varchar("user_id").notNull(),
  surname: varchar().notNull(),
  number: varchar().notNull(),
  pin: integer(),
  statusCode: integer("status_code"),
  description: varchar(),
  createTs: timestamp("create_ts").notNull(),
});

annotate(printerBotsActions, {
  comment: "What users asked of the printing bots in VK and Telegram",
  columns: {
    action: { comment: "Kind of request to the bot, such as uploading a file" },
    pathFrom: { comment: "Step of the dialogue before the request" },
    pathTo: { comment: "Step of the dialogue after the request" },
    status: { comment: "Outcome of the request as the bot reported it" },
    userId: { comment: "User's identifier in the messenger, as text" },
    surname: { comment: "Surname the user gave to the bot" },
    number: { comment: "Union card number the user gave to the bot" },
    statusCode: { comment: "HTTP status that the printing service answered with" },
    description: { comment: "Explanation of the outcome in words" },
    createTs: { comment: "When the bot received the request" },
  },
});

export const ratingActions = odsMarketing.table("rating_actions", {
  uuid: uuid().primaryKey(),
  action: varchar().notNull(),
  pathTo: varchar("path_to"),
  responseStatusCode: integer("response_status_code").notNull(),
  userId: integer("user_id").notNull(),
  query: varchar().notNull(),
  createTs: timestamp("create_ts").notNull(),
});

annotate(ratingActions, {
  comment: "Calls to the lecturer rating service",
  columns: {
    action: { comment: "Kind of call, such as a search or a new comment" },
    pathTo: { comment: "Address of the rating service that was called" },
    query: { comment: "Query string of the call" },
    createTs: { comment: "When the call was made" },
  },
});
