// Keys that are replaced while foreign keys hang on them, and policies that lose a part or the column that they look at.
import { displayPath } from "../../model/identifier.ts";
import type { KitColumn, KitEntity } from "../kit/kit-state.ts";
import { type Change, columnPairs, moved } from "./change.ts";
import type { Corrections } from "./correction.ts";
import { hangsOnType, keyColumns } from "./dependents.ts";
import { takeDown } from "./take-down.ts";

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
  const later = new Set(change.to.ddl.filter(keyColumns).map(keyText));
  for (const key of change.from.ddl.filter(keyColumns)) {
    const now = renamedKey(key, change);
    if (later.has(keyText(now))) continue;
    const wanted = displayPath([...(keyColumns(now) ?? [])].sort());
    for (const [side, at] of [["from", key] as const, ["to", now] as const]) {
      const pointing = change[side].ddl.filter(
        ({ entityType, schemaTo, tableTo, columnsTo }) =>
          entityType === "fks" &&
          schemaTo === at.schema &&
          tableTo === at.table &&
          (side === "to"
            ? displayPath([...(columnsTo as readonly string[])].sort()) === wanted
            : displayPath([...(columnsTo as readonly string[])].sort()) ===
              displayPath([...(keyColumns(at) ?? [])].sort())),
      );
      for (const entity of pointing) takeDown(entity, side, change, corrections);
    }
  }
}

/** drizzle-kit does not take USING or WITH CHECK away, and drops columns that a policy still looks at. */
export function correctPolicies(change: Change, corrections: Corrections): void {
  const policies = ({ ddl }: { readonly ddl: readonly KitEntity[] }) =>
    ddl.filter(({ entityType }) => entityType === "policies");
  const pathOfPolicy = ({ schema = "public", table = "", name }: KitEntity) =>
    displayPath([schema, table, name]);
  const earlier = new Map(
    policies(change.from).map((policy) => {
      const { schema = "public", table = "", name } = policy;
      return [displayPath([...moved([schema, table], change.renames), name]), policy];
    }),
  );
  for (const policy of policies(change.to)) {
    const before = earlier.get(pathOfPolicy(policy));
    const loses = (part: string) => before?.[part] && !policy[part];
    if (!before || !(loses("using") || loses("withCheck"))) continue;
    takeDown(before, "from", change, corrections);
    takeDown(policy, "to", change, corrections);
  }
  const stays = new Set<KitEntity>(columnPairs(change).map(({ from }) => from));
  const tables = new Set(
    change.to.ddl.filter((e) => e.entityType === "tables").map((e) => displayPath([e.schema ?? "", e.name])),
  );
  for (const column of change.from.ddl) {
    if (column.entityType !== "columns" || stays.has(column)) continue;
    if (!tables.has(displayPath(moved([column.schema ?? "", column.table ?? ""], change.renames)))) continue;
    for (const policy of hangsOnType(column as KitColumn, change.from)) {
      if (policy.entityType !== "policies") continue;
      takeDown(policy, "from", change, corrections);
      const { schema = "public", table = "", name } = policy;
      const path = displayPath([...moved([schema, table], change.renames), name]);
      const after = policies(change.to).find((other) => pathOfPolicy(other) === path);
      if (after) takeDown(after, "to", change, corrections);
    }
  }
}
