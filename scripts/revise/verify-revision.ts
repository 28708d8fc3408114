/** A revision of generated/ proved again: its scripts do what its delta and snapshot say, its review tells that. */
import { join } from "node:path";
import packageFile from "../../package.json" with { type: "json" };
import { changedFiles, type Revision } from "../migrations/folder.ts";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import { CORRECT_BY_HAND } from "../prove/ground.ts";
import type { Proof, Proved } from "../prove/proof.ts";
import { prove } from "../prove/prove.ts";
import type { Project } from "../sources/project.ts";
import { scratchPlace } from "../sources/scratch-place.ts";
import { opaqueIn } from "../sql/opaque.ts";
import { plannedAgain } from "./planned-again.ts";
import type { PlannedRevision } from "./planned-revision.ts";
import { revisionFiles } from "./revision-files.ts";
import { isSameReview } from "./same-review.ts";
import { codeOf, readReview } from "./write-revision.ts";

/** What verifying a revision came to. */
interface Verified {
  readonly name: string;
  /** None where it is as it says. */
  readonly problems: readonly Diagnostic[];
  /** What nobody can vouch for, a line each. */
  readonly notVouched: readonly string[];
}

const RESTORE =
  "The folder does not do what it says: restore it from version control, or look who changed it and why.";

/** What the proof advises to somebody who writes a revision is no advice here. */
const withOtherHelp = (diagnostic: Diagnostic): Diagnostic =>
  diagnostic.help === undefined
    ? diagnostic
    : { ...diagnostic, help: diagnostic.help.replace(CORRECT_BY_HAND, () => RESTORE) };

/** Whether delta.json and review.md of a revision that this program wrote tell what it does. */
async function compareTold(
  revision: Revision,
  planned: PlannedRevision,
  proof: Proved,
): Promise<Diagnostic[]> {
  const { name, folder, files, rows, unvouched, tool } = revision;
  if (files["review.md"] === undefined || tool !== packageFile.version) return [];
  const again = revisionFiles(planned, proof)["review.md"] ?? "";
  const written = await readReview(folder);
  const notProved = written.includes("- not proved");
  const expected = notProved ? (revisionFiles(planned, { lines: ["not proved"] })["review.md"] ?? "") : again;
  const at = (file: string) => ({ at: { file: join(folder, file) }, help: RESTORE });
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const opaque = { up: opaqueIn(planned.migration), down: opaqueIn(planned.down) };
  return [
    ...(isSameReview(written, expected)
      ? []
      : [
          problem(
            "verify-differs",
            `review.md of ${name} does not tell what the revision does`,
            at("review.md"),
          ),
        ]),
    ...(same(rows, planned.rows) && same(unvouched, opaque)
      ? []
      : [
          problem(
            "verify-differs",
            `delta.json of ${name} does not tell what the revision does to rows, or which statements were reviewed`,
            at("delta.json"),
          ),
        ]),
  ];
}

function notVouchedIn(planned: PlannedRevision, proof: readonly string[]): string[] {
  const lines = (file: string, script: string) =>
    opaqueIn(script).map((sql) => `${file}: ${sql.replaceAll(/\s+/g, " ").slice(0, 200)}`);
  return [
    ...lines("migration.sql", planned.migration),
    ...lines("down.sql", planned.down),
    ...(planned.code === undefined ? [] : ["migration.ts: runs code"]),
    ...proof.filter((line) => line.startsWith("made by hand: ") || line.startsWith("not ")),
  ];
}

/** Proves a revision in the state that those before it lead to. @param planned what its files say, behind those */
export function proveAgain(
  project: Project,
  { folder, byHand, files }: Revision,
  planned: PlannedRevision,
  onStep?: (text: string) => void,
): Promise<Proved> {
  const { migration, down, difference, states, earlier, recorded, declared, promises, views } = planned;
  const proof: Proof = {
    place: scratchPlace(project),
    earlier,
    migration: { file: join(folder, "migration.sql"), text: migration },
    down: { file: join(folder, "down.sql"), text: down },
    code: codeOf(planned, join(folder, "migration.ts")),
    delta: difference,
    states,
    // Before review.md had a checksum, nothing said which revisions were corrected by hand.
    draft: byHand || files["review.md"] === undefined,
    // Which views may be shown though they read something sensitive was said in role files.
    recorded: { ...recorded, sensitive: new Set() },
    declared: { ...declared, sensitive: new Set() },
    promises,
    views,
    variables: project.config.variables,
    ...(onStep && { onStep }),
  };
  return prove(proof, (proved) => proved);
}

/**
 * Proves a revision as it lies in generated/, in the state that the revisions before it lead to.
 *
 * @param revisions all of them
 */
export async function verifyRevision(
  project: Project,
  revisions: readonly Revision[],
  revision: Revision,
  onStep?: (text: string) => void,
): Promise<Verified> {
  const { name } = revision;
  const done = (problems: readonly Diagnostic[], notVouched: readonly string[] = []) => ({
    name,
    problems,
    notVouched,
  });
  const changed = changedFiles(revision);
  if (changed.length > 0) return done(changed);
  try {
    const planned = await plannedAgain(project, revisions, revision);
    const proof = await proveAgain(project, revision, planned, onStep);
    return done(await compareTold(revision, planned, proof), notVouchedIn(planned, proof.lines));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return done(error.diagnostics.map(withOtherHelp));
  }
}
