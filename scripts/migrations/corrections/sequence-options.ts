// Sequences that no longer begin again at their end.
import { quotePath } from "../../model/identifier.ts";
import { type Change, pairs } from "./change.ts";
import type { Corrections } from "./correction.ts";

/** drizzle-kit says CYCLE, and never NO CYCLE. */
export function correctSequenceOptions(change: Change, { behind }: Corrections): void {
  for (const { from, to } of pairs(change, "sequences")) {
    if (from.cycle === true && to.cycle === false)
      behind.push(`ALTER SEQUENCE ${quotePath([to.schema ?? "public", to.name])} NO CYCLE;`);
  }
}
