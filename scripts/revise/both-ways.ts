// What the rows of a database can refuse, and what the way back destroys.
import { invertedHints, type KitRename } from "../migrations/kit/kit-renames.ts";
import type { KitState } from "../migrations/kit/kit-state.ts";
import { rowChecks } from "../migrations/rows/row-checks.ts";
import type { Difference } from "../model/delta.ts";
import type { Hazard } from "../model/hazard.ts";
import { invertRenames } from "../model/rename.ts";
import type { RowCheck } from "../model/row-check.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import { findHazards } from "../plan/ddl/hazards.ts";
import type { Statement } from "../sql/statement.ts";

/** What is to be known of a way before it is gone. */
export interface WayBack {
  readonly difference: Difference;
  /** What it destroys. */
  readonly destructive: readonly Hazard[];
  /** What rows can refuse. */
  readonly rowChecks: readonly RowCheck[];
}

/** The tables of both sides of a revision. */
export interface BothStates {
  readonly before: KitState;
  readonly after: KitState;
  readonly kitRenames: readonly KitRename[];
}

/** What rows can refuse on the way up. */
export const rowsUp = ({ before, after, kitRenames }: BothStates): RowCheck[] =>
  rowChecks({ from: before, to: after, renames: kitRenames });

/** @param statements of the way back */
export function wayBack(
  { before, after, kitRenames }: BothStates,
  { recorded, declared, difference }: { recorded: Warehouse; declared: Warehouse; difference: Difference },
  statements: readonly Statement[],
): WayBack {
  const back = diffWarehouses(declared, recorded, invertRenames(difference.renames));
  return {
    difference: back,
    destructive: findHazards(back, statements).filter(({ kind }) => kind === "destructive"),
    rowChecks: rowChecks({ from: after, to: before, renames: invertedHints(kitRenames) }),
  };
}
