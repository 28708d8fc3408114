/** What definition files and drizzle.config.ts import from "dwh-definitions". */
export { type Annotation, annotate, type ColumnAnnotation } from "./declarations/annotate.ts";
export type { Config, WarehouseConfig } from "./declarations/config.ts";
