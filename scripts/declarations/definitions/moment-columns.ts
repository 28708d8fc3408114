/** `createdAt` and `updatedAt`: columns that say when a row came and when it last changed, kept by the database itself. */
import { is } from "drizzle-orm";
import { getTableConfig, PgTable, type PgTimestampBuilder, timestamp } from "drizzle-orm/pg-core";
import { quoteIdentifier } from "../../model/identifier.ts";
import { pgFunction } from "./pg-routines.ts";
import { pgTrigger } from "./pg-trigger.ts";
import type { DefinedSqlObject, SchemaLike } from "./sql-object-definition.ts";

/** How a column of a moment is called and kept. */
export interface MomentOptions {
  /** `created_at` and `updated_at` unless said. */
  readonly name?: string;
  /** How many digits of a second it keeps; six unless said. */
  readonly precision?: 0 | 1 | 2 | 3 | 4 | 5 | 6;
}

/** A column that was made by one of these: it is never NULL, and has the moment unless one is given. */
type MomentColumn = ReturnType<ReturnType<PgTimestampBuilder["notNull"]>["defaultNow"]>;

/** Which function keeps a column, by a registered symbol, so that it is known when this module is loaded more than once. */
const TOUCHED_BY = Symbol.for("dwh-definitions:touched-by");

function moment(name: string, { precision }: MomentOptions): MomentColumn {
  return timestamp(name, { withTimezone: true, ...(precision !== undefined && { precision }) })
    .notNull()
    .defaultNow();
}

/** When a row came: `timestamp with time zone NOT NULL DEFAULT now()`, called `created_at` unless said. */
export const createdAt = (options: MomentOptions = {}): MomentColumn =>
  moment(options.name ?? "created_at", options);

/** A function that keeps `updatedAt` columns of one name. */
export interface TouchFunction extends DefinedSqlObject {
  /** The column that it sets. */
  readonly column: string;
}

/**
 * The function behind `updatedAt`: one does for all tables of a project, or of a schema.
 *
 *     export const touch = touchFunction(core);
 *
 * @param options.name of the function, `touch_updated_at` unless said
 * @param options.column that it sets, `updated_at` unless said
 */
export function touchFunction(
  schema: SchemaLike,
  options: { readonly name?: string; readonly column?: string; readonly comment?: string } = {},
): TouchFunction {
  const { column = "updated_at", name = `touch_${column}`, comment } = options;
  const body = `BEGIN\n  NEW.${quoteIdentifier(column)} := now();\n  RETURN NEW;\nEND`;
  const made = pgFunction(schema, name, {
    returns: "trigger",
    body,
    ...(comment !== undefined && { comment }),
  });
  return Object.assign(made, { column });
}

/**
 * When a row last changed: as {@link createdAt}, and set by a trigger of the table at each UPDATE, whoever writes. The
 * trigger is part of the definitions without being exported; the function is exported once.
 *
 *     export const user = core.table("user", { id: integer().primaryKey(), updatedAt: updatedAt(touch) });
 */
export function updatedAt(touch: TouchFunction, options: Omit<MomentOptions, "name"> = {}): MomentColumn {
  const column = moment(touch.column, options);
  // What is said of a column travels in its configuration.
  Object.defineProperty((column as unknown as { config: object }).config, TOUCHED_BY, { value: touch });
  return column;
}

/** The function that keeps a column, if one does. */
function touchOf(column: object): TouchFunction | undefined {
  const { config } = column as { readonly config?: { readonly [TOUCHED_BY]?: TouchFunction } };
  return config?.[TOUCHED_BY];
}

/** The triggers that the columns of an exported table bring along. */
export function touchTriggers(value: object): DefinedSqlObject[] {
  if (!is(value, PgTable)) return [];
  return getTableConfig(value).columns.flatMap((column) => {
    const touch = touchOf(column);
    return touch ? [pgTrigger(value, `touch_${column.name}`, { before: "update", execute: touch })] : [];
  });
}
