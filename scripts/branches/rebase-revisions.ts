// One's own revisions made again behind those that the base branch has.
import { join } from "node:path";
import { loadRevision, loadRevisions, type Revision } from "../migrations/folder.ts";
import type { Hint } from "../migrations/kit/drizzle-kit-hints.ts";
import { isLinear } from "../migrations/lineage.ts";
import { folderName, nextTime } from "../migrations/revision-name.ts";
import { type Allowance, NOTHING_ALLOWED } from "../model/allowance.ts";
import { isEmptyDelta } from "../model/delta.ts";
import { type Diagnostic, Refusal, refuseErrors } from "../model/diagnostic.ts";
import { CORRECT_BY_HAND } from "../prove/ground.ts";
import { agree } from "../revise/plan-revision.ts";
import type { PlannedRevision } from "../revise/planned-revision.ts";
import { proveAndWrite, refuseDestruction } from "../revise/write-revision.ts";
import { readDeclarations } from "../sources/declared.ts";
import { madeRoutines } from "../sources/made-routines.ts";
import type { Project } from "../sources/project.ts";
import { readSources } from "../sources/read-sources.ts";
import { readRecorded } from "../sources/recorded.ts";
import { renameRequirements } from "../sql/requires.ts";
import { statementsIn } from "../sql/statements-in.ts";
import { refuseApplied } from "./applied-anywhere.ts";
import { type BaseAndOwn, ownRevisions } from "./base-branch.ts";
import { conflictsBetween } from "./branch-conflicts.ts";
import { asHistory, type OwnRevision, planBehind, readOwn } from "./own-revision.ts";
import { planDeclared } from "./plan-declared.ts";
import { inPlaceOf } from "./prove-in-place.ts";

/** How revisions of one's own are made again. */
export interface AgainOptions {
  /** The branch that one's own goes into, where it is said. */
  readonly base?: string | undefined;
  /** Databases of which somebody knows that they have applied none. */
  readonly unappliedOn?: readonly string[];
  /** Answers to drizzle-kit's questions, beyond those that the revisions give. */
  readonly hints?: readonly Hint[];
  /** What may be destroyed, beyond what the revisions destroyed. */
  readonly destructive?: Allowance;
  readonly onStep?: (text: string) => void;
}

/** What came of it. */
interface Rebased {
  readonly base: string;
  /** Each of one's own with its name now; without one where there is nothing left for it to do. None where all was in order. */
  readonly moved: readonly { readonly from: string; readonly to?: string }[];
  /** Whether the definitions and role files are what the revisions come to. */
  readonly agrees: boolean;
}

const SQUASH =
  "Nothing was changed. `dwh squash --edit` (make squash edit=1) makes one revision of yours out of the definitions and keeps it as a draft, which you correct by hand and prove with `dwh revision --continue`.";

/** What the proof advises to somebody who writes a revision is other advice here. */
const withOtherHelp = (diagnostic: Diagnostic): Diagnostic =>
  diagnostic.help === undefined
    ? diagnostic
    : { ...diagnostic, help: diagnostic.help.replace(CORRECT_BY_HAND, () => SQUASH) };

/** Whether one's own stand behind all others already, each on the one before it. */
function isInOrder({ others, own }: BaseAndOwn): boolean {
  const [first] = own;
  const last = others.at(-1);
  if (!first) return true;
  return isLinear(own) && (last === undefined || (last.name < first.name && isLinear([last, first])));
}

/** What a revision only joined, that is in one line now. */
const onlyMerges = ({ revision, former }: OwnRevision): boolean =>
  revision.snapshot.parents.length > 1 &&
  isEmptyDelta(former.difference) &&
  statementsIn(revision.migration).length === 0;

/** @throws {Refusal} where revisions that cannot be planned out of the definitions conflict with others */
async function refuseConflicts(project: Project, own: readonly OwnRevision[], others: readonly Revision[]) {
  const fixed = own.filter(({ byHand }, index) => byHand || index < own.length - 1);
  const found = await Promise.all(
    fixed.map(({ revision, earlier }) => {
      const known = new Set(earlier.map(({ name }) => name));
      const beside = others.filter(({ name }) => !known.has(name));
      return conflictsBetween(
        project,
        beside.map((other) => [other, revision] as const),
      );
    }),
  );
  const help =
    "Such a revision cannot be made again by itself: `dwh squash` (make squash) makes one of yours, out of the definitions.";
  refuseErrors(found.flat().map((diagnostic) => ({ ...diagnostic, help })));
}

/** What all of them have in common. */
interface Move {
  readonly project: Project;
  /** Those that there are, in their order. */
  readonly all: readonly Revision[];
  readonly own: readonly OwnRevision[];
  readonly options: AgainOptions;
}

/** Plans one of one's own; the last one out of the definitions, so that what others declared of its things is in it. */
async function planNext(
  { project, all, own, options }: Move,
  one: OwnRevision,
  earlier: readonly Revision[],
): Promise<PlannedRevision | undefined> {
  const { message } = one.revision;
  const behind = [...all, ...earlier].sort((a, b) => a.createdAt - b.createdAt);
  if (one.byHand || one !== own.at(-1)) {
    const name = folderName(nextTime(new Date(), behind), message);
    return planBehind(project, earlier, one, { name, scripts: "kept" });
  }
  const declarations = await readDeclarations(project);
  const before = await readRecorded(project.root, earlier);
  const sources = { project, earlier, declarations, before, routines: madeRoutines(earlier) };
  return planDeclared(sources, [one], message, options.hints ?? [], { behind });
}

/** Writes each of one's own behind the others. @param beside the project in whose folder of revisions they are written */
async function writeBehind(
  move: Move,
  others: readonly Revision[],
  beside: Project,
): Promise<Rebased["moved"]> {
  const { destructive = NOTHING_ALLOWED, onStep } = move.options;
  const moved: { from: string; to?: string }[] = [];
  let earlier = asHistory(others);
  for (const one of move.own) {
    const { name: from, folder } = one.revision;
    const planned = onlyMerges(one) ? undefined : await planNext(move, one, earlier);
    if (!planned) {
      moved.push({ from });
      continue;
    }
    refuseDestruction(planned, one === move.own.at(-1) ? destructive : NOTHING_ALLOWED);
    onStep?.(`Making ${from} again behind ${earlier.at(-1)?.name ?? "nothing"}`);
    // What it requires of one's own has another name now.
    const newName = (name: string) => moved.find((other) => other.from === name)?.to ?? name;
    const renamed = { ...planned, migration: renameRequirements(planned.migration, newName) };
    const where = one.byHand ? { where: folder } : {};
    await proveAndWrite(beside, renamed, { proof: true, ...where, ...(onStep && { onStep }) });
    moved.push({ from, to: planned.name });
    earlier = [...earlier, await loadRevision(join(beside.config.out, planned.name), earlier.length + 1)];
  }
  return moved;
}

/**
 * Makes one's own revisions again behind those of the base branch, each proved there; generated/ is as before or as
 * after.
 *
 * @throws {Refusal} where a database has applied one, where they conflict with others', or a proof fails
 */
export async function rebase(project: Project, options: AgainOptions = {}): Promise<Rebased> {
  const all = await loadRevisions(project.config.out);
  const parts = await ownRevisions(project.config.out, all, options.base);
  if (isInOrder(parts)) return { base: parts.base, moved: [], agrees: true };
  await refuseApplied(project, parts.own, options.unappliedOn);
  const own = await Promise.all(parts.own.map((revision) => readOwn(project, all, revision)));
  await refuseConflicts(project, own, parts.others);
  const move = { project, all, own, options };
  const moved = await inPlaceOf(project, parts.own, (beside) =>
    writeBehind(move, parts.others, beside),
  ).catch((error: unknown) => {
    throw error instanceof Refusal ? new Refusal(error.diagnostics.map(withOtherHelp)) : error;
  });
  const { agrees } = await agree(await readSources(project));
  return { base: parts.base, moved, agrees };
}
