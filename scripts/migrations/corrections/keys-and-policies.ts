// Keys that are replaced while foreign keys hang on them, and policies that lose a part or the column that they look at.
import { displayPath } from "../../model/identifier.ts";
import { pathOf } from "../kit/entities.ts";
import type { KitColumn, KitEntity } from "../kit/kit-state.ts";
import { type Change, columnPairs, mayDiffer, moved, pairs } from "./change.ts";
import type { Corrections } from "./correction.ts";
import { expressionsOf, hangsOnType, keyColumns, mentions } from "./dependents.ts";
import { pointingAt, takeDown } from "./take-down.ts";

/** The identity of a key: its table, its columns, and what kind it is. */
function keyText(entity: KitEntity): string {
  const { entityType, schema = "public", table = "", name } = entity;
  return JSON.stringify([entityType, schema, table, name, keyColumns(entity)]);
}

/** The key under the names after the renames. */
function renamedKey(entity: KitEntity, { renames }: Change): KitEntity {
  const { schema = "public", table = "" } = entity;
  const path = moved([schema, table], renames);
  const columns = (keyColumns(entity) ?? []).map(
    (column) =>
      moved(
        [...path, column],
        renames.filter(({ kind }) => kind === "column"),
      )[2] ?? column,
  );
  const own = renames.find(
    ({ kind, from }) =>
      kind !== "column" && from.length === 3 && from[2] === entity.name && from[1] === path[1],
  );
  const list =
    entity.entityType === "indexes" ? columns.map((value) => ({ value, isExpression: false })) : columns;
  const name = own?.to[2] ?? entity.name;
  return { ...entity, schema: path[0] ?? schema, table: path[1] ?? table, name, columns: list };
}

/** A foreign key hangs on one key: where that is replaced, it goes before and comes back after. */
export function correctKeys(change: Change, corrections: Corrections): void {
  const went = mayDiffer(change, "from").filter(keyColumns);
  if (went.length === 0) return;
  const later = new Set(change.to.ddl.filter(keyColumns).map(keyText));
  for (const key of went) {
    const now = renamedKey(key, change);
    if (later.has(keyText(now))) continue;
    for (const [side, at] of [["from", key] as const, ["to", now] as const]) {
      for (const entity of pointingAt(at, change, side)) takeDown(entity, side, change, corrections);
    }
  }
}

/** drizzle-kit does not take USING or WITH CHECK away, and drops columns and tables that a policy still looks at. */
export function correctPolicies(change: Change, corrections: Corrections): void {
  const isPolicy = ({ entityType }: KitEntity) => entityType === "policies";
  const keyOf = ({ schema = "public", table = "", name }: KitEntity) => displayPath([schema, table, name]);
  /** The key under the names after the renames. */
  const laterKey = ({ schema = "public", table = "", name }: KitEntity) =>
    displayPath([...moved([schema, table], change.renames), name]);
  const later = new Map(change.to.ddl.filter(isPolicy).map((policy) => [keyOf(policy), policy]));
  const takeBothDown = (before: KitEntity) => {
    const after = later.get(laterKey(before));
    takeDown(before, "from", change, corrections);
    if (after) takeDown(after, "to", change, corrections);
  };
  const policies = change.from.ddl.filter(isPolicy);
  if (policies.length === 0) return;
  for (const before of policies) {
    const after = later.get(laterKey(before));
    const loses = (part: string) => before[part] && !after?.[part];
    if (after && (loses("using") || loses("withCheck"))) takeBothDown(before);
  }
  const kept = new Set<KitEntity>(pairs(change, "tables").map(({ from }) => from));
  for (const table of mayDiffer(change, "from")) {
    if (table.entityType !== "tables" || kept.has(table)) continue;
    const isElsewhere = (entity: KitEntity) => entity.schema !== table.schema || entity.table !== table.name;
    for (const policy of policies) {
      if (isElsewhere(policy) && expressionsOf(policy).some((text) => mentions(text, table.name)))
        takeBothDown(policy);
    }
  }
  const stays = new Set<KitEntity>(columnPairs(change).map(({ from }) => from));
  const tables = new Set(pairs(change, "tables").map(({ from }) => displayPath(pathOf(from))));
  for (const column of mayDiffer(change, "from")) {
    if (column.entityType !== "columns" || stays.has(column)) continue;
    if (!tables.has(displayPath([column.schema ?? "public", column.table ?? ""]))) continue;
    for (const policy of hangsOnType(column as KitColumn, change.from)) {
      if (isPolicy(policy)) takeBothDown(policy);
    }
  }
}
