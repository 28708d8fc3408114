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
export {
  type Annotation,
  annotate,
  type ColumnAnnotation,
  type Distributed,
  type Encrypted,
} from "./declarations/definitions/annotate.ts";
export {
  type CalendarOptions,
  type CalendarPartitions,
  daily,
  monthly,
  weekly,
  yearly,
} from "./declarations/definitions/calendar-partitions.ts";
export { type Decrypted, decryptedView } from "./declarations/definitions/decrypted-view.ts";
export {
  createdAt,
  type MomentOptions,
  type TouchFunction,
  touchFunction,
  updatedAt,
} from "./declarations/definitions/moment-columns.ts";
export {
  type PartitionBound,
  type Partitioning,
  type PartitionKey,
  type PartitionOptions,
  type Partitions,
  type PartitionValue,
  partitionBy,
} from "./declarations/definitions/partitioning.ts";
export {
  type FunctionOptions,
  type ProcedureOptions,
  pgFunction,
  pgProcedure,
  type RoutineArgument,
} from "./declarations/definitions/pg-routines.ts";
export {
  pgTrigger,
  type SqlObjectOptions,
  sqlObject,
  type TriggerOptions,
} from "./declarations/definitions/pg-trigger.ts";
export {
  type DomainOptions,
  type ExtensionOptions,
  pgComposite,
  pgDomain,
  pgExtension,
} from "./declarations/definitions/pg-types.ts";
export { role } from "./declarations/definitions/policy-role.ts";
export { variable } from "./declarations/definitions/schema-variable.ts";
export type { DefinedSqlObject, SqlText } from "./declarations/definitions/sql-object-definition.ts";
export type { Hook, HookContext, HookEvent } from "./model/hook-event.ts";
