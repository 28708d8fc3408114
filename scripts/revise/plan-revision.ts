// Recorded and declared → the next revision, both ways.
import type { Revision } from "../migrations/folder.ts";
import type { Hint, Question } from "../migrations/kit/drizzle-kit-hints.ts";
import { generateUp, type UpResult } from "../migrations/kit/generate-up.ts";
import { sameState } from "../migrations/kit/kit-state.ts";
import { folderName, nextTime } from "../migrations/revision-name.ts";
import { type Allowance, NOTHING_ALLOWED } from "../model/allowance.ts";
import { isEmptyDelta } from "../model/delta.ts";
import { type Diagnostic, problem, Refusal, refuseErrors } from "../model/diagnostic.ts";
import { applyRenames } from "../model/fold.ts";
import { compareSources, type Sources } from "../sources/read-sources.ts";
import type { Beside } from "./beside.ts";
import type { PlannedRevision } from "./planned-revision.ts";
import { objectsAround, putTogether, surroundings } from "./put-together.ts";
import { recodedTypes } from "./recoded-types.ts";
import { repartitioned } from "./repartitioned.ts";
import { reshapedTypes } from "./reshaped-types.ts";

/** What planning comes to. */
type Plan =
  | { readonly kind: "nothing"; readonly warnings: readonly Diagnostic[] }
  | { readonly kind: "questions"; readonly questions: readonly Question[] }
  | { readonly kind: "planned"; readonly revision: PlannedRevision };

/** What drizzle-kit makes of both sides; undefined where the tables agree. */
async function planTables(
  sources: Sources,
  name: string,
  hints: readonly Hint[],
  mayCut: ReadonlySet<string> = new Set(),
  online?: boolean,
): Promise<UpResult | undefined> {
  const { declarations, before } = sources;
  if (sameState(before.state, declarations.state)) return undefined;
  const up = await generateUp({ ...kitRequest(sources, mayCut, online), name, hints });
  // After a rename, derived names of keys and indexes differ from those of the definitions for good.
  return up.status === "no_changes" ? undefined : up;
}

function kitRequest(
  { declarations, before }: Sources,
  mayCut: ReadonlySet<string>,
  online: boolean | undefined,
) {
  const known = surroundings(before.recorded);
  return {
    around: {
      before: known,
      after: known,
      mayCut,
      online,
      ...objectsAround(before.recorded, declarations.definitions),
    },
    exports: declarations.definitions.exports,
    before: before.state,
    after: declarations.state,
    snapshots: before.snapshots,
  };
}

/** Whether definitions, roles and generated agree. @throws {Refusal} when the role files do not resolve */
export async function agree(sources: Sources) {
  const { changes, warnings } = compareSources(sources, []);
  const agrees = isEmptyDelta(changes) && (await planTables(sources, "check", [])) === undefined;
  return { agrees, difference: changes, warnings };
}

const NOT_EMPTY = problem("revision-not-empty", "definitions, roles and generated differ", {
  help: "Write the revision of what changed first, or keep that as a draft with --edit (make: edit=1) and add your SQL to it.",
});

/** How a revision is planned. */
export interface PlanOptions {
  /** True for a revision of hand-written SQL only, which is refused where something differs. */
  readonly empty?: boolean;
  /** True if somebody corrects it by hand: then what no statement does is no reason to stop. */
  readonly draft?: boolean;
  /** The columns that are named in it have their values cut; without names what does not fit is refused. */
  readonly allowed?: Allowance;
  /** What stands around drizzle-kit's statements. */
  readonly beside?: Beside;
  /** Whether the revision is to keep nobody waiting while a table is read. */
  readonly online?: boolean;
  /** Revisions behind which its time is to be; those before it unless said. */
  readonly behind?: readonly Pick<Revision, "createdAt">[];
  /** Told as soon as something differs, long before the plan is done. */
  readonly onChange?: () => Promise<void>;
}

/**
 * Plans the next revision from both sides; nothing is written.
 *
 * @param hints the answers to drizzle-kit's questions so far
 * @throws {Refusal} when drizzle-kit cannot make the migration, or the role files do not resolve
 */
export async function planRevision(
  sources: Sources,
  message: string,
  hints: readonly Hint[],
  options: PlanOptions = {},
): Promise<Plan> {
  const { empty = false, allowed = NOTHING_ALLOWED, behind = sources.earlier, onChange } = options;
  const { beside, online } = options;
  const mayCut = allowed === "everything" ? new Set<string>() : allowed;
  // What is wrong in the role files is said before questions are asked.
  const plain = compareSources(sources, []);
  const name = folderName(nextTime(new Date(), behind), message);
  const differs = !isEmptyDelta(plain.changes);
  if (differs) await onChange?.();
  const tables = await planTables(sources, name, hints, mayCut, online);
  if (empty && (tables || differs)) throw new Refusal([NOT_EMPTY]);
  if (!empty && !tables && !differs) return { kind: "nothing", warnings: plain.warnings };
  const up =
    tables ?? (await generateUp({ ...kitRequest(sources, mayCut, online), name, hints: [], custom: true }));
  if (up.status === "questions") return { kind: "questions", questions: up.questions };
  if (up.status === "error") throw new Refusal(up.diagnostics);
  if (up.status === "no_changes") throw new Error("drizzle-kit made no snapshot of a revision of access");
  // Without renames the comparison is the one above.
  const compared = up.renames.length === 0 ? plain : compareSources(sources, up.renames);
  const renamed = applyRenames(sources.before.recorded, up.renames);
  const { declared, views } = compared;
  if (!options.draft)
    refuseErrors([
      ...repartitioned(renamed, declared, views.placeOf),
      ...reshapedTypes(renamed, declared, views.placeOf),
      ...recodedTypes(renamed, declared, views.placeOf),
    ]);
  const parts = { name, message, up, compared, mayCut, beside, online };
  return { kind: "planned", revision: await putTogether(sources, parts) };
}
