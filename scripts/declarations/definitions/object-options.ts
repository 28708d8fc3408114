/** What can be said of every SQL object. */
import { type Column, getColumnTable, is, Table, View } from "drizzle-orm";
import { getTableConfig, getViewConfig, isPgEnum, PgColumn, PgTable, type PgView } from "drizzle-orm/pg-core";
import { quotePath } from "../../model/identifier.ts";
import type { SqlObject } from "../../model/sql-object.ts";
import { type SqlText, sqlText } from "./sql-object-definition.ts";

/** What an object can need: a table, a view, materialized or not, one of their columns, an enum, another object. */
export type Needed = SqlText | Column | Table | View;

/** What can be said of every SQL object. */
export interface ObjectOptions {
  /** Its comment in the database. */
  readonly comment?: string;
  /** What it needs though its text does not name it. */
  readonly dependsOn?: readonly Needed[];
}

/** The path of a table or view. */
export function relationPath(relation: object): readonly [schema: string, name: string] {
  if (is(relation, PgTable)) {
    const { schema = "public", name } = getTableConfig(relation);
    return [schema, name];
  }
  const { schema = "public", name } = getViewConfig(relation as PgView);
  return [schema, name];
}

/** A name as SQL writes it, with its schema; of a column that of its table. */
function neededName(needed: Needed): string {
  if (is(needed, PgColumn)) return quotePath(relationPath(getColumnTable(needed)));
  if (is(needed, Table) || is(needed, View)) return quotePath(relationPath(needed));
  if (isPgEnum(needed)) return quotePath([needed.schema ?? "public", needed.enumName]);
  return sqlText(needed as SqlText);
}

/** The parts of an object that every kind has. */
export function dependencies({
  comment,
  dependsOn = [],
}: ObjectOptions): Pick<SqlObject, "needs" | "comment"> {
  return {
    needs: [...new Set(dependsOn.map(neededName))].sort(),
    ...(comment !== undefined && { comment }),
  };
}
