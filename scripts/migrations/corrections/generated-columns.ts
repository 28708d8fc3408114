// Generated columns that come, go or compute something else: around everything that they are computed from.
import { quoteIdentifier, quotePath } from "../../model/identifier.ts";
import type { KitColumn, KitEntity, KitState } from "../kit/kit-state.ts";
import { type Change, columnPairs, pairs } from "./change.ts";
import type { Corrections } from "./correction.ts";
import { generatedAs, mentions } from "./dependents.ts";
import { isGenerated, takeDown } from "./take-down.ts";

const columnsOf = ({ ddl }: KitState) =>
  ddl.filter((entity): entity is KitColumn => entity.entityType === "columns");

const tableKey = ({ schema, table }: KitColumn): string => JSON.stringify([schema, table]);

/** Plain columns that come, go, change their type or their name, by table. */
function changing(change: Change, side: "from" | "to"): ReadonlyMap<string, readonly string[]> {
  const stays = new Map(columnPairs(change).map((pair) => [pair[side], pair] as const));
  const byTable = new Map<string, string[]>();
  for (const column of columnsOf(change[side])) {
    const pair = stays.get(column);
    const same =
      pair &&
      pair.from.name === pair.to.name &&
      pair.from.type === pair.to.type &&
      pair.from.dimensions === pair.to.dimensions;
    if (!same) byTable.set(tableKey(column), [...(byTable.get(tableKey(column)) ?? []), column.name]);
  }
  return byTable;
}

/**
 * drizzle-kit makes a generated column again where its expression changes, without NOT NULL and what was on it, and in an
 * order that does not look at what it is computed from. It goes first and comes back last.
 */
export function correctGenerated(change: Change, corrections: Corrections): void {
  const generated = [...columnsOf(change.from), ...columnsOf(change.to)].some(isGenerated);
  if (!generated) return;
  const pairOf = new Map<KitEntity, { from: KitColumn; to: KitColumn }>();
  for (const pair of columnPairs(change)) {
    pairOf.set(pair.from, pair);
    pairOf.set(pair.to, pair);
  }
  const tables = pairs(change, "tables");
  for (const side of ["from", "to"] as const) {
    const changed = changing(change, side);
    const kept = new Set(tables.map((pair) => JSON.stringify([pair[side].schema, pair[side].name])));
    for (const column of columnsOf(change[side])) {
      const pair = pairOf.get(column);
      const remade = pair
        ? isGenerated(pair.to) && generatedAs(pair.from) !== generatedAs(pair.to)
        : isGenerated(column);
      const moved =
        isGenerated(column) &&
        (pair === undefined || isGenerated(pair.to)) &&
        (changed.get(tableKey(column)) ?? []).some((name) => mentions(generatedAs(column), name));
      if (!kept.has(tableKey(column)) || !(remade || moved)) continue;
      if (pair) for (const both of ["from", "to"] as const) takeDown(pair[both], both, change, corrections);
      else takeDown(column, side, change, corrections);
    }
  }
  // ADD COLUMN … GENERATED is written without NOT NULL.
  for (const column of columnsOf(change.to)) {
    if (!isGenerated(column) || !column.notNull || !corrections.takenDown.to.isLeftOut(column)) continue;
    const table = quotePath([column.schema, column.table]);
    corrections.last.push(`ALTER TABLE ${table} ALTER COLUMN ${quoteIdentifier(column.name)} SET NOT NULL;`);
  }
}
