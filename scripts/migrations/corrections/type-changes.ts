// Columns that change their type: defaults, checks, policies and the like give way, casts that cut are not made in silence.
import { cuts, misfits } from "../../model/cast.ts";
import { displayPath, quoteIdentifier, quoteLiteral } from "../../model/identifier.ts";
import type { KitColumn } from "../kit/kit-state.ts";
import { type Change, columnPairs, type Pair, pairs } from "./change.ts";
import type { Corrections } from "./correction.ts";
import { hangsOnType } from "./dependents.ts";
import { remadeEnums } from "./enum-values.ts";
import { alterColumn, plainType, valueType } from "./sequences-of-columns.ts";
import { isGenerated, takeDown } from "./take-down.ts";

/** `CASE WHEN <it does not fit> THEN <an error that names the column> ELSE <cast> END` */
function careful({ from, to }: Pair<KitColumn>): string {
  const column = quoteIdentifier(to.name);
  const [before, after] = [valueType(from), valueType(to)];
  const what = `a value of ${displayPath([to.schema, to.table, to.name])} does not fit ${after}`;
  // A text that is no number: the server shows it as the error. It must not be a constant, which is computed beforehand.
  const error = `(${quoteLiteral(what)} || left(${column}::text, 0))::integer::text::${after}`;
  return `CASE WHEN ${misfits(column, before, after)} THEN ${error} ELSE ${column}::${after} END`;
}

/** What stands behind USING where drizzle-kit's cast does not do; undefined where it does. */
function conversion(pair: Pair<KitColumn>): string | undefined {
  const { from, to } = pair;
  const column = quoteIdentifier(to.name);
  if (from.dimensions === 0 && to.dimensions > 0)
    return `CASE WHEN ${column} IS NOT NULL THEN ARRAY[${column}]::${valueType(to)} END`;
  return cuts(valueType(from), valueType(to)) ? careful(pair) : undefined;
}

/** The columns whose type changes, or is made again. */
function retyped(change: Change): Pair<KitColumn>[] {
  const remade = remadeEnums(change);
  const isRemade = ({ typeSchema, type }: KitColumn) =>
    typeSchema !== null && remade.has(displayPath([typeSchema, type]));
  const sameEnum = new Map(
    pairs(change, "enums").map(({ from, to }) => [
      displayPath([from.schema ?? "", from.name]),
      displayPath([to.schema ?? "", to.name]),
    ]),
  );
  const isSame = ({ from, to }: Pair<KitColumn>) => {
    if (from.typeSchema === null || to.typeSchema === null) return valueType(from) === valueType(to);
    const now = sameEnum.get(displayPath([from.typeSchema, from.type]));
    return now === displayPath([to.typeSchema, to.type]) && from.dimensions === to.dimensions;
  };
  return columnPairs(change).filter(
    (pair) => !isGenerated(pair.from) && !isGenerated(pair.to) && (!isSame(pair) || isRemade(pair.to)),
  );
}

/** drizzle-kit changes the type under whatever looks at it, and cuts values with an explicit cast. */
export function correctTypes(change: Change, corrections: Corrections): void {
  for (const pair of retyped(change)) {
    for (const side of ["from", "to"] as const) {
      for (const entity of hangsOnType(pair[side], change[side])) takeDown(entity, side, change, corrections);
      if (pair[side].default !== null) corrections.takenDown[side].set(pair[side], { default: null });
    }
    const using = conversion(pair);
    const path = displayPath([pair.to.schema, pair.to.table, pair.to.name]);
    const cutting = cuts(valueType(pair.from), valueType(pair.to));
    if (using === undefined || (cutting && change.mayCut.has(path))) continue;
    const { typeSchema, dimensions } = pair.to;
    const type = plainType(pair.to);
    corrections.unsaid.from.set(pair.from, { type, typeSchema, dimensions });
    corrections.unsaid.to.set(pair.to, { type });
    const alter = `${alterColumn(pair.to)} SET DATA TYPE ${valueType(pair.to)} USING`;
    const careful = `${alter} ${using};`;
    corrections.behind.push(careful);
    if (cutting)
      corrections.cutting.set(careful, `${alter} ${quoteIdentifier(pair.to.name)}::${valueType(pair.to)};`);
  }
}
