// Values that a new type does not hold: an error that names the column, and no value.
import { displayPath, quoteIdentifier, quoteLiteral } from "../../model/identifier.ts";
import type { KitColumn } from "../kit/kit-state.ts";

/** An error that names the column, of the new type. */
export function refusing({ schema, table, name }: KitColumn, type: string): string {
  const what = `a value of ${displayPath([schema, table, name])} does not fit ${type}`;
  // A text that is no number: the server shows it as the error. It must not be a constant, which is computed beforehand.
  return `(${quoteLiteral(what)} || left(${quoteIdentifier(name)}::text, 0))::integer::text::${type}`;
}

/** `CASE WHEN <it does not fit> THEN <an error that names the column> ELSE <cast> END` */
export const careful = (
  column: KitColumn,
  [, after]: readonly [before: string, after: string],
  value: string,
  misfit: string,
): string => `CASE WHEN ${misfit} THEN ${refusing(column, after)} ELSE ${value}::${after} END`;
