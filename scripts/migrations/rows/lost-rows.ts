// What of the rows one way of a revision destroys: whole tables, columns, values that do not fit a smaller type.
import { cuts, misfits } from "../../model/cast.ts";
import { displayPath, quoteIdentifier, quotePath } from "../../model/identifier.ts";
import type { RowCheck } from "../../model/row-check.ts";
import { columnPairs, pairs, type StatesOnly } from "../corrections/change.ts";
import { generatedAs } from "../corrections/dependents.ts";
import { valueType } from "../corrections/sequences-of-columns.ts";
import type { KitEntity } from "../kit/kit-state.ts";

const lost = (message: string, path: readonly string[], condition = ""): RowCheck => ({
  message,
  relation: displayPath(path),
  query: `SELECT FROM ${quotePath(path)}${condition}`,
});

/** A query for each thing that goes, which gives the rows that have something of it. */
export function lostRows(change: StatesOnly): RowCheck[] {
  const tables = pairs(change, "tables");
  const stays = new Set<KitEntity>(tables.map(({ from }) => from));
  const staying = new Set(tables.map(({ from }) => displayPath([from.schema ?? "public", from.name])));
  const columns = columnPairs(change);
  const kept = new Set<KitEntity>(columns.map(({ from }) => from));
  const gone = change.from.ddl.flatMap((entity): RowCheck[] => {
    const { entityType, schema = "public", table = "", name } = entity;
    if (entityType === "tables" && !stays.has(entity)) {
      return [lost(`drops the table ${displayPath([schema, name])}`, [schema, name])];
    }
    if (entityType !== "columns" || kept.has(entity) || generatedAs(entity) !== undefined) return [];
    if (!staying.has(displayPath([schema, table]))) return [];
    const message = `drops the column ${displayPath([schema, table, name])}`;
    return [lost(message, [schema, table], ` WHERE ${quoteIdentifier(name)} IS NOT NULL`)];
  });
  const narrowed = columns.flatMap(({ from, to }): RowCheck[] => {
    const [before, after] = [valueType(from), valueType(to)];
    if (!cuts(before, after)) return [];
    const name = quoteIdentifier(from.name);
    const message = `cuts values of ${displayPath([from.schema, from.table, from.name])} to ${after}`;
    return [lost(message, [from.schema, from.table], ` WHERE ${misfits(name, before, after)}`)];
  });
  return [...gone, ...narrowed];
}
