// History of the user data service's parameters and values.
import { boolean, date, integer, pgSchema, timestamp, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const odsInfo = pgSchema("ODS_INFO");

export const paramHist = odsInfo.table("param_hist", {
  id: integer().notNull(),
  visibleInUserResponse: boolean("visible_in_user_response"),
  name: varchar(),
  categoryId: integer("category_id"),
  isRequired: boolean("is_required"),
  changeable: boolean(),
  type: varchar(),
  createTs: timestamp("create_ts"),
  modifyTs: timestamp("modify_ts"),
  isDeleted: boolean("is_deleted"),
  validation: varchar(),
  validFromDt: date("valid_from_dt"),
  validToDt: date("valid_to_dt"),
});

annotate(paramHist, {
  comment: "Parameters of the user data service, one row per period of validity",
});

export const infoHist = odsInfo.table("info_hist", {
  id: integer().notNull(),
  paramId: integer("param_id"),
  sourceId: integer("source_id"),
  ownerId: integer("owner_id"),
  value: varchar(),
  createTs: timestamp("create_ts"),
  modifyTs: timestamp("modify_ts"),
  isDeleted: boolean("is_deleted"),
  validFromDt: date("valid_from_dt"),
  validToDt: date("valid_to_dt"),
});

annotate(infoHist, {
  comment: "Values of the user data service, one row per period of validity",
});
