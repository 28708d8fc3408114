// Raw copy of the user data service: what is known of a user, by parameter and source.
import { boolean, bytea, integer, pgSchema, serial, timestamp, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const stgUserdata = pgSchema("STG_USERDATA");

export const category = stgUserdata.table("category", {
  id: serial().primaryKey(),
  name: varchar(),
  readScope: varchar("read_scope"),
  updateScope: varchar("update_scope"),
  createTs: timestamp("create_ts"),
  modifyTs: timestamp("modify_ts"),
  isDeleted: boolean("is_deleted"),
});

annotate(category, {
  columns: {
    id: { comment: "Identifier of the category in the user data service" },
    name: { comment: "Title of the category, such as contacts or study" },
    readScope: { comment: "Authentication scope needed to read parameters of the category" },
    updateScope: { comment: "Authentication scope needed to change parameters of the category" },
    createTs: { comment: "When the category was created in the service" },
    modifyTs: { comment: "When the category was last changed in the service" },
    isDeleted: { comment: "True if the service treats the category as removed" },
  },
});

export const param = stgUserdata.table("param", {
  id: serial().primaryKey(),
  visibleInUserResponse: boolean("visible_in_user_response"),
  name: varchar(),
  categoryId: integer("category_id"),
  isRequired: boolean("is_required"),
  changeable: boolean(),
  type: varchar(),
  createTs: timestamp("create_ts"),
  modifyTs: timestamp("modify_ts"),
  isDeleted: boolean("is_deleted"),
  isPublic: boolean("is_public"),
  validation: varchar(),
});

annotate(param, {
  columns: {
    id: { comment: "Identifier of the parameter in the user data service" },
    visibleInUserResponse: { comment: "True if the service shows the parameter when asked about a user" },
    name: { comment: "Title of the parameter, such as city or academic group" },
    categoryId: { comment: "Category the parameter is filed under" },
    isRequired: { comment: "True if every user has to fill in the parameter" },
    changeable: { comment: "True if a value may be replaced once given" },
    type: { comment: "Which values are shown: all, the last one or the most trusted one" },
    createTs: { comment: "When the parameter was created in the service" },
    modifyTs: { comment: "When the parameter was last changed in the service" },
    isDeleted: { comment: "True if the service treats the parameter as removed" },
    isPublic: { comment: "True if other users may see the parameter's values" },
    validation: { comment: "Regular expression that values have to match" },
  },
});

export const source = stgUserdata.table("source", {
  id: serial().primaryKey(),
  name: varchar(),
  trustLevel: integer("trust_level"),
  createTs: timestamp("create_ts"),
  modifyTs: timestamp("modify_ts"),
  isDeleted: boolean("is_deleted"),
});

annotate(source, {
  columns: {
    id: { comment: "Identifier of the source in the user data service" },
    name: { comment: "Short name of the source, such as user, admin or an import" },
    trustLevel: { comment: "How far the source is believed; of two sources the higher level wins" },
    createTs: { comment: "When the source was registered in the service" },
    modifyTs: { comment: "When the source was last changed in the service" },
    isDeleted: { comment: "True if the service treats the source as removed" },
  },
});

export const info = stgUserdata.table("info", {
  id: serial().primaryKey(),
  paramId: integer("param_id"),
  sourceId: integer("source_id"),
  ownerId: integer("owner_id"),
  value: varchar(),
  createTs: timestamp("create_ts"),
  modifyTs: timestamp("modify_ts"),
  isDeleted: boolean("is_deleted"),
});

annotate(info, {
  columns: {
    id: { comment: "Identifier of the value in the user data service" },
    paramId: { comment: "Parameter of which this is a value" },
    sourceId: { comment: "Source that supplied the value" },
    ownerId: { comment: "User whom the value describes" },
    value: { comment: "The value itself, in plain text" },
    createTs: { comment: "When the value was recorded in the service" },
    modifyTs: { comment: "When the value was last changed in the service" },
    isDeleted: { comment: "True if the value was withdrawn or superseded" },
  },
});

export const infoKeys = stgUserdata.table("info_keys", {
  id: serial().primaryKey(),
  key: varchar().notNull(),
});

annotate(infoKeys, {
  sensitive: true,
  columns: {
    id: { comment: "Identifier of the key" },
    key: { comment: "Secret key that opens the values of encrypted_info" },
  },
});

export const encryptedInfo = stgUserdata.table("encrypted_info", {
  id: serial().primaryKey(),
  paramId: integer("param_id"),
  sourceId: integer("source_id"),
  ownerId: integer("owner_id"),
  value: bytea(),
  createTs: timestamp("create_ts"),
  modifyTs: timestamp("modify_ts"),
  isDeleted: boolean("is_deleted"),
});

annotate(encryptedInfo, {
  columns: {
    id: { comment: "Identifier of the encrypted value" },
    paramId: { comment: "Parameter of which this is an encrypted value" },
    sourceId: { comment: "Source that supplied the encrypted value" },
    ownerId: { comment: "User whom the encrypted value describes" },
    value: { comment: "Ciphertext of the value; the keys are kept in info_keys" },
    createTs: { comment: "When the original value was recorded in the service" },
    modifyTs: { comment: "When the original value was last changed in the service" },
    isDeleted: { comment: "True if the original value was withdrawn or superseded" },
  },
});
