import type { KeptSequence } from "../../model/warehouse.ts";
import { readStatement } from "../../sql/read-statement.ts";
import type { Statement } from "../../sql/statement.ts";
import { kitMigration } from "./drizzle-kit.ts";
import { EntityPaths, KINDS } from "./entities.ts";
import { withKeptSequenceNames } from "./kept-sequence-names.ts";
import { invertedHints, type KitRename } from "./kit-renames.ts";
import { type KitEntity, type KitState, sameState, withExplicitNames } from "./kit-state.ts";
import { withOrderedViews } from "./ordered-views.ts";
import { createHints } from "./resolve-hints.ts";

/**
 * Lets drizzle-kit make the way back.
 *
 * @param states.before the state that the revision begins with
 * @param states.after the state that its snapshot leads to, with the names that renames left as they were
 * @param states.kitRenames of the revision
 * @param states.kept sequences of the state before that go by a former name
 * @returns the statements in order
 */
export async function generateDown(states: {
  readonly before: KitState;
  readonly after: KitState;
  readonly kitRenames: readonly KitRename[];
  readonly kept: ReadonlyMap<string, KeptSequence>;
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
  // A table that is made again has constraints under the names that they had, not under those that it would give them.
  const isAnew = ({ schema, table }: KitEntity) =>
    schema !== undefined && table !== undefined && !moved.has("table", [schema, table]);
  const named = {
    ...before,
    ddl: before.ddl.map((entity) => (isAnew(entity) ? withExplicitNames(entity) : entity)),
  };
  const texts = await kitMigration(after, named, [...renames, ...creates]);
  const ordered = await withOrderedViews(texts.map(readStatement), after, before);
  return withKeptSequenceNames(ordered, before, states.kept);
}
