/** What can be said of every SQL object. */
import { type Column, getColumnTable, is, Table } from "drizzle-orm";
import { getTableConfig, getViewConfig, isPgEnum, PgColumn, PgTable, PgView } from "drizzle-orm/pg-core";
import { quotePath } from "../../model/identifier.ts";
import type { SqlObject } from "../../model/sql-object.ts";
import { type SqlText, sqlText } from "./sql-object-definition.ts";

/** What can be said of every SQL object. */
export interface ObjectOptions {
  /** Its comment in the database. */
  readonly comment?: string;
  /** What it needs though its text does not name it: tables, views, columns, other objects. */
  readonly dependsOn?: readonly (SqlText | Column)[];
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
function neededName(needed: SqlText | Column): string {
  if (is(needed, PgColumn)) return quotePath(relationPath(getColumnTable(needed)));
  if (is(needed, Table) || is(needed, PgView)) return quotePath(relationPath(needed));
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
