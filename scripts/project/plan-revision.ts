import { generateDown, generateUp, type Hint, type Question, sameState } from "../migrations/drizzle-kit.ts";
import { folderName, loadRevisions, nextTime, type Revision } from "../migrations/folder.ts";
import { type Difference, isEmptyDelta } from "../model/delta.ts";
import { type Diagnostic, problem, Refusal, refuseErrors } from "../model/diagnostic.ts";
import type { Hazard } from "../model/hazard.ts";
import { applyRenames, invertRenames, type Rename } from "../model/rename.ts";
import { type AllowedVariables, escapeTemplate } from "../model/variable.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { composeScript } from "../plan/compose.ts";
import { diffWarehouses } from "../plan/diff.ts";
import { findHazards } from "../plan/hazards.ts";
import { type Declarations, declare, readDeclarations } from "./declared.ts";
import type { Project } from "./project.ts";
import { readRecorded } from "./recorded.ts";

/** A revision as it is to be proved and written. */
export interface PlannedRevision {
  /** The folder. */
  readonly name: string;
  readonly message: string;
  readonly migration: string;
  readonly down: string;
  /** The text of snapshot.json, and what it says of its place in the history. */
  readonly snapshot: { readonly text: string; readonly id: string; readonly parents: readonly string[] };
  readonly difference: Difference;
  readonly hazards: readonly Hazard[];
  readonly recorded: Warehouse;
  readonly declared: Warehouse;
  readonly earlier: readonly Revision[];
  readonly warnings: readonly Diagnostic[];
}

/** What planning comes to. */
export type Plan =
  | { readonly kind: "nothing"; readonly warnings: readonly Diagnostic[] }
  | { readonly kind: "questions"; readonly questions: readonly Question[] }
  | { readonly kind: "planned"; readonly revision: PlannedRevision };

/** The sources of a plan: what is recorded and what is declared. */
export interface Sources {
  readonly project: Project;
  readonly earlier: readonly Revision[];
  readonly declarations: Declarations;
  readonly before: Awaited<ReturnType<typeof readRecorded>>;
}

/** Reads both sides once. @throws {Refusal} with all that is wrong in generated/, definitions/ and roles/ */
export async function readSources(project: Project): Promise<Sources> {
  const [earlier, declarations] = await Promise.all([
    loadRevisions(project.config.out),
    readDeclarations(project),
  ]);
  return { project, earlier, declarations, before: await readRecorded(earlier) };
}

/** Compares both sides. @throws {Refusal} when the role files do not resolve */
export function compareSources({ project, declarations, before }: Sources, renames: readonly Rename[]) {
  const { declared, diagnostics } = declare(project, declarations, applyRenames(before.recorded, renames));
  refuseErrors(diagnostics);
  const difference = diffWarehouses(before.recorded, declared, renames);
  return { declared, difference, warnings: diagnostics };
}

/** Whether definitions, roles and generated agree. @throws {Refusal} when the role files do not resolve */
export function agree(sources: Sources): {
  agrees: boolean;
  difference: Difference;
  warnings: readonly Diagnostic[];
} {
  const { difference, warnings } = compareSources(sources, []);
  const sameSchema = sameState(sources.before.state, sources.declarations.state);
  return { agrees: sameSchema && isEmptyDelta(difference), difference, warnings };
}

/** Drizzle's statements as templates: what looks like a variable and is none stays as it is. */
const asTemplates = (statements: readonly string[], variables: AllowedVariables): string[] =>
  statements.map((statement) => escapeTemplate(statement, variables));

/**
 * Plans the next revision from both sides; nothing is written.
 *
 * @param hints the answers to drizzle-kit's questions so far
 * @throws {Refusal} when drizzle-kit cannot make the migration, or the role files do not resolve
 */
export async function planRevision(sources: Sources, message: string, hints: readonly Hint[]): Promise<Plan> {
  const { project, earlier, declarations, before } = sources;
  // What is wrong in the role files is said before questions are asked.
  const plain = agree(sources);
  if (plain.agrees) return { kind: "nothing", warnings: plain.warnings };
  const time = nextTime(new Date(), earlier);
  const name = folderName(time, message);
  const up = await generateUp({
    exports: declarations.definitions.exports,
    snapshots: before.snapshots,
    name,
    hints,
    custom: sameState(before.state, declarations.state),
  });
  if (up.status === "questions") return { kind: "questions", questions: up.questions };
  if (up.status === "error") throw new Refusal([problem("drizzle-kit-failed", up.message)]);
  const { declared, difference, warnings } = compareSources(sources, up.renames);
  const back = invertRenames(up.renames);
  const downStatements = await generateDown({
    before: before.state,
    after: declarations.state,
    renames: up.renames,
  });
  const { variables } = project.config;
  const upStatements = asTemplates(up.statements, variables);
  const recorded = before.recorded;
  return {
    kind: "planned",
    revision: {
      name,
      message,
      migration: composeScript(difference, recorded, declared, upStatements),
      down: composeScript(
        diffWarehouses(declared, recorded, back),
        declared,
        recorded,
        asTemplates(downStatements, variables),
      ),
      snapshot: { text: up.snapshot, id: up.id, parents: up.parents },
      difference,
      hazards: findHazards(difference, up.statements),
      recorded,
      declared,
      earlier,
      warnings,
    },
  };
}
