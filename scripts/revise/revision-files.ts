// A planned revision → the texts of the files in its folder.
import { type NewRecord, sha256, writeDeltaFile } from "../migrations/delta-file.ts";
import type { RevisionFiles } from "../migrations/folder.ts";
import { COLLECTIONS } from "../model/collections.ts";
import { applyRenames } from "../model/fold.ts";
import type { ServerSaid } from "../prove/server-said.ts";
import { lockLines } from "../review/locks/lock-lines.ts";
import { phaseLines } from "../review/phase-lines.ts";
import { renderReview } from "../review/review.ts";
import { saysBatches } from "../sql/code-place.ts";
import { elevatedIn } from "../sql/elevated-statements.ts";
import { withGuard } from "../sql/guard-needed.ts";
import { opaqueIn } from "../sql/opaque.ts";
import { lockedWays } from "./lock-facts.ts";
import type { PlannedRevision } from "./planned-revision.ts";

/** What delta.json is to say of a planned revision. */
function deltaRecord(revision: PlannedRevision, review: string): NewRecord {
  const { message, snapshot, difference, rows, migration, down } = revision;
  const { byHand = false, online = false } = revision;
  return {
    message,
    byHand,
    online,
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

/** The revision with what the server of the proof said. */
function withServerSaid(revision: PlannedRevision, said: ServerSaid): PlannedRevision {
  const { difference, recorded, declared } = revision;
  const before = applyRenames(recorded, difference.renames);
  return {
    ...revision,
    declared: { ...declared, ...said },
    difference: {
      ...difference,
      viewReads: COLLECTIONS.viewReads.diff(before.viewReads, said.viewReads),
      extensionMembers: COLLECTIONS.extensionMembers.diff(before.extensionMembers, said.extensionMembers),
    },
  };
}

/** Whether its migration.ts runs in batches. */
export const runsBatches = ({ migration, down }: Pick<PlannedRevision, "migration" | "down">): boolean =>
  saysBatches(migration) || saysBatches(down);

/** The folder's files by name. @param proof what was proved, a line each, and what the server said */
export function revisionFiles(
  planned: PlannedRevision,
  proof: { readonly lines: readonly string[]; readonly said?: ServerSaid },
): RevisionFiles {
  const read = proof.said ? withServerSaid(planned, proof.said) : planned;
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
    locks: lockLines(
      lockedWays(revision, revision.states, { up: difference, back: wayBack.difference }),
      revision.online === true,
    ),
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
