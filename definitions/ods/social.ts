// Messages and events parsed from the social service's webhooks.
import { pgSchema, timestamp, uuid, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const odsSocial = pgSchema("ODS_SOCIAL");

export const viribusChat = odsSocial.table("viribus_chat", {
  uuid: uuid().primaryKey(),
  threadName: varchar("thread_name"),
  messageText: varchar("message_text"),
  senderTelegramLogin: varchar("sender_telegram_login"),
  messageTs: timestamp("message_ts").notNull(),
});

annotate(viribusChat, {
  comment: "Messages of the Viribus chat in Telegram",
  columns: {
    uuid: { comment: "Key of the message within the warehouse" },
    threadName: { comment: "Topic of the chat in which the message was posted" },
    messageText: { comment: "Text of the message" },
    senderTelegramLogin: { comment: "Telegram username of the sender" },
    messageTs: { comment: "When the message was sent" },
  },
});

export const gitHub = odsSocial.table("git_hub", {
  uuid: uuid().primaryKey(),
  status: varchar().notNull(),
  url: varchar().notNull(),
  issueId: varchar("issue_id"),
  userId: varchar("user_id"),
  userLogin: varchar("user_login"),
  issueTitle: varchar("issue_title"),
  repositoryId: varchar("repository_id"),
  assigneeId: varchar("assignee_id"),
  assigneeLogin: varchar("assignee_login"),
  createdAt: timestamp("created_at"),
  updatedAt: timestamp("updated_at"),
  closedAt: timestamp("closed_at"),
  organizationId: varchar("organization_id").notNull(),
  organizatinLogin: varchar("organizatin_login"),
  eventTs: timestamp("event_ts").notNull(),
});

annotate(gitHub, {
  comment: "Issue events received from GitHub by webhook",
  columns: {
    uuid: { comment: "Key of the event within the warehouse" },
    status: { comment: "What happened to the issue, such as opened or closed" },
    url: { comment: "Link to the issue on GitHub" },
    issueId: { comment: "Identifier of the issue on GitHub" },
    userId: { comment: "GitHub identifier of the issue's author" },
    userLogin: { comment: "GitHub username of the issue's author" },
    issueTitle: { comment: "Title of the issue" },
    repositoryId: { comment: "GitHub identifier of the repository that holds the issue" },
    assigneeId: { comment: "GitHub identifier of the person the issue is assigned to" },
    assigneeLogin: { comment: "GitHub username of the person the issue is assigned to" },
    createdAt: { comment: "When the issue was opened" },
    updatedAt: { comment: "When the issue was last changed" },
    closedAt: { comment: "When the issue was closed; empty while it is open" },
    organizationId: { comment: "GitHub identifier of the organisation that owns the repository" },
    organizatinLogin: { comment: "GitHub name of the organisation; the column's spelling is historical" },
    eventTs: { comment: "When the webhook was received" },
  },
});
