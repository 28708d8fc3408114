// Taking something down for a while, with all that hangs on it.
import { displayPath } from "../../model/identifier.ts";
import type { KitColumn, KitEntity } from "../kit/kit-state.ts";
import type { Change } from "./change.ts";
import type { Corrections } from "./correction.ts";
import { generatedAs, hangsOnColumn, keyColumns } from "./dependents.ts";

/** A state of a change. */
type Side = "from" | "to";

/** Foreign keys of one side that point at a key. */
export function pointingAt(key: KitEntity, change: Change, side: Side): KitEntity[] {
  const columns = keyColumns(key);
  if (!columns) return [];
  const wanted = displayPath([...columns].sort());
  return change[side].ddl.filter(
    ({ entityType, schemaTo, tableTo, columnsTo }) =>
      entityType === "fks" &&
      schemaTo === key.schema &&
      tableTo === key.table &&
      displayPath([...(columnsTo as readonly string[])].sort()) === wanted,
  );
}

/** Takes an entity of one side down: a generated column with its keys, indexes and checks, a key with the foreign keys on it. */
export function takeDown(entity: KitEntity, side: Side, change: Change, corrections: Corrections): void {
  const edits = corrections.takenDown[side];
  if (edits.isLeftOut(entity)) return;
  edits.leaveOut(entity);
  const hanging =
    entity.entityType === "columns"
      ? hangsOnColumn(entity as KitColumn, change[side])
      : pointingAt(entity, change, side);
  for (const other of hanging) takeDown(other, side, change, corrections);
}

/** Whether a column's values are computed. */
export const isGenerated = (entity: KitEntity): boolean => generatedAs(entity) !== undefined;
