// Rows without the key by which their values are, or are to be, encrypted: a missing key is an error and no NULL.
import type { Encryption } from "../../model/encryption.ts";
import { groupBy } from "../../model/group.ts";
import { displayPath, quoteIdentifier, quotePath } from "../../model/identifier.ts";
import type { RowCheck } from "../../model/row-check.ts";
import type { StatesOnly } from "../corrections/change.ts";
import { newKeys, type Recoding } from "../corrections/encrypted-columns.ts";
import type { PairedTable, PairedTables } from "./paired-table.ts";

/** The rows with one of these values that lack a key of an encryption; both are under the names after the renames. */
function withoutKey(
  { table: path, id, keys, keyId }: Encryption,
  columns: readonly string[],
  isNew: boolean,
  tables: PairedTables,
): RowCheck[] {
  const formerName = (table: PairedTable | undefined, name: string) =>
    quoteIdentifier(table?.former(name)?.name ?? name);
  const table = tables.get(path[0], path[1]);
  if (!table) return [];
  const some = columns.map((name) => `t.${formerName(table, name)} IS NOT NULL`).join(" OR ");
  const own = `t.${formerName(table, id)}`;
  const shown = displayPath(path);
  const message = `${shown}: the values of ${columns.join(", ")} need a key in ${displayPath(keys)} for ${id}`;
  const lacks = () => {
    if (isNew) return `${own} IS NULL`;
    const there = tables.get(keys[0], keys[1]);
    const from = quotePath(there?.path ?? keys);
    return `NOT EXISTS (SELECT FROM ${from} AS k WHERE k.${formerName(there, keyId)} = ${own})`;
  };
  return [table.rows(message, ` AS t WHERE (${some}) AND ${lacks()}`)];
}

/** What encrypted values need that are written anew, before the way and behind it. */
export function keyChecks(
  change: StatesOnly,
  recoded: readonly Recoding[],
  tables: PairedTables,
): RowCheck[] {
  const made = new Set(newKeys(change).map(({ table }) => displayPath(table)));
  const byTable = groupBy(recoded, ({ pair: { to } }) => displayPath([to.schema, to.table]));
  const checks = [...byTable.values()].flatMap((columns) =>
    (["before", "after"] as const).flatMap((side) => {
      const own = columns.filter((one) => one[side] !== undefined);
      const encryption = own[0]?.[side];
      const names = own.map(({ pair }) => pair.to.name);
      if (!encryption) return [];
      const isNew = side === "after" && made.has(displayPath(encryption.table));
      return withoutKey(encryption, names, isNew, tables);
    }),
  );
  // Values whose key stays the same need it once.
  return [...new Map(checks.map((check) => [check.query, check])).values()];
}
