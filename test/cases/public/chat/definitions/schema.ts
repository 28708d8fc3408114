// Conversations of users with assistants: text keys made by a function, jsonb everywhere, trees of messages, many-to-many
// tables with keys of several columns, files in chunks. Embeddings of `vector` are left out: the embedded server has no pgvector.
import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  bigserial,
  boolean,
  check,
  doublePrecision,
  index,
  inet,
  integer,
  interval,
  jsonb,
  pgEnum,
  pgSequence,
  pgTable,
  primaryKey,
  real,
  serial,
  text,
  timestamp,
  unique,
  uniqueIndex,
  uuid,
  varchar,
} from "drizzle-orm/pg-core";
import { createdAt, pgExtension, pgFunction, pgTrigger, touchFunction, updatedAt } from "dwh-definitions";

export const ids = pgExtension("uuid-ossp", { schema: "public" });
export const crypto = pgExtension("pgcrypto", { schema: "public" });
export const plainText = pgExtension("unaccent", { schema: "public" });
export const ginTypes = pgExtension("btree_gin", { schema: "public" });

export const nanoid = pgFunction("public", "nanoid", {
  args: { size: { type: "integer", default: "21" }, alphabet: { type: "text", default: "'0123456789abcdefghijklmnopqrstuvwxyz'" } },
  returns: "text",
  language: "plpgsql",
  parallel: "safe",
  body: `DECLARE
  bytes bytea := public.gen_random_bytes(size);
  id text := '';
BEGIN
  FOR i IN 0..size - 1 LOOP
    id := id || substr(alphabet, (get_byte(bytes, i) & 31) + 1, 1);
  END LOOP;
  RETURN id;
END`,
});
export const folded = pgFunction("public", "folded", {
  args: { value: "text" },
  returns: "text",
  language: "sql",
  volatility: "immutable",
  strict: true,
  body: "SELECT lower(public.unaccent('public.unaccent'::regdictionary, value))",
});
export const touch = touchFunction("public");
export const countMessages = pgFunction("public", "count_messages", {
  returns: "trigger",
  body: () => sql`BEGIN
  UPDATE ${topics} SET message_count = message_count + CASE TG_OP WHEN 'DELETE' THEN -1 ELSE 1 END
  WHERE id = CASE TG_OP WHEN 'DELETE' THEN OLD.topic_id ELSE NEW.topic_id END;
  RETURN NULL;
END`,
});

export const messageRole = pgEnum("message_role", ["user", "system", "assistant", "tool"]);
export const orderNumber = pgSequence("order_number", { startWith: 100, increment: 5, cache: 10, cycle: false });

const moments = () => ({ createdAt: createdAt(), updatedAt: updatedAt(touch) });
const key = () => text("id").default(sql`${nanoid}()`).primaryKey();

export const users = pgTable("users", {
  id: key(),
  username: text().unique(),
  email: text(),
  preference: jsonb().default({ theme: "dark", tags: [] }),
  interests: varchar({ length: 64 }).array(),
  lastSeenFrom: inet("last_seen_from"),
  isOnboarded: boolean("is_onboarded").default(false),
  ...moments(),
}, (t) => [
  uniqueIndex("users_email_lower").on(sql`lower(${t.email})`),
  index("users_interests").using("gin", t.interests),
  check("users_email_has_at", sql`${t.email} LIKE '%@%'`),
]);

export const agents = pgTable("agents", {
  id: key(),
  slug: varchar({ length: 100 }).unique(),
  title: text(),
  userId: text("user_id").references(() => users.id, { onDelete: "cascade" }).notNull(),
  temperature: real().default(0.7),
  topP: doublePrecision("top_p").default(1),
  timeout: interval().default("30 seconds"),
  tags: jsonb().$type<string[]>().default([]),
  config: jsonb().default(sql`'{"model": "default", "tools": []}'::jsonb`),
  ...moments(),
}, (t) => [
  index("agents_config_model").on(sql`(${t.config} ->> 'model')`),
  index("agents_title_folded").on(sql`${folded}(${t.title})`),
  uniqueIndex("agents_client_unique").on(t.userId, t.slug).where(sql`${t.slug} IS NOT NULL`),
]);

export const topics = pgTable("topics", {
  id: key(),
  title: text(),
  favorite: boolean().default(false).notNull(),
  userId: text("user_id").references(() => users.id, { onDelete: "cascade" }).notNull(),
  messageCount: integer("message_count").default(0).notNull(),
  number: integer().default(sql`nextval('public.order_number'::regclass)`).notNull(),
  ...moments(),
}, (t) => [index("topics_user_title").using("gin", t.userId, t.title)]);

export const messages = pgTable("messages", {
  id: key(),
  seq: bigserial({ mode: "number" }).notNull(),
  role: messageRole().notNull(),
  content: text(),
  reasoning: jsonb(),
  parentId: text("parent_id").references((): AnyPgColumn => messages.id, { onDelete: "set null" }),
  quotaId: text("quota_id").references((): AnyPgColumn => messages.id, { onDelete: "set null" }),
  topicId: text("topic_id").references(() => topics.id, { onDelete: "cascade" }),
  agentId: text("agent_id").references(() => agents.id, { onDelete: "set null" }),
  words: integer().generatedAlwaysAs(sql`array_length(regexp_split_to_array(content, '\\s+'), 1)`),
  ...moments(),
}, (t) => [
  index("messages_created_at_desc").on(t.createdAt.desc().nullsFirst()),
  index("messages_topic_role").on(t.topicId, t.role).with({ fillfactor: 80 }),
  unique("messages_seq").on(t.seq),
  check("messages_not_own_parent", sql`${t.parentId} IS NULL OR ${t.parentId} <> ${t.id}`),
]);
export const counted = pgTrigger(messages, "counted", { after: ["insert", "delete"], execute: countMessages });

export const files = pgTable("files", {
  id: key(),
  externalId: uuid("external_id").default(sql`public.uuid_generate_v4()`).notNull(),
  hash: varchar({ length: 64 }),
  size: integer().notNull(),
  metadata: jsonb().default(sql`'{}'`),
  ...moments(),
}, (t) => [unique("files_hash_size").on(t.hash, t.size).nullsNotDistinct(), check("files_size", sql`${t.size} >= 0`)]);

export const messagesFiles = pgTable("messages_files", {
  messageId: text("message_id").notNull().references(() => messages.id, { onDelete: "cascade" }),
  fileId: text("file_id").notNull().references(() => files.id, { onDelete: "cascade" }),
}, (t) => [primaryKey({ columns: [t.fileId, t.messageId] })]);

export const agentsFiles = pgTable("agents_files", {
  agentId: text("agent_id").notNull().references(() => agents.id, { onDelete: "cascade" }),
  fileId: text("file_id").notNull().references(() => files.id, { onDelete: "cascade" }),
  userId: text("user_id").notNull().references(() => users.id),
  enabled: boolean().default(true),
}, (t) => [primaryKey({ name: "agents_files_pk", columns: [t.fileId, t.agentId, t.userId] })]);

export const chunks = pgTable("chunks", {
  id: serial().primaryKey(),
  fileId: text("file_id").references(() => files.id, { onDelete: "cascade" }),
  text: text(),
  index: integer(),
  type: varchar(),
}, (t) => [uniqueIndex("chunks_file_index").on(t.fileId, t.index)]);
