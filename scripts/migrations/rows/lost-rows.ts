// What of the rows one way of a revision destroys: whole tables, columns, values that do not fit a smaller type.
import { cuts, misfits } from "../../model/cast.ts";
import { displayPath, quoteIdentifier, quotePath } from "../../model/identifier.ts";
import type { RowCheck } from "../../model/row-check.ts";
import { changedColumns, columnPairs, mayDiffer, pairs, type StatesOnly } from "../corrections/change.ts";
import { generatedAs } from "../corrections/dependents.ts";
import { recodings } from "../corrections/encrypted-columns.ts";
import { valueType } from "../corrections/sequences-of-columns.ts";
import type { KitEntity } from "../kit/kit-state.ts";

/** @param path of a table, or of a column of it */
const lost = (message: string, path: readonly string[], condition = ""): RowCheck => ({
  message,
  relation: displayPath(path.slice(0, 2)),
  query: `SELECT FROM ${quotePath(path.slice(0, 2))}${condition}`,
  lost: displayPath(path),
});

/** A query for each thing that goes, which gives the rows that have something of it. */
export function lostRows(change: StatesOnly): RowCheck[] {
  const tables = pairs(change, "tables");
  const stays = new Set<KitEntity>(tables.map(({ from }) => from));
  const staying = new Set(tables.map(({ from }) => displayPath([from.schema ?? "public", from.name])));
  const columns = columnPairs(change);
  const kept = new Set<KitEntity>(columns.map(({ from }) => from));
  const gone = mayDiffer(change, "from").flatMap((entity): RowCheck[] => {
    const { entityType, schema = "public", table = "", name } = entity;
    if (entityType === "tables" && !stays.has(entity)) {
      return [lost(`drops the table ${displayPath([schema, name])}`, [schema, name])];
    }
    if (entityType !== "columns" || kept.has(entity) || generatedAs(entity) !== undefined) return [];
    if (!staying.has(displayPath([schema, table]))) return [];
    const message = `drops the column ${displayPath([schema, table, name])}`;
    return [lost(message, [schema, table, name], ` WHERE ${quoteIdentifier(name)} IS NOT NULL`)];
  });
  return [...gone, ...cutRows(change)];
}

/** The same for values that do not fit a smaller type. */
export function cutRows(change: StatesOnly): RowCheck[] {
  const recoded = new Set(recodings(change).map(({ pair }) => pair));
  return changedColumns(change).flatMap((pair): RowCheck[] => {
    const { from, to } = pair;
    const [before, after] = [valueType(from), valueType(to)];
    if (before === after || recoded.has(pair) || !cuts(before, after)) return [];
    const name = quoteIdentifier(from.name);
    const message = `cuts values of ${displayPath([from.schema, from.table, from.name])} to ${after}`;
    return [lost(message, [from.schema, from.table, from.name], ` WHERE ${misfits(name, before, after)}`)];
  });
}
