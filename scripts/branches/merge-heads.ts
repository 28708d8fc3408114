// Several heads of a history joined by a revision that changes nothing.
import { loadRevisions, type Revision } from "../migrations/folder.ts";
import type { GeneratedUp } from "../migrations/kit/generate-up.ts";
import {
  identified,
  leafIds,
  parseSnapshots,
  snapshotText,
  unchanged,
} from "../migrations/kit/snapshot-files.ts";
import { headsOf } from "../migrations/lineage.ts";
import { folderName, nextTime } from "../migrations/revision-name.ts";
import { refuseErrors } from "../model/diagnostic.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import type { PlannedRevision } from "../revise/planned-revision.ts";
import { putTogether } from "../revise/put-together.ts";
import { proveAndWrite } from "../revise/write-revision.ts";
import type { Project } from "../sources/project.ts";
import { readRecorded } from "../sources/recorded.ts";
import { proveOrders } from "./both-orders.ts";
import { branchConflicts } from "./branch-conflicts.ts";
import { allCleared } from "./own-revision.ts";

/** What came of it. */
interface Merged {
  /** Of before; there was nothing to join where they are fewer than two. */
  readonly heads: readonly string[];
  readonly name?: string;
  readonly review?: string;
  /** What was proved of the branches. */
  readonly proved?: readonly string[];
}

/** A revision that builds on all heads. */
async function planMerge(
  project: Project,
  earlier: readonly Revision[],
  message: string,
): Promise<PlannedRevision> {
  const before = await readRecorded(project.root, earlier);
  const { recorded, state } = before;
  const name = folderName(nextTime(new Date(), earlier), message);
  const parents = leafIds(parseSnapshots(before.snapshots));
  const snapshot = identified(unchanged(parents), name);
  const up: GeneratedUp = {
    status: "ok",
    statements: [],
    snapshot: snapshotText(snapshot),
    id: snapshot.id,
    parents,
    renames: [],
    kitRenames: [],
    state,
  };
  const difference = diffWarehouses(recorded, recorded);
  const compared = {
    declared: recorded,
    difference,
    changes: difference,
    departures: new Map(),
    views: allCleared(recorded),
    expectations: [],
    provenance: new Map(),
    warnings: [],
  };
  return putTogether({ project, earlier, before }, { name, message, up, compared, mayCut: new Set() });
}

/**
 * Joins the heads of a history. Each branch is proved behind the others before: databases have applied either first.
 *
 * @throws {Refusal} where they conflict, or a proof fails; then nothing is written
 */
export async function mergeHeads(
  project: Project,
  options: { readonly message?: string | undefined; readonly onStep?: (text: string) => void } = {},
): Promise<Merged> {
  const revisions = await loadRevisions(project.config.out);
  const heads = headsOf(revisions);
  const names = heads.map(({ name }) => name);
  if (heads.length < 2) return { heads: names };
  refuseErrors(await branchConflicts(project, revisions));
  const { onStep } = options;
  const message = options.message || `merge ${heads.map((head) => head.message).join(" and ")}`;
  const planned = await planMerge(project, revisions, message);
  const proved = await proveOrders(project, revisions, onStep);
  const { files } = await proveAndWrite(project, planned, { proof: true, ...(onStep && { onStep }) });
  return { heads: names, name: planned.name, review: files["review.md"] ?? "", proved };
}
