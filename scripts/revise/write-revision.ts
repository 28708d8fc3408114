// A planned revision → its proof and its folder.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { type RevisionFiles, writeFolder } from "../migrations/folder.ts";
import { settledRequirements } from "../migrations/requirements.ts";
import { type Allowance, allows, NOTHING_ALLOWED, unknownAllowed } from "../model/allowance.ts";
import { problem, refuseErrors } from "../model/diagnostic.ts";
import type { Ground } from "../prove/ground.ts";
import { prove } from "../prove/prove.ts";
import type { Project } from "../sources/project.ts";
import { scratchPlace } from "../sources/scratch-place.ts";
import { codePlaceProblems } from "../sql/code-place.ts";
import { elevatedOutside } from "../sql/elevated-statements.ts";
import type { PlannedRevision } from "./planned-revision.ts";
import { revisionFiles, runsBatches } from "./revision-files.ts";

/** A revision that is on disk now. */
interface WrittenRevision {
  /** Absolute. */
  readonly folder: string;
  readonly files: RevisionFiles;
}

/** review.md as it lies on disk; empty where it cannot be read. */
export const readReview = (folder: string): Promise<string> =>
  readFile(join(folder, "review.md"), "utf8").catch(() => "");

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
  const { onStep, ground } = options;
  const proof = {
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
    ground,
    ...(onStep && { onStep }),
  };
  const files = options.proof
    ? await prove(proof, (proved) => revisionFiles(revision, proved))
    : revisionFiles(revision, { lines: ["not proved: written with --no-proof"] });
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
