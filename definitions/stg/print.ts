// Raw copy of the printing service: members, their files and what was printed.
import { bigserial, boolean, integer, pgSchema, serial, timestamp, varchar } from "drizzle-orm/pg-core";

export const stgPrint = pgSchema("STG_PRINT");

export const unionMember = stgPrint.table("union_member", {
  id: serial().primaryKey(),
  surname: varchar(),
  unionNumber: varchar("union_number"),
  studentNumber: varchar("student_number"),
});

export const file = stgPrint.table("file", {
  id: serial().primaryKey(),
  pin: varchar(),
  file: varchar(),
  ownerId: integer("owner_id"),
  optionPages: varchar("option_pages"),
  optionCopies: integer("option_copies"),
  optionTwoSided: boolean("option_two_sided"),
  createdAt: timestamp("created_at"),
  updatedAt: timestamp("updated_at"),
  numberOfPages: integer("number_of_pages"),
  source: varchar(),
});

export const printFact = stgPrint.table("print_fact", {
  id: serial().primaryKey(),
  fileId: integer("file_id"),
  ownerId: integer("owner_id"),
  createdAt: timestamp("created_at"),
  sheetsUsed: integer("sheets_used"),
});

export const vkUser = stgPrint.table("vk_user", {
  vkId: bigserial("vk_id", { mode: "number" }).primaryKey(),
  surname: varchar(),
  number: varchar(),
});

export const tgUser = stgPrint.table("tg_user", {
  tgId: bigserial("tg_id", { mode: "number" }).primaryKey(),
  surname: varchar(),
  number: varchar(),
});
