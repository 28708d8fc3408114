// The way back of a revision, as drizzle-kit makes it.

import type { KeptSequence } from "../../model/warehouse.ts";
import { readStatement } from "../../sql/read-statement.ts";
import type { Statement } from "../../sql/statement.ts";
import { aroundObjects } from "../corrections/around-objects.ts";
import { type Around, type Change, NOTHING_AROUND } from "../corrections/change.ts";
import { kitMigration } from "./drizzle-kit.ts";
import { EntityPaths, KINDS } from "./entities.ts";
import { withKeptSequenceNames } from "./kept-sequence-names.ts";
import { invertedHints, type KitRename } from "./kit-renames.ts";
import { type KitEntity, type KitState, sameState, withExplicitNames } from "./kit-state.ts";
import { withOrderedViews } from "./ordered-views.ts";
import { createHints } from "./resolve-hints.ts";

/** A statement for runs in which values may be cut, or may not. */
const whereCut = (cut: "allowed" | "refused", statement: Statement): Statement => ({
  ...statement,
  directives: { ...statement.directives, variables: { cut: [cut] } },
});

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
  /** What the states do not say, seen from the way back. */
  readonly around?: Around;
}): Promise<readonly Statement[]> {
  const { before, after, kitRenames, around = NOTHING_AROUND } = states;
  const isSame = kitRenames.length === 0 && sameState(before, after);
  const hasObjects = around.goneObjects || (around.encryptions?.to.size ?? 0) > 0;
  if (isSame && !hasObjects) return [];
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
  const ddl = before.ddl.map((entity) => (isAnew(entity) ? withExplicitNames(entity) : entity));
  const named = ddl.some((entity, index) => entity !== before.ddl[index]) ? { ...before, ddl } : before;
  const hints = [...renames, ...creates];
  const change = { from: after, to: named, renames, ...around };
  const plain = async (way: Change) => (await kitMigration(way.from, way.to, hints)).map(readStatement);
  const { statements, cutting } = await aroundObjects(change, hints, plain);
  const ordered = await withOrderedViews(statements, after, before);
  // Nobody is asked on the way back: it carries both forms.
  const both = ordered.flatMap((statement) => {
    const cut = cutting.get(statement);
    return cut ? [whereCut("refused", statement), whereCut("allowed", cut)] : [statement];
  });
  return withKeptSequenceNames(both, before, states.kept);
}
