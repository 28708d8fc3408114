// A planned revision → its proof and its folder.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type NewRecord, sha256, writeDeltaFile } from "../migrations/delta-file.ts";
import { type RevisionFiles, writeFolder } from "../migrations/folder.ts";
import { settledRequirements } from "../migrations/requirements.ts";
import { type Allowance, allows, NOTHING_ALLOWED, unknownAllowed } from "../model/allowance.ts";
import { COLLECTIONS } from "../model/collections.ts";
import { problem, refuseErrors } from "../model/diagnostic.ts";
import { applyRenames } from "../model/fold.ts";
import type { Warehouse } from "../model/warehouse.ts";
import type { Ground } from "../prove/ground.ts";
import { prove } from "../prove/prove.ts";
import { phaseLines } from "../review/phase-lines.ts";
import { renderReview } from "../review/review.ts";
import type { Project } from "../sources/project.ts";
import { scratchPlace } from "../sources/scratch-place.ts";
import { codePlaceProblems, saysBatches } from "../sql/code-place.ts";
import { elevatedIn, elevatedOutside } from "../sql/elevated-statements.ts";
import { withGuard } from "../sql/guard-needed.ts";
import { opaqueIn } from "../sql/opaque.ts";
import type { PlannedRevision } from "./planned-revision.ts";

/** A revision that is on disk now. */
interface WrittenRevision {
  /** Absolute. */
  readonly folder: string;
  readonly files: RevisionFiles;
}

/** What delta.json is to say of a planned revision. */
function deltaRecord(revision: PlannedRevision, review: string): NewRecord {
  const { message, snapshot, difference, rows, migration, down } = revision;
  const { byHand = false } = revision;
  return {
    message,
    byHand,
    unvouched: { up: opaqueIn(migration), down: opaqueIn(down) },
    delta: difference,
    rows,
    snapshot: { id: snapshot.id, parents: snapshot.parents },
    files: {
      "migration.sql": sha256(migration),
      "down.sql": sha256(down),
      "snapshot.json": sha256(snapshot.text),
      "review.md": sha256(review),
      ...(revision.code !== undefined && { "migration.ts": sha256(revision.code) }),
    },
  };
}

/** review.md as it lies on disk; empty where it cannot be read. */
export const readReview = (folder: string): Promise<string> =>
  readFile(join(folder, "review.md"), "utf8").catch(() => "");

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

/** Whether its migration.ts runs in batches. */
const runsBatches = ({ migration, down }: Pick<PlannedRevision, "migration" | "down">): boolean =>
  saysBatches(migration) || saysBatches(down);

/** The folder's files by name. @param proof what was proved, a line each, and what the server said of views */
export function revisionFiles(
  planned: PlannedRevision,
  proof: { readonly lines: readonly string[]; readonly viewReads?: Warehouse["viewReads"] },
): RevisionFiles {
  const read = proof.viewReads ? withViewReads(planned, proof.viewReads) : planned;
  const revision = {
    ...read,
    migration: withGuard({ migration: read.migration, code: read.code !== undefined }),
  };
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
    unvouched: { up: opaqueIn(revision.migration), down: opaqueIn(revision.down) },
    ...(revision.code !== undefined && { code: runsBatches(revision) ? "batches" : "transaction" }),
    elevated: { up: elevatedIn(revision.migration), down: elevatedIn(revision.down) },
    phases: phaseLines(revision),
    proof: proof.lines,
  });
  return {
    "migration.sql": revision.migration,
    "down.sql": revision.down,
    "snapshot.json": revision.snapshot.text,
    "delta.json": writeDeltaFile(deltaRecord(revision, review)),
    "review.md": review,
    ...(revision.code !== undefined && { "migration.ts": revision.code }),
  };
}

/** The migration.ts of a planned revision as it is proved. */
export const codeOf = ({ name, code }: PlannedRevision, file: string) =>
  code === undefined ? undefined : { file, text: code, revision: name };

/**
 * Proves a revision and writes its folder.
 *
 * @param options.where the folder whose files are named in messages; generated/ unless it is a
 *   draft, whose scripts were written by hand
 * @throws {Refusal} when the proof fails; then nothing is written
 */
export async function proveAndWrite(
  project: Project,
  planned: PlannedRevision,
  options: {
    readonly proof: boolean;
    readonly where?: string;
    readonly ground?: Ground | undefined;
    readonly onStep?: (text: string) => void;
  },
): Promise<WrittenRevision> {
  const folder = join(project.config.out, planned.name);
  const where = options.where ?? folder;
  const script = join(where, "migration.sql");
  const downScript = join(where, "down.sql");
  const beside = { code: planned.code !== undefined, batches: runsBatches(planned) };
  refuseErrors([
    ...codePlaceProblems(planned.migration, script, beside),
    ...codePlaceProblems(planned.down, downScript, beside),
    ...elevatedOutside(planned.migration, script),
    ...elevatedOutside(planned.down, downScript),
  ]);
  const revision = {
    ...planned,
    migration: settledRequirements(planned.migration, script, planned.earlier),
  };
  const codeFile = join(where, "migration.ts");
  const proof = options.proof
    ? await prove({
        place: scratchPlace(project),
        earlier: revision.earlier,
        migration: { file: script, text: revision.migration },
        down: { file: downScript, text: revision.down },
        code: codeOf(revision, codeFile),
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

/**
 * Refuses what destroys data unless it is allowed now or was before, naming every such step, and names of what is not
 * destroyed.
 */
export function refuseDestruction(
  { hazards, allowed = [] }: PlannedRevision,
  allowance: Allowance = NOTHING_ALLOWED,
): void {
  const destructive = hazards.filter(({ kind }) => kind === "destructive");
  const refused = destructive.filter(
    ({ message, path }) => !allowed.includes(message) && !allows(allowance, path),
  );
  const unknown = unknownAllowed(
    allowance,
    destructive.map(({ path }) => path),
  );
  refuseErrors([
    ...refused.map(({ message, path, instead }) => {
      const name =
        path === undefined
          ? ""
          : `, or \`--destructive=${path}\` (make: \`destructive=${path}\`) for this alone,`;
      return problem("destructive", `the revision ${message}`, {
        help: `Say --destructive (make: destructive=1)${name} if that is meant; ${instead ?? "--rename (make: rename=A=B) if a thing got another name."}`,
      });
    }),
    ...unknown,
  ]);
}
