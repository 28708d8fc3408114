/** What definition files and drizzle.config.ts import from "dwh-definitions". */

export type {
  BatchContext,
  BatchDone,
  BatchKey,
  MigrationBatch,
  MigrationBatches,
  MigrationContext,
  MigrationRows,
  MigrationSql,
  MigrationStep,
  SqlJson,
  SqlName,
} from "./declarations/code/migration-types.ts";
export type { Config } from "./declarations/config/config.ts";
export type { WarehouseConfig } from "./declarations/config/config-shape.ts";
export { type Annotation, annotate, type ColumnAnnotation } from "./declarations/definitions/annotate.ts";
export { role } from "./declarations/definitions/policy-role.ts";
export type { Hook, HookContext, HookEvent } from "./model/hook-event.ts";
