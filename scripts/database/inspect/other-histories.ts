// Where the histories of other tools of migrations stand.
import { displayPath, quotePath } from "../../model/identifier.ts";
import { otherHistory } from "../../model/other-tools.ts";
import { attempt } from "../connect/attempt.ts";
import type { Queryable } from "../connect/connect.ts";

/** The history of another tool in a database. */
export interface OtherHistory {
  readonly tool: string;
  /** As displayPath writes it. */
  readonly table: string;
  /** Several where the tool has branches; none while nothing is applied, undefined where nobody may look. */
  readonly heads: readonly string[] | undefined;
}

/**
 * Reads the heads of other tools' histories, in an open transaction.
 *
 * @param tables of the database, with their schemas
 */
export async function readOtherHistories(
  tx: Queryable,
  tables: readonly { readonly schema: string; readonly name: string }[],
): Promise<readonly OtherHistory[]> {
  const found: OtherHistory[] = [];
  for (const { schema, name } of tables) {
    const history = otherHistory(schema, name);
    if (!history) continue;
    const { value, where = "true", order } = history.head;
    const last = order === undefined ? "" : ` ORDER BY ${order.replaceAll(/(?=,|$)/g, " DESC")} LIMIT 1`;
    const query = `SELECT (${value})::text AS head FROM ${quotePath([schema, name])} t WHERE ${where}${last}`;
    // A table that only has the name has other columns, and may be closed.
    const isReadable = (await attempt(tx, query)) === undefined;
    const rows = isReadable ? await tx.unsafe<{ head: string }[]>(query) : undefined;
    found.push({
      tool: history.tool,
      table: displayPath([schema, name]),
      heads: rows?.map(({ head }) => head).sort(),
    });
  }
  return found;
}
