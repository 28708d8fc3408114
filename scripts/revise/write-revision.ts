// A planned revision → its proof and its folder.
import { join } from "node:path";
import { type DeltaRecord, sha256, writeDeltaFile } from "../migrations/delta-file.ts";
import { type RevisionFiles, writeFolder } from "../migrations/folder.ts";
import { COLLECTIONS } from "../model/collections.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import { applyRenames } from "../model/fold.ts";
import type { Warehouse } from "../model/warehouse.ts";
import type { Ground } from "../prove/ground.ts";
import { prove } from "../prove/prove.ts";
import { renderReview } from "../review/review.ts";
import type { Project } from "../sources/project.ts";
import type { PlannedRevision } from "./plan-revision.ts";

/** A revision that is on disk now. */
interface WrittenRevision {
  /** Absolute. */
  readonly folder: string;
  readonly files: RevisionFiles;
}

/** What delta.json is to say of a planned revision. */
function deltaRecord({ message, snapshot, difference, rows, migration, down }: PlannedRevision): DeltaRecord {
  return {
    message,
    delta: difference,
    rows,
    snapshot: { id: snapshot.id, parents: snapshot.parents },
    files: {
      "migration.sql": sha256(migration),
      "down.sql": sha256(down),
      "snapshot.json": sha256(snapshot.text),
    },
  };
}

/** The revision with what the server of the proof said of its views. */
function withViewReads(revision: PlannedRevision, viewReads: Warehouse["viewReads"]): PlannedRevision {
  const { difference, recorded, declared } = revision;
  const before = applyRenames(recorded, difference.renames).viewReads;
  return {
    ...revision,
    declared: { ...declared, viewReads },
    difference: { ...difference, viewReads: COLLECTIONS.viewReads.diff(before, viewReads) },
  };
}

/** The folder's files by name. @param proof what was proved, a line each, and what the server said of views */
export function revisionFiles(
  planned: PlannedRevision,
  proof: { readonly lines: readonly string[]; readonly viewReads?: Warehouse["viewReads"] },
): RevisionFiles {
  const revision = proof.viewReads ? withViewReads(planned, proof.viewReads) : planned;
  const { message, difference, recorded, declared, hazards, definitions, rows, wayBack } = revision;
  const review = renderReview({
    message,
    difference,
    from: applyRenames(recorded, difference.renames),
    to: declared,
    hazards,
    definitions,
    rows,
    wayBack,
    proof: proof.lines,
  });
  return {
    "migration.sql": revision.migration,
    "down.sql": revision.down,
    "snapshot.json": revision.snapshot.text,
    "delta.json": writeDeltaFile(deltaRecord(revision)),
    "review.md": review,
  };
}

/**
 * Proves a revision and writes its folder.
 *
 * @param options.where the folder whose files are named in messages; generated/ unless it is a
 *   draft, whose scripts were written by hand
 * @throws {Refusal} when the proof fails; then nothing is written
 */
export async function proveAndWrite(
  project: Project,
  revision: PlannedRevision,
  options: {
    readonly proof: boolean;
    readonly where?: string;
    readonly ground?: Ground | undefined;
    readonly onStep?: (text: string) => void;
  },
): Promise<WrittenRevision> {
  const folder = join(project.config.out, revision.name);
  const where = options.where ?? folder;
  const proof = options.proof
    ? await prove({
        root: project.root,
        earlier: revision.earlier,
        migration: { file: join(where, "migration.sql"), text: revision.migration },
        down: { file: join(where, "down.sql"), text: revision.down },
        delta: revision.difference,
        states: revision.states,
        draft: options.where !== undefined,
        recorded: revision.recorded,
        declared: revision.declared,
        promises: revision.promises,
        views: revision.views,
        variables: project.config.variables,
        ground: options.ground,
        ...(options.onStep && { onStep: options.onStep }),
      })
    : { lines: ["not proved: written with --no-proof"] };
  const files = revisionFiles(revision, proof);
  await writeFolder(folder, files);
  return { folder, files };
}

/** Refuses what destroys data unless it was allowed, naming every such step. */
export function refuseDestruction({ hazards, allowed = [] }: PlannedRevision): void {
  const destructive = hazards.filter(
    ({ kind, message }) => kind === "destructive" && !allowed.includes(message),
  );
  if (destructive.length === 0) return;
  throw new Refusal(
    destructive.map(({ message }) =>
      problem("destructive", `the revision ${message}`, {
        help: "Say --destructive (make revision … destructive=1) if that is meant; --rename if a thing got another name.",
      }),
    ),
  );
}
