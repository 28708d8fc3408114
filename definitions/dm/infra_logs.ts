// Data marts on the health of the containers.
import { integer, pgSchema, serial, timestamp, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const dmInfraLogs = pgSchema("DM_INFRA_LOGS");

export const containerLogCube = dmInfraLogs.table("container_log_cube", {
  id: serial().primaryKey(),
  containerName: varchar("container_name").notNull(),
  createDate: varchar("create_date").notNull(),
  debugCnt: integer("debug_cnt").notNull(),
  warnCnt: integer("warn_cnt").notNull(),
  infoCnt: integer("info_cnt").notNull(),
  errorCnt: integer("error_cnt").notNull(),
  criticalCnt: integer("critical_cnt").notNull(),
  otherCnt: integer("other_cnt").notNull(),
});

annotate(containerLogCube, {
  comment: "Number of log records per container, day and severity",
  columns: {
    containerName: { comment: "Name of the container whose records are counted" },
    createDate: { comment: "Day of the records, as text" },
    debugCnt: { comment: "Number of DEBUG records on that day" },
    warnCnt: { comment: "Number of WARNING records on that day" },
    infoCnt: { comment: "Number of INFO records on that day" },
    errorCnt: { comment: "Number of ERROR records on that day" },
    criticalCnt: { comment: "Number of CRITICAL records on that day" },
    otherCnt: { comment: "Number of records of that day whose severity is none of these" },
  },
});

export const incidentHint = dmInfraLogs.table("incident_hint", {
  id: serial().primaryKey(),
  mskRecordLoadedDttm: timestamp("msk_record_loaded_dttm").notNull(),
  containerName: varchar("container_name").notNull(),
  message: varchar().notNull(),
  createTs: timestamp("create_ts").notNull(),
});

annotate(incidentHint, {
  comment: "Log records that point to an incident, for those on duty",
  columns: {
    mskRecordLoadedDttm: { comment: "When the record reached the warehouse, in Moscow time" },
    containerName: { comment: "Name of the container in trouble" },
    message: { comment: "Text of the log record that points to the incident" },
    createTs: { comment: "When the log record was collected" },
  },
});
