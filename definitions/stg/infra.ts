// Raw logs and process lists of the containers on the union's servers.
import { pgSchema, serial, timestamp, varchar } from "drizzle-orm/pg-core";

export const stgInfra = pgSchema("STG_INFRA");

export const containerLog = stgInfra.table("container_log", {
  id: serial().primaryKey(),
  record: varchar(),
  logfile: varchar(),
  createTs: timestamp("create_ts").defaultNow(),
});

export const containerProcesses = stgInfra.table("container_processes", {
  id: serial().primaryKey(),
  record: varchar(),
  createTs: timestamp("create_ts").defaultNow(),
});
