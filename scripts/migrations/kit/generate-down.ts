import { type Around, NOTHING_AROUND } from "../corrections/change.ts";
import { correctedMigration } from "../corrections/corrected-migration.ts";
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
  /** What the states do not say, seen from the way back. */
  readonly around?: Around;
}): Promise<readonly string[]> {
  const { before, after, kitRenames, around = NOTHING_AROUND } = states;
  if (kitRenames.length === 0 && sameState(before, after)) return [];
  const renames = invertedHints(kitRenames);
  const moved = renames.reduce(
    (paths, { kind, from, to }) => paths.renamed(kind, from, to),
    EntityPaths.ofState(after),
  );
  // Whatever is not renamed is made again: nothing is left to ask.
  const creates = createHints({ before: moved, after: EntityPaths.ofState(before) }, KINDS);
  const hints = [...renames, ...creates];
  const change = { from: after, to: before, renames, ...around };
  const corrected = await correctedMigration(change, hints);
  const statements = corrected?.statements ?? (await kitMigration(after, before, hints));
  const texts = statements.map((statement) => statement.trim());
  const ordered = await withOrderedViews(texts, after, before);
  // Nobody is asked on the way back: it carries both forms.
  return ordered.flatMap((statement) => {
    const cutting = corrected?.cutting.get(statement);
    if (cutting === undefined) return [statement];
    return [`-- when cut = refused\n${statement}`, `-- when cut = allowed\n${cutting}`];
  });
}
