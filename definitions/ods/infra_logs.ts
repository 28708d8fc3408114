// Container logs parsed into JSON.
import { json, pgSchema, serial, timestamp, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const odsInfraLogs = pgSchema("ODS_INFRA_LOGS");

export const containerLog = odsInfraLogs.table("container_log", {
  id: serial().primaryKey(),
  record: json().notNull(),
  containerName: varchar("container_name").notNull(),
  createTs: timestamp("create_ts").notNull(),
});

annotate(containerLog, {
  comment: "Log records of the containers, one row per record",
  columns: {
    record: { comment: "The record as its container wrote it, parsed to JSON" },
    containerName: { comment: "Name of the container that wrote the record" },
    createTs: { comment: "When the record was collected" },
  },
});
