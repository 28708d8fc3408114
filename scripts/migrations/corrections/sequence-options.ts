// Sequences that no longer begin again at their end, or begin elsewhere.
import { quoteLiteral, quotePath } from "../../model/identifier.ts";
import type { KitEntity } from "../kit/kit-state.ts";
import { type Change, pairs } from "./change.ts";
import type { Corrections } from "./correction.ts";

const pathOf = ({ schema = "public", name }: KitEntity): string => quotePath([schema, name]);

/** The options of a sequence, or of an identity, as drizzle-kit's state has them. */
export type SequenceOptions = Readonly<Record<string, unknown>>;

/** Whether a sequence counts down. */
export const isDescending = (options: SequenceOptions): boolean =>
  (numberOption(options, "increment") ?? 1n) < 0n;

/** The value of an option that is a number; undefined where it is not said. */
export function numberOption(options: SequenceOptions, name: string): bigint | undefined {
  const value = options[name];
  return typeof value === "string" && /^-?\d+$/.test(value) ? BigInt(value) : undefined;
}

/** `SELECT setval('"S"."q"', …, is_called) FROM "S"."q"`: drizzle-kit leaves the value where the new options may not have it. */
function correctStart(from: KitEntity, to: KitEntity, { first, behind }: Corrections): void {
  const [low, lower] = [numberOption(from, "minValue"), numberOption(to, "minValue")];
  const [start, later] = [numberOption(from, "startWith"), numberOption(to, "startWith")];
  if (low !== undefined && lower !== undefined && low < lower) {
    const path = pathOf(from);
    const value = `CASE WHEN is_called THEN ${lower} ELSE ${later ?? lower} END`;
    first.push(
      `SELECT setval(${quoteLiteral(path)}, ${value}, is_called) FROM ${path} WHERE last_value < ${lower};`,
    );
  } else if (start !== undefined && later !== undefined && start !== later) {
    const path = pathOf(to);
    const unused = `NOT is_called AND last_value = ${start}`;
    behind.push(`SELECT setval(${quoteLiteral(path)}, ${later}, false) FROM ${path} WHERE ${unused};`);
  }
}

/** drizzle-kit says CYCLE, and never NO CYCLE. */
export function correctSequenceOptions(change: Change, corrections: Corrections): void {
  for (const { from, to } of pairs(change, "sequences")) {
    if (from.cycle === true && to.cycle === false)
      corrections.behind.push(`ALTER SEQUENCE ${pathOf(to)} NO CYCLE;`);
    correctStart(from, to, corrections);
  }
}
