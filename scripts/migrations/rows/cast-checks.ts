// Values that a column's new type does not hold.
import { displayPath, quoteIdentifier } from "../../model/identifier.ts";
import type { RowCheck } from "../../model/row-check.ts";
import type { Pair } from "../corrections/change.ts";
import { cuts } from "../corrections/lossy-casts.ts";
import { valueType } from "../corrections/sequences-of-columns.ts";
import type { KitColumn } from "../kit/kit-state.ts";
import type { PairedTable } from "./paired-table.ts";

/** The values of a type of whole numbers. */
const RANGES: Readonly<Record<string, string>> = {
  smallint: "-32768 AND 32767",
  integer: "-2147483648 AND 2147483647",
  bigint: "-9223372036854775808 AND 9223372036854775807",
};

const ORDER = ["smallint", "integer", "bigint", "numeric", "real", "double precision"];

const nameOf = (type: string): string => type.replace(/\([\d, ]+\)/, "");

/** Types to which every value of the type can be cast. */
const SAFE: Readonly<Record<string, readonly string[]>> = {
  date: ["timestamp without time zone", "timestamp with time zone"],
  "timestamp without time zone": ["timestamp with time zone", "date", "time without time zone"],
  "timestamp with time zone": ["timestamp without time zone", "date", "time without time zone"],
  json: ["jsonb"],
  jsonb: ["json"],
  boolean: ["integer"],
  integer: ["boolean"],
};

/** Whether a cast gives every value, perhaps cut: to a text, a wider number, the same type with another size. */
function isSafe(before: string, after: string): boolean {
  const [from, to] = [nameOf(before), nameOf(after)];
  if (from === to || to === "text" || to === "character varying" || to === "character") return true;
  if (ORDER.includes(from) && ORDER.includes(to))
    return ORDER.indexOf(from) <= ORDER.indexOf(to) && !/\(/.test(after);
  return SAFE[from]?.includes(to) ?? false;
}

/** What a change of type may refuse: values that would be cut, numbers that are too large, texts that are none of it. */
export function castCheck(
  { from, to }: Pair<KitColumn>,
  table: PairedTable,
  refusesCuts: boolean,
): RowCheck[] {
  const [before, after] = [valueType(from), valueType(to)];
  if (before === after) return [];
  // An enum under another name keeps its values; one that loses some is told by them.
  if (from.typeSchema !== null && to.typeSchema !== null) return [];
  const name = quoteIdentifier(from.name);
  const what = `${displayPath([to.schema, to.table, to.name])} becomes ${after}`;
  if (cuts(before, after)) {
    if (!refusesCuts) return [];
    return [
      table.rows(
        `${what}: a value that does not fit is refused`,
        ` WHERE ${name} <> ${name}::${after}::${before}`,
      ),
    ];
  }
  const range = RANGES[after];
  if (range !== undefined && ORDER.includes(before) && ORDER.indexOf(before) > ORDER.indexOf(after)) {
    return [table.rows(`${what}: a number outside of it is refused`, ` WHERE ${name} NOT BETWEEN ${range}`)];
  }
  return isSafe(before, after) ? [] : [table.check(`${what}: a value that is none is refused`)];
}
