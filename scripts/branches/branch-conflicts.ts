// What branches that nothing has joined yet do not agree about, with the places.
import { join } from "node:path";
import type { Revision } from "../migrations/folder.ts";
import { droppedPaths, meetings } from "../migrations/kit/footprints.ts";
import type { KitSnapshot } from "../migrations/kit/kit-state.ts";
import { openPairs } from "../migrations/lineage.ts";
import { type Diagnostic, problem } from "../model/diagnostic.ts";
import { displayPath } from "../model/identifier.ts";
import { type DeclaredPlaces, declaredPlaces } from "../sources/declared-places.ts";
import type { Project } from "../sources/project.ts";
import { accessConflicts, type Conflict } from "./access-conflicts.ts";
import { snapshotOf } from "./own-revision.ts";

/** What somebody can do about revisions that do not agree. */
const CONFLICT_HELP =
  "The one that no database has is to be made again behind the other: `dwh rebase` (make rebase) does that on the branch that it came from, `dwh squash` where it is several.";

const deltaOf = ({ folder }: Revision) => ({ file: join(folder, "delta.json") });

/** By what drizzle-kit says of the tables, and by what the deltas say of access. */
function conflictsOf(
  one: Revision,
  other: Revision,
  snapshots: readonly [KitSnapshot, KitSnapshot],
): Conflict[] {
  const tables = meetings(...snapshots).map(({ verbs, paths }): Conflict => {
    const deed = (side: 0 | 1) => `${verbs[side]} ${displayPath(paths[side])}`;
    return { deeds: [deed(0), deed(1)], sources: [], path: paths[0] };
  });
  const [dropped, droppedByOther] = snapshots.map(droppedPaths);
  return [
    ...tables,
    ...accessConflicts(
      { delta: one.delta, dropped: dropped ?? [] },
      { delta: other.delta, dropped: droppedByOther ?? [] },
    ),
  ];
}

/** How many conflicts of two revisions are told one by one. */
const TOLD = 5;

function told(
  one: Revision,
  other: Revision,
  conflicts: readonly Conflict[],
  { provenance, definition }: DeclaredPlaces,
): Diagnostic[] {
  return conflicts.slice(0, TOLD).map((conflict, index) => {
    const [deed, otherDeed] = conflict.deeds;
    const more = conflicts.length - TOLD;
    const rest = index === TOLD - 1 && more > 0 ? `, and ${more} more of these two` : "";
    const [said] = conflict.sources.flatMap((key) => provenance.get(key) ?? []);
    const at = said ?? definition(conflict.path ?? []);
    return problem(
      "branches-conflict",
      `two branches change the same thing: ${one.name} ${deed}, ${other.name} ${otherDeed}${rest}`,
      {
        at: at ?? deltaOf(other),
        related: [
          { message: "the one", at: deltaOf(one) },
          { message: "the other", at: deltaOf(other) },
        ],
        help: CONFLICT_HELP,
      },
    );
  });
}

/** What the revisions of each pair do not agree about. */
export async function conflictsBetween(
  project: Project,
  pairs: readonly (readonly [one: Revision, other: Revision])[],
): Promise<Diagnostic[]> {
  const snapshots = new Map<Revision, KitSnapshot>();
  for (const revision of new Set(pairs.flat())) snapshots.set(revision, snapshotOf(revision));
  const found = pairs.flatMap(([one, other]) => {
    const both = [snapshots.get(one), snapshots.get(other)] as [KitSnapshot, KitSnapshot];
    const conflicts = conflictsOf(one, other, both);
    return conflicts.length > 0 ? [{ one, other, conflicts }] : [];
  });
  if (found.length === 0) return [];
  const places = await declaredPlaces(project);
  return found.flatMap(({ one, other, conflicts }) => told(one, other, conflicts, places));
}

/** What revisions do not agree about of which none builds on the other and that nothing has joined. */
export const branchConflicts = (project: Project, revisions: readonly Revision[]): Promise<Diagnostic[]> =>
  conflictsBetween(project, openPairs(revisions));
