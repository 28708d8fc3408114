// Taking something down for a while, with all that hangs on it.
import { groupBy } from "../../model/group.ts";
import { displayPath } from "../../model/identifier.ts";
import { rememberingObjects } from "../../model/remembering.ts";
import type { KitColumn, KitEntity, KitState } from "../kit/kit-state.ts";
import type { Change } from "./change.ts";
import type { Corrections } from "./correction.ts";
import { generatedAs, hangsOnColumn, keyColumns } from "./dependents.ts";

/** A state of a change. */
type Side = "from" | "to";

const targetOf = ({ schemaTo, tableTo }: KitEntity): string =>
  displayPath([String(schemaTo), String(tableTo)]);

/** The foreign keys of a state by the table that they point at. */
const foreignKeys = rememberingObjects((ddl: KitState["ddl"]) =>
  groupBy(
    ddl.filter(({ entityType }) => entityType === "fks"),
    targetOf,
  ),
);

/** Foreign keys of one side that point at a key. */
export function pointingAt(key: KitEntity, change: Change, side: Side): KitEntity[] {
  const columns = keyColumns(key);
  if (!columns) return [];
  const wanted = displayPath([...columns].sort());
  const there = foreignKeys(change[side].ddl).get(displayPath([String(key.schema), String(key.table)])) ?? [];
  return there.filter(
    ({ columnsTo }) => displayPath([...(columnsTo as readonly string[])].sort()) === wanted,
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
