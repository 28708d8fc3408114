// Recorded and declared → the next revision, both ways.
import type { Surroundings } from "../migrations/corrections/change.ts";
import type { Hint, Question } from "../migrations/kit/drizzle-kit-hints.ts";
import { generateDown } from "../migrations/kit/generate-down.ts";
import { type GeneratedUp, generateUp, type UpResult } from "../migrations/kit/generate-up.ts";
import { sameState } from "../migrations/kit/kit-state.ts";
import { folderName, nextTime } from "../migrations/revision-name.ts";
import { type Allowance, NOTHING_ALLOWED } from "../model/allowance.ts";
import { isEmptyDelta } from "../model/delta.ts";
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import { escapeTemplate } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { composeScript } from "../plan/compose.ts";
import { withoutPublicSaid } from "../plan/privileges/render-public.ts";
import { tableDefinitions } from "../review/table-definitions.ts";
import { type Compared, compareSources, type Sources } from "../sources/read-sources.ts";
import { mapTexts, type Statement } from "../sql/statement.ts";
import { statementsIn } from "../sql/statements-in.ts";
import { type Beside, withBeside } from "./beside.ts";
import { differenceBack, revisionHazards, rowEffects, wayBack } from "./both-ways.ts";
import { olderTargets } from "./older-targets.ts";
import type { PlannedRevision } from "./planned-revision.ts";

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
): Promise<UpResult | undefined> {
  const { declarations, before } = sources;
  if (sameState(before.state, declarations.state)) return undefined;
  const up = await generateUp({ ...kitRequest(sources, mayCut), name, hints });
  // After a rename, derived names of keys and indexes differ from those of the definitions for good.
  return up.status === "no_changes" ? undefined : up;
}

/** What drizzle-kit's states do not say of a warehouse. */
function surroundings({ keptSequences, owners }: Warehouse): Surroundings {
  return {
    sequenceOf: (column) => keptSequences.get(column)?.sequence,
    ownerOf: (table) => owners.get(`table ${table}`)?.owner,
  };
}

function kitRequest({ declarations, before }: Sources, mayCut: ReadonlySet<string>) {
  const known = surroundings(before.recorded);
  return {
    around: { before: known, after: known, mayCut },
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

/** The scripts of both ways. Drizzle's statements become templates: `${` that is no variable stays as it is. */
async function composeBoth(
  { project, before }: Sources,
  up: GeneratedUp,
  { declared, difference, changes, departures }: Compared,
  { mayCut, beside }: { readonly mayCut: ReadonlySet<string>; readonly beside: Beside | undefined },
): Promise<Pick<PlannedRevision, "migration" | "down" | "rows" | "wayBack">> {
  const { variables } = project.config;
  const asTemplates = (statements: readonly Statement[]) =>
    mapTexts(statements, (text) => escapeTemplate(text, variables));
  const { recorded } = before;
  const downStatements = await generateDown({
    before: before.state,
    after: up.state,
    kitRenames: up.kitRenames,
    around: { before: surroundings(declared), after: surroundings(recorded), mayCut: new Set() },
    kept: recorded.keptSequences,
  });
  const ways = withBeside({ up: up.statements, down: downStatements }, beside);
  const states = { before: before.state, after: up.state, kitRenames: up.kitRenames };
  const back = differenceBack({ recorded, declared, difference });
  const wayDown = difference === changes ? back : withoutPublicSaid(back);
  const down = composeScript(wayDown, declared, recorded, asTemplates(ways.down), { variables });
  return {
    rows: rowEffects(states, { recorded, declared }, variables, mayCut),
    wayBack: wayBack(states, { recorded, declared, difference }, statementsIn(down)),
    migration: composeScript(changes, recorded, declared, asTemplates(ways.up), {
      departures,
      variables,
    }),
    down,
  };
}

const NOT_EMPTY = problem("revision-not-empty", "definitions, roles and generated differ", {
  help: "Write the revision of what changed first, or keep that as a draft with --edit (make: edit=1) and add your SQL to it.",
});

/** How a revision is planned. */
export interface PlanOptions {
  /** True for a revision of hand-written SQL only, which is refused where something differs. */
  readonly empty?: boolean;
  /** The columns that are named in it have their values cut; without names what does not fit is refused. */
  readonly allowed?: Allowance;
  /** What stands around drizzle-kit's statements. */
  readonly beside?: Beside;
  /** Told as soon as something differs, long before the plan is done. */
  readonly onChange?: () => void;
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
  { empty = false, allowed = NOTHING_ALLOWED, beside, onChange }: PlanOptions = {},
): Promise<Plan> {
  const { earlier, before } = sources;
  const mayCut = allowed === "everything" ? new Set<string>() : allowed;
  // What is wrong in the role files is said before questions are asked.
  const plain = compareSources(sources, []);
  const name = folderName(nextTime(new Date(), earlier), message);
  const differs = !isEmptyDelta(plain.changes);
  if (differs) onChange?.();
  const tables = await planTables(sources, name, hints, mayCut);
  if (empty && (tables || differs)) throw new Refusal([NOT_EMPTY]);
  if (!empty && !tables && !differs) return { kind: "nothing", warnings: plain.warnings };
  const up = tables ?? (await generateUp({ ...kitRequest(sources, mayCut), name, hints: [], custom: true }));
  if (up.status === "questions") return { kind: "questions", questions: up.questions };
  if (up.status === "error") throw new Refusal(up.diagnostics);
  if (up.status === "no_changes") throw new Error("drizzle-kit made no snapshot of a revision of access");
  // Without renames the comparison is the one above.
  const compared = up.renames.length === 0 ? plain : compareSources(sources, up.renames);
  const { declared, difference, departures, views, expectations, provenance, warnings } = compared;
  const scripts = await composeBoth(sources, up, compared, { mayCut, beside });
  const statements = statementsIn(scripts.migration);
  return {
    kind: "planned",
    revision: {
      name,
      message,
      ...scripts,
      snapshot: { text: up.snapshot, id: up.id, parents: up.parents },
      difference,
      states: { before: before.state, after: up.state },
      hazards: revisionHazards(
        { before: before.state, after: up.state, kitRenames: up.kitRenames },
        { declared, difference },
        { statements, departures, mayCut },
      ),
      definitions: tableDefinitions(statements),
      recorded: before.recorded,
      declared,
      promises: { expectations, provenance },
      views,
      earlier,
      warnings: [...warnings, ...olderTargets(sources.project.config, [scripts.migration, scripts.down])],
    },
  };
}
