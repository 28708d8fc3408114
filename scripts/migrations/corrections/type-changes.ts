// Columns that change their type: defaults, checks, policies and the like give way, casts that cut are not made in silence.
import { cuts, misfits } from "../../model/cast.ts";
import { displayPath, quoteIdentifier } from "../../model/identifier.ts";
import type { KitColumn } from "../kit/kit-state.ts";
import { type Change, columnPairs, type Pair, pairs } from "./change.ts";
import type { Corrections } from "./correction.ts";
import { hangsOnType } from "./dependents.ts";
import { correctEncrypted, recodings } from "./encrypted-columns.ts";
import { remadeEnums } from "./enum-values.ts";
import { careful, refusing } from "./refused-values.ts";
import { alterColumn, plainType, valueType } from "./sequences-of-columns.ts";
import { isGenerated, takeDown } from "./take-down.ts";

const isJson = (type: string): boolean => type === "json" || type === "jsonb";

/** To and from these PostgreSQL casts everything. */
const isText = (type: string): boolean =>
  /^(?:text|character|character varying)(?:\(\d+\))?(?:\[\])?$/.test(type);

/** A value becomes an array of one, a text or JSON that is an array already that one. */
function intoArray({ from, to }: Pair<KitColumn>): string {
  const column = quoteIdentifier(to.name);
  const [before, after] = [valueType(from), valueType(to)];
  const value = isJson(before) && !isText(after) ? `${column} #>> '{}'` : column;
  const single = `WHEN ${column} IS NOT NULL THEN ARRAY[${value}]::${after}`;
  if (isText(before)) return `CASE WHEN ${column} LIKE '{%}' THEN ${column}::${after} ${single} END`;
  if (!isJson(before) || isText(after)) return `CASE ${single} END`;
  const isArray = `${before}_typeof(${column}) = 'array'`;
  return `CASE WHEN ${isArray} THEN translate(${column}::text, '[]', '{}')::${after} ${single} END`;
}

/** What stands behind USING where drizzle-kit's cast does not do; undefined where it does. */
function conversion(pair: Pair<KitColumn>): string | undefined {
  const { from, to } = pair;
  const column = quoteIdentifier(to.name);
  const [before, after] = [valueType(from), valueType(to)];
  if (from.dimensions === 0 && to.dimensions > 0) return intoArray(pair);
  if (isJson(after) && !isText(before) && !isJson(before)) return `to_${after}(${column})`;
  if (isJson(before) && !isText(after) && !isJson(after) && to.dimensions === 0)
    return `(${column} #>> '{}')::${after}`;
  // A text takes the whole array.
  if (from.dimensions > 0 && to.dimensions === 0 && !isText(after))
    return `CASE WHEN cardinality(${column}) > 1 THEN ${refusing(to, after)} ELSE (${column})[1]::${after} END`;
  if (!cuts(before, after)) return undefined;
  return careful(to, [before, after], column, misfits(column, before, after) ?? "false");
}

/** The columns whose type changes, or is made again, and others whose values are written anew. */
function retyped(change: Change, isRecoded: (pair: Pair<KitColumn>) => boolean): Pair<KitColumn>[] {
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
    (pair) =>
      !isGenerated(pair.from) &&
      !isGenerated(pair.to) &&
      (!isSame(pair) || isRemade(pair.to) || isRecoded(pair)),
  );
}

/** drizzle-kit changes the type under whatever looks at it, and cuts values with an explicit cast. */
export function correctTypes(change: Change, corrections: Corrections): void {
  const recoded = recodings(change);
  const ofPair = new Set(recoded.map(({ pair }) => pair));
  for (const pair of retyped(change, (one) => ofPair.has(one))) {
    for (const side of ["from", "to"] as const) {
      for (const entity of hangsOnType(pair[side], change[side])) takeDown(entity, side, change, corrections);
      if (pair[side].default !== null) corrections.takenDown[side].set(pair[side], { default: null });
    }
    const isRecoded = ofPair.has(pair);
    const using = isRecoded ? "" : conversion(pair);
    const path = displayPath([pair.to.schema, pair.to.table, pair.to.name]);
    const cutting = !isRecoded && cuts(valueType(pair.from), valueType(pair.to));
    if (using === undefined || (cutting && change.mayCut.has(path))) continue;
    const { typeSchema, dimensions } = pair.to;
    const type = plainType(pair.to);
    corrections.unsaid.from.set(pair.from, { type, typeSchema, dimensions });
    corrections.unsaid.to.set(pair.to, { type });
    if (isRecoded) continue;
    const alter = `${alterColumn(pair.to)} SET DATA TYPE ${valueType(pair.to)} USING`;
    const careful = `${alter} ${using};`;
    corrections.behind.push(careful);
    if (cutting)
      corrections.cutting.set(careful, `${alter} ${quoteIdentifier(pair.to.name)}::${valueType(pair.to)};`);
  }
  correctEncrypted(change, recoded, corrections);
}
