// What is done to columns, as a reviewer must know it.

import type { ColumnChange } from "../../sql/action.ts";
import { destroys, hazard, NOTHING, onOneLine, type Tellers, type Told } from "./told.ts";

/** By what is done to a column, which is given by its path. */
const COLUMN_CHANGES: Tellers<ColumnChange, [column: string]> = {
  type: () => NOTHING,
  "set not null": () => NOTHING,
  "drop not null": () => NOTHING,
  "set default": ({ expression }, column) =>
    hazard("change", `sets the default of ${column}: ${onOneLine(expression)}`),
  "drop default": (_, column) => hazard("change", `drops the default of ${column}`),
  "drop expression": (_, column) => hazard("change", `${column} is no longer generated`),
  "set expression": () => undefined,
  "add identity": ({ definition }, column) =>
    hazard("change", `${column} becomes an identity: ${onOneLine(definition).replace(/^GENERATED /i, "")}`),
  "change identity": ({ change }, column) =>
    hazard("change", `alters the identity of ${column}: ${onOneLine(change).replace(/^SET /i, "")}`),
  "drop identity": (_, column) => destroys(`drops the identity of ${column} with its sequence`, column),
  other: () => undefined,
};

/** What is told of a change of a column. */
export function columnHazards(change: ColumnChange, column: string): Told {
  const tell = COLUMN_CHANGES[change.kind] as (change: ColumnChange, column: string) => Told;
  return tell(change, column);
}
