// What a table of the definitions is made of, asked of Drizzle once.
import { getTableConfig, type PgTable } from "drizzle-orm/pg-core";
import { rememberingObjects } from "../../model/remembering.ts";

/** Of a table whose values are no longer changed. @throws what its callback throws */
export const tableConfig = rememberingObjects((table: PgTable) => getTableConfig(table));
