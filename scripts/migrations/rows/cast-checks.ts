// Values that a column's new type does not hold.
import { type Allowance, allows } from "../../model/allowance.ts";
import { cuts, misfits, refuses } from "../../model/cast.ts";
import { displayPath, quoteIdentifier } from "../../model/identifier.ts";
import type { RowCheck } from "../../model/row-check.ts";
import type { Pair } from "../corrections/change.ts";
import { valueType } from "../corrections/sequences-of-columns.ts";
import type { KitColumn } from "../kit/kit-state.ts";
import type { PairedTable } from "./paired-table.ts";

/** What another type may refuse: values that would be cut, numbers that are too large, texts that are none of it. */
export function castCheck({ from, to }: Pair<KitColumn>, table: PairedTable, mayCut: Allowance): RowCheck[] {
  const [before, after] = [valueType(from), valueType(to)];
  // An enum under another name keeps its values; one that loses some is told by them.
  if (from.typeSchema !== null && to.typeSchema !== null) return [];
  const path = displayPath([to.schema, to.table, to.name]);
  const what = `${path} becomes ${after}`;
  const cut = cuts(before, after);
  if (cut ? allows(mayCut, path) : !refuses(before, after)) return [];
  const condition = misfits(quoteIdentifier(from.name), before, after);
  if (condition === undefined) return [table.check(`${what}: a value that is none is refused`)];
  const which = cut ? "a value that does not fit" : "a number outside of it";
  return [table.rows(`${what}: ${which} is refused`, ` WHERE ${condition}`)];
}
