// Whether definitions, roles and generated agree, and the branches of generated among themselves.
import { changedFiles, loadRevisions } from "../migrations/folder.ts";
import { historyProblems } from "../migrations/history-problems.ts";
import { headsOf } from "../migrations/lineage.ts";
import { type Diagnostic, refuseErrors } from "../model/diagnostic.ts";
import { describeChanges } from "../review/differences.ts";
import { agree } from "../revise/plan-revision.ts";
import type { Found } from "../sources/ask-once.ts";
import type { Project } from "../sources/project.ts";
import { readSources } from "../sources/read-sources.ts";
import { branchConflicts } from "./branch-conflicts.ts";

/** What `check` tells. */
interface Agreement {
  /** Names of the heads where there are several. */
  readonly open: readonly string[];
  /** Undefined where nobody looked, since branches are open. */
  readonly agrees?: boolean;
  /** What a revision would change, a line each. */
  readonly missing: readonly string[];
  readonly warnings: readonly Diagnostic[];
}

/**
 * Compares definitions and roles with generated.
 *
 * @param oneHead whether open branches are all that is to be told where there are some
 * @throws {Refusal} with what is wrong in any of them
 */
export async function findAgreement(project: Project, oneHead: boolean): Promise<Found<Agreement>> {
  // Before the definitions are read: branches that conflict make no state to compare with.
  const revisions = await loadRevisions(project.config.out);
  const changed = revisions.flatMap(changedFiles);
  refuseErrors(changed);
  const conflicts = await branchConflicts(project, revisions);
  // What two branches do alike is told once.
  const told = new Set(conflicts.flatMap(({ related = [] }) => related.map(({ at }) => at.file)));
  const twice = ({ code, at }: Diagnostic) => code === "changed-twice" && told.has(at?.file ?? "");
  refuseErrors([...conflicts, ...historyProblems(revisions).filter((problem) => !twice(problem))]);
  const heads = headsOf(revisions).map(({ name }) => name);
  const open = heads.length > 1 ? heads : [];
  if (oneHead && open.length > 0) return { answer: { open, missing: [], warnings: [] } };
  const sources = await readSources(project);
  const { agrees, difference, warnings } = await agree(sources);
  const missing = agrees ? [] : describeChanges(difference);
  return { answer: { open, agrees, missing, warnings }, keep: sources.declarations.definitions };
}
