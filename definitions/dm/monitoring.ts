// Data marts on the warehouse itself.
import { date, integer, pgSchema, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";

export const dmMonitoring = pgSchema("DM_MONITORING");

export const dbMonitoringSnp = dmMonitoring.table("db_monitoring_snp", {
  id: integer().notNull(),
  tableName: varchar("table_name").notNull(),
  tableSchema: varchar("table_schema").notNull(),
  tableSizeMb: integer("table_size_mb").notNull(),
  indexesSizeMb: integer("indexes_size_mb").notNull(),
  totalSizeMb: integer("total_size_mb").notNull(),
  stateDt: date("state_dt").notNull(),
});

annotate(dbMonitoringSnp, {
  comment: "Daily snapshot of how much room each table of the warehouse takes",
  columns: {
    tableName: { comment: "Name of the table measured" },
    tableSchema: { comment: "Schema of the table measured" },
    tableSizeMb: { comment: "Size of the table without its indexes, in megabytes" },
    indexesSizeMb: { comment: "Size of all the table's indexes, in megabytes" },
    totalSizeMb: { comment: "Size of the table together with its indexes, in megabytes" },
    stateDt: { comment: "Day on which the snapshot was taken" },
  },
});
