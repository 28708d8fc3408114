// A revision of one's own as it was made, and as it is made behind others.
import { changedFiles, type Revision, readSnapshot } from "../migrations/folder.ts";
import { generateAgain } from "../migrations/kit/generate-again.ts";
import { kitRenames } from "../migrations/kit/kit-renames.ts";
import type { KitSnapshot } from "../migrations/kit/kit-state.ts";
import { parseSnapshots } from "../migrations/kit/snapshot-files.ts";
import { ancestorsOf } from "../migrations/lineage.ts";
import { refuseErrors } from "../model/diagnostic.ts";
import { foldDelta } from "../model/fold.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import { cutColumns, departuresIn, plannedAgain } from "../revise/planned-again.ts";
import type { PlannedRevision } from "../revise/planned-revision.ts";
import { objectsAround, putTogether, surroundings } from "../revise/put-together.ts";
import type { DeclaredViews } from "../sources/declared-views.ts";
import type { Project } from "../sources/project.ts";
import { changesIn } from "../sources/read-sources.ts";
import { readRecorded, withState } from "../sources/recorded.ts";

/** A revision of one's own, with what it was when it was made. */
export interface OwnRevision {
  readonly revision: Revision;
  /** In the state that those lead to on which it builds. */
  readonly former: PlannedRevision;
  readonly snapshot: KitSnapshot;
  /** Those on which it builds. */
  readonly earlier: readonly Revision[];
  /** Columns whose values its way up cuts. */
  readonly mayCut: ReadonlySet<string>;
  /** The messages of what it destroys, which was allowed when it was made. */
  readonly allowed: readonly string[];
  /** Also where nobody knows: then what is written counts. */
  readonly byHand: boolean;
}

/** Revisions as a history of their own, in their order. */
export const asHistory = (revisions: readonly Revision[]): Revision[] =>
  revisions.map((revision, index) => ({ ...revision, number: index + 1 }));

/** The snapshot of a revision. @throws {Refusal} where it was changed */
export function snapshotOf(revision: Revision): KitSnapshot {
  const { name } = revision;
  const own = parseSnapshots([{ name, text: readSnapshot(revision) }])[name];
  if (!own) throw new Error(`there is no snapshot of ${name}`);
  return own;
}

/** Views whose right to show something was looked at before. */
export const allCleared = ({ relations }: Warehouse): DeclaredViews => ({
  cleared: new Set([...relations].filter(([, { kind }]) => kind.endsWith("view")).map(([key]) => key)),
  placeOf: () => undefined,
});

/** @throws {Refusal} where one of its files is not as it was proved */
export async function readOwn(
  project: Project,
  revisions: readonly Revision[],
  revision: Revision,
): Promise<OwnRevision> {
  refuseErrors(changedFiles(revision));
  const known = ancestorsOf(revisions).get(revision.snapshot.id) ?? new Set<string>();
  const history = asHistory([...revisions.filter(({ snapshot }) => known.has(snapshot.id)), revision]);
  const own = history.at(-1) ?? revision;
  const former = await plannedAgain(project, history, own);
  const snapshot = snapshotOf(revision);
  return {
    revision,
    former,
    snapshot,
    earlier: history.slice(0, -1),
    mayCut: cutColumns(revision, {
      ...former.states,
      kitRenames: kitRenames(snapshot, former.states.after),
    }),
    allowed: former.hazards.filter(({ kind }) => kind === "destructive").map(({ message }) => message),
    byHand: revision.byHand || revision.files["review.md"] === undefined,
  };
}

/**
 * Plans a revision again: it does behind other revisions what it did.
 *
 * @param own of which nothing conflicts with them
 * @param scripts whether those that were written by hand are kept
 * @throws {Refusal} where what it changes is not there
 */
export async function planBehind(
  project: Project,
  earlier: readonly Revision[],
  { revision, snapshot, mayCut, allowed, byHand }: OwnRevision,
  { name, scripts }: { readonly name: string; readonly scripts: "kept" | "planned" },
): Promise<PlannedRevision> {
  const { message, migration, down, delta } = revision;
  const code = revision.code?.text;
  const before = await readRecorded(project.root, earlier);
  const known = surroundings(before.recorded);
  const folded = foldDelta(before.recorded, delta);
  const { online } = revision;
  const objects = objectsAround(before.recorded, folded);
  const around = { before: known, after: known, mayCut, online, ...objects };
  const up = await generateAgain(
    { before: before.state, snapshots: before.snapshots, name, around },
    snapshot,
  );
  const declared = withState(folded, up.state);
  const difference = diffWarehouses(before.recorded, declared, delta.renames);
  const compared = {
    declared,
    difference,
    changes: changesIn(earlier, difference),
    departures: departuresIn(migration),
    views: allCleared(declared),
    expectations: [],
    provenance: new Map(),
    warnings: [],
  };
  const planned = await putTogether(
    { project, earlier, before },
    {
      name,
      message,
      up,
      compared,
      mayCut,
      online,
      ...(byHand &&
        scripts === "kept" && { byHand: { migration, down, ...(code !== undefined && { code }) } }),
    },
  );
  return { ...planned, allowed };
}
