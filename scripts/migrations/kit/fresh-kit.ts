// drizzle-kit's statements from nothing to a state.
import type { KeptSequence } from "../../model/warehouse.ts";
import { readStatement } from "../../sql/read-statement.ts";
import type { Statement } from "../../sql/statement.ts";
import { kitMigration } from "./drizzle-kit.ts";
import { withKeptSequenceNames } from "./kept-sequence-names.ts";
import { EMPTY_STATE, type KitState } from "./kit-state.ts";
import { withOrderedViews } from "./ordered-views.ts";

/**
 * All that the definitions make, in an order in which it can be made.
 *
 * @param kept sequences that have another name than PostgreSQL gives them, by the path of the column
 */
export async function freshKit(
  state: KitState,
  kept: ReadonlyMap<string, KeptSequence>,
): Promise<readonly Statement[]> {
  const statements = (await kitMigration(EMPTY_STATE, state, [])).map(readStatement);
  return withKeptSequenceNames(await withOrderedViews(statements, EMPTY_STATE, state), state, kept);
}
