// What is done to columns, as a reviewer must know it.

import { keepsStorage } from "../../model/storage.ts";
import type { ColumnChange } from "../../sql/action.ts";
import { destroys, hazard, NOTHING, onOneLine, type Retyped, type Tellers, type Told } from "./told.ts";

type ColumnArguments = [table: string, column: string, retyped: Retyped];

/** By what is done to a column, which is given by its path. */
const COLUMN_CHANGES: Tellers<ColumnChange, ColumnArguments> = {
  type: (_, table, column, retyped) => {
    const types = retyped.column(column);
    return types && keepsStorage(types.from, types.to)
      ? NOTHING
      : hazard("lock", `${table}: may rewrite the table: everybody waits`);
  },
  "set not null": (_, table) => hazard("lock", `${table}: reads the whole table: everybody waits`),
  "drop not null": () => NOTHING,
  "set default": ({ expression }, _, column) =>
    hazard("change", `sets the default of ${column}: ${onOneLine(expression)}`),
  "drop default": (_, __, column) => hazard("change", `drops the default of ${column}`),
  "drop expression": (_, __, column) => hazard("change", `${column} is no longer generated`),
  "set expression": () => undefined,
  "add identity": ({ definition }, _, column) =>
    hazard("change", `${column} becomes an identity: ${onOneLine(definition).replace(/^GENERATED /i, "")}`),
  "change identity": ({ change }, _, column) =>
    hazard("change", `alters the identity of ${column}: ${onOneLine(change).replace(/^SET /i, "")}`),
  "drop identity": (_, __, column) => destroys(`drops the identity of ${column} with its sequence`, column),
  other: () => undefined,
};

/** What is told of a change of a column. */
export function columnHazards(change: ColumnChange, ...about: ColumnArguments): Told {
  const tell = COLUMN_CHANGES[change.kind] as (change: ColumnChange, ...about: ColumnArguments) => Told;
  return tell(change, ...about);
}
