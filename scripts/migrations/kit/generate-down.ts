import { readStatement } from "../../sql/read-statement.ts";
import type { Statement } from "../../sql/statement.ts";
import { kitMigration } from "./drizzle-kit.ts";
import { EntityPaths, KINDS } from "./entities.ts";
import { invertedHints, type KitRename } from "./kit-renames.ts";
import { type KitState, sameState } from "./kit-state.ts";
import { withOrderedViews } from "./ordered-views.ts";
import { createHints } from "./resolve-hints.ts";

/**
 * Lets drizzle-kit make the way back.
 *
 * @param states.before the state that the revision begins with
 * @param states.after the state that its snapshot leads to, with the names that renames left as they were
 * @param states.kitRenames of the revision
 * @returns the statements in order
 */
export async function generateDown(states: {
  readonly before: KitState;
  readonly after: KitState;
  readonly kitRenames: readonly KitRename[];
}): Promise<readonly Statement[]> {
  const { before, after, kitRenames } = states;
  if (kitRenames.length === 0 && sameState(before, after)) return [];
  const renames = invertedHints(kitRenames);
  const moved = renames.reduce(
    (paths, { kind, from, to }) => paths.renamed(kind, from, to),
    EntityPaths.ofState(after),
  );
  // Whatever is not renamed is made again: nothing is left to ask.
  const creates = createHints({ before: moved, after: EntityPaths.ofState(before) }, KINDS);
  const texts = await kitMigration(after, before, [...renames, ...creates]);
  return withOrderedViews(texts.map(readStatement), after, before);
}
