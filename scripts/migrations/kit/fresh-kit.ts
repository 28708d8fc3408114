// drizzle-kit's statements from nothing to a state.
import { readStatement } from "../../sql/read-statement.ts";
import type { Statement } from "../../sql/statement.ts";
import { kitMigration } from "./drizzle-kit.ts";
import { EMPTY_STATE, type KitState } from "./kit-state.ts";
import { withOrderedViews } from "./ordered-views.ts";

/** All that the definitions make, in an order in which it can be made. */
export async function freshKit(state: KitState): Promise<readonly Statement[]> {
  const statements = (await kitMigration(EMPTY_STATE, state, [])).map(readStatement);
  return withOrderedViews(statements, EMPTY_STATE, state);
}
