// What rows can refuse one way of a revision: constraints that come, types and enums that hold less.
import { type Allowance, NOTHING_ALLOWED } from "../../model/allowance.ts";
import { displayPath, quoteIdentifier, quoteLiteral } from "../../model/identifier.ts";
import { isSerial } from "../../model/relation.ts";
import type { RowCheck } from "../../model/row-check.ts";
import {
  changedColumns,
  columnPairs,
  mayDiffer,
  type Pair,
  pairs,
  type StatesOnly,
} from "../corrections/change.ts";
import { generatedAs } from "../corrections/dependents.ts";
import { recodings } from "../corrections/encrypted-columns.ts";
import { removedLabels } from "../corrections/enum-values.ts";
import { valueType } from "../corrections/sequences-of-columns.ts";
import type { KitColumn } from "../kit/kit-state.ts";
import { castCheck } from "./cast-checks.ts";
import { checkChecks, foreignKeyChecks, uniqueChecks } from "./constraint-checks.ts";
import { keyChecks } from "./key-checks.ts";
import { type PairedTable, PairedTables } from "./paired-table.ts";
import { sequenceChecks } from "./sequence-checks.ts";

const path = ({ schema, table, name }: KitColumn): string => displayPath([schema, table, name]);

/** Whether a value is there without being given. */
const hasValue = (column: KitColumn): boolean =>
  column.default !== null ||
  column.identity !== null ||
  isSerial(column.type) ||
  generatedAs(column) !== undefined;

/** Columns that come or become NOT NULL. */
function nullChecks(column: KitColumn, table: PairedTable): RowCheck[] {
  if (!column.notNull) return [];
  const former = table.former(column.name);
  if (!former)
    return hasValue(column) ? [] : [table.rows(`${path(column)} comes without a value, and is NOT NULL`, "")];
  if (former.notNull) return [];
  return [table.rows(`${path(column)} becomes NOT NULL`, ` WHERE ${quoteIdentifier(former.name)} IS NULL`)];
}

/** Enums that lose labels, in the columns that have them. */
function labelChecks(
  change: StatesOnly,
  columns: readonly Pair<KitColumn>[],
  tables: PairedTables,
): RowCheck[] {
  return pairs(change, "enums").flatMap(({ from, to }) => {
    const gone = removedLabels({ from, to });
    if (gone.length === 0) return [];
    const list = gone.map(quoteLiteral).join(", ");
    return columns
      .filter(({ from: { type, typeSchema } }) => type === from.name && typeSchema === from.schema)
      .flatMap((pair) => {
        const name = quoteIdentifier(pair.from.name);
        const condition =
          pair.from.dimensions > 0 ? `${name}::text[] && ARRAY[${list}]` : `${name}::text IN (${list})`;
        const message = `${path(pair.to)} can no longer be ${gone.join(", ")}`;
        return tables.of(pair.to)?.rows(message, ` WHERE ${condition}`) ?? [];
      });
  });
}

/**
 * What rows can refuse, of tables that are there before.
 *
 * @param mayCut the columns whose values are cut: that is told as a loss
 */
export function rowChecks(change: StatesOnly, mayCut: Allowance = NOTHING_ALLOWED): RowCheck[] {
  const columns = columnPairs(change);
  const tables = new PairedTables(change);
  const recoded = recodings(change);
  const isRecoded = new Set(recoded.map(({ pair }) => pair));
  const own = mayDiffer(change, "to").flatMap((entity) => {
    if (entity.entityType !== "columns") return [];
    const table = tables.of(entity);
    return table ? nullChecks(entity as KitColumn, table) : [];
  });
  const casts = changedColumns(change).flatMap((pair) => {
    if (isRecoded.has(pair) || valueType(pair.from) === valueType(pair.to)) return [];
    const table = tables.of(pair.to);
    return table ? castCheck(pair, table, mayCut) : [];
  });
  return [
    ...own,
    ...casts,
    ...keyChecks(change, recoded, tables),
    ...labelChecks(change, columns, tables),
    ...uniqueChecks(change, tables),
    ...foreignKeyChecks(change, tables),
    ...checkChecks(change, tables),
    ...sequenceChecks(change),
  ];
}
