// The exports of definition files without some tables; apart from what reads states, which need not load drizzle-orm.
import { getTableName, getTableUniqueName, is } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { tableKeyOf } from "./untouched-tables.ts";

/**
 * Nothing stands in their places: drizzle-kit's command takes exports by their names, which are numbers here.
 *
 * @param tables by {@link tableKeyOf}
 */
export function exportsWithout(
  exports: Readonly<Record<string, unknown>>,
  tables: ReadonlySet<string>,
): Readonly<Record<string, unknown>> {
  if (tables.size === 0) return exports;
  const isThere = (value: unknown): boolean => {
    if (!is(value, PgTable)) return true;
    // `schema.name`, in public the name alone: the schema is told in no other way that does not build all of the table.
    const [whole, name] = [getTableUniqueName(value), getTableName(value)];
    const schema = whole === name ? undefined : whole.slice(0, -name.length - 1);
    return !tables.has(tableKeyOf(schema, name));
  };
  return Object.fromEntries(
    Object.entries(exports).map(([name, value]) => [name, isThere(value) ? value : undefined]),
  );
}
