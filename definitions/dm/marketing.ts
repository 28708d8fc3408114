// Data marts on how the applications are used.
import { boolean, integer, pgSchema, timestamp, uuid, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const dmMarketing = pgSchema("DM_MARKETING");

export const frontendActionsServices = dmMarketing.table("frontend_actions_services", {
  uuid: uuid().primaryKey(),
  userId: integer("user_id").notNull(),
  action: varchar().notNull(),
  pathFrom: varchar("path_from"),
  pathTo: varchar("path_to"),
  userAgent: varchar("user_agent"),
  isBot: boolean("is_bot").notNull(),
  createTs: timestamp("create_ts").notNull(),
  serviceFromName: varchar("service_from_name"),
  serviceToName: varchar("service_to_name"),
});

annotate(frontendActionsServices, {
  comment: "Actions in the web application, with the services they led from and to",
  columns: {
    action: { comment: "Kind of action, such as a change of page" },
    pathFrom: { comment: "Address within the application the user came from" },
    pathTo: { comment: "Address within the application the user went to" },
    userAgent: { comment: "User-Agent header of the user's browser" },
    isBot: { comment: "True if the User-Agent looks like that of a robot" },
    createTs: { comment: "When the action took place" },
    serviceFromName: { comment: "Name of the service behind path_from, if it is known" },
    serviceToName: { comment: "Name of the service behind path_to, if it is known" },
  },
});
