// The way up of a revision that is there already, from another state than the one it was made for.
import { BREAKPOINT } from "../../model/breakpoint.ts";
import { kitMigration, stateOfSnapshots } from "./drizzle-kit.ts";
import type { KitHint } from "./drizzle-kit-hints.ts";
import { EntityPaths, KINDS } from "./entities.ts";
import { finishUp, type GeneratedUp, type UpRequest } from "./generate-up.ts";
import { kitRenames } from "./kit-renames.ts";
import type { KitSnapshot } from "./kit-state.ts";
import { createHints } from "./resolve-hints.ts";
import { leafIds, parseSnapshots, snapshotText } from "./snapshot-files.ts";

/** A first snapshot as one that builds on others. */
function asDiff(made: KitSnapshot): KitSnapshot {
  if (made.type === "diff") return made;
  const { ddl, ...head } = made;
  return { ...head, type: "diff", deltas: ddl.map((row) => ({ op: "create", row })) };
}

/**
 * Makes the way up anew: what the snapshot changes is changed in the state that the given revisions lead to.
 *
 * @param made the snapshot of a revision that does not conflict with those on which it is to build now
 * @throws {Refusal} where what it changes is not there
 */
export async function generateAgain(
  given: Pick<UpRequest, "before" | "snapshots" | "name"> & {
    readonly around: NonNullable<UpRequest["around"]>;
  },
  made: KitSnapshot,
): Promise<GeneratedUp> {
  const { before, snapshots, name } = given;
  const prevIds = leafIds(parseSnapshots(snapshots));
  const moved = prevIds.length === 0 ? made : { ...asDiff(made), prevIds };
  const after = await stateOfSnapshots([...snapshots, { name, text: snapshotText(moved) }]);
  const renames = kitRenames(moved, after);
  const former = renames.reduce(
    (paths, { kind, from, to }) => paths.renamed(kind, from, to),
    EntityPaths.ofState(before),
  );
  const hints: KitHint[] = [
    ...renames.map((rename) => ({ type: "rename" as const, ...rename })),
    // Whatever got no other name is new: nothing is left to ask.
    ...createHints({ before: former, after: EntityPaths.ofState(after) }, KINDS),
  ];
  const statements = await kitMigration(before, after, hints);
  const request = { ...given, after, exports: {}, hints: [] };
  return finishUp(request, moved, statements.join(`\n${BREAKPOINT}\n`), hints);
}
