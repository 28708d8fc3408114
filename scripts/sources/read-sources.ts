// Both sides of a revision: what is recorded and what is declared, read once and compared.
import { placeOfDefined } from "../declarations/definitions/annotations.ts";
import { loadRevisions, type Revision } from "../migrations/folder.ts";
import { sharing } from "../migrations/kit/kit-state.ts";
import type { Difference } from "../model/delta.ts";
import { refuseErrors } from "../model/diagnostic.ts";
import { applyRenames } from "../model/fold.ts";
import type { Rename } from "../model/rename.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { diffWarehouses } from "../plan/compare/diff-warehouses.ts";
import { withoutConditional, withoutPublicSaid } from "../plan/privileges/render-public.ts";
import { madeExtensions } from "../sql/made-extensions.ts";
import { brokenViews } from "./broken-views.ts";
import { type Declarations, declare, readDeclarations } from "./declared.ts";
import type { DeclaredViews } from "./declared-views.ts";
import { failedExpectations } from "./failed-expectations.ts";
import { beyondDefinitions, type MadeRoutines, madeRoutines } from "./made-routines.ts";
import type { Project } from "./project.ts";
import { readRecorded } from "./recorded.ts";

/** The sources of a plan: what is recorded and what is declared. */
export interface Sources {
  readonly project: Project;
  readonly earlier: readonly Revision[];
  readonly declarations: Declarations;
  readonly before: Awaited<ReturnType<typeof readRecorded>>;
  /** Those that the SQL of the revisions made. */
  readonly routines: MadeRoutines;
  /** Of a database that exists already, where the plan is to make it: its sequences keep their names. */
  readonly existing?: Warehouse["relations"];
}

/**
 * Reads both sides once.
 *
 * @param without names of revisions that are to be as if they were not there
 * @throws {Refusal} with all that is wrong in generated/, definitions/ and roles/
 */
export async function readSources(project: Project, without: readonly string[] = []): Promise<Sources> {
  const [revisions, declarations] = await Promise.all([
    loadRevisions(project.config.out),
    readDeclarations(project),
  ]);
  const earlier = revisions.filter(({ name }) => !without.includes(name));
  const before = await readRecorded(project.root, earlier);
  const inSql = madeExtensions(earlier.map(({ migration }) => migration));
  // What is planned in place of revisions knows what their proofs found.
  const left = revisions.filter(({ name }) => without.includes(name));
  const ahead = new Map(
    left.flatMap(({ delta }) => delta.extensionMembers.added.map((one) => [one.extension, one] as const)),
  );
  return {
    project,
    earlier,
    declarations: {
      ...declarations,
      state: sharing(declarations.state, before.state),
      extensions: { ...declarations.extensions, inSql, ahead },
    },
    before,
    routines: madeRoutines(earlier),
  };
}

/** What a difference says for SQL: a history that never heard of what PUBLIC has learns it with the next revision, by itself it is none. */
export function changesIn(earlier: readonly Revision[], difference: Difference): Difference {
  const isNews = earlier.length === 0 || earlier.some(({ knowsPublic }) => knowsPublic);
  if (!isNews) return withoutPublicSaid(difference);
  const isKnown = earlier.length === 0 || earlier.some(({ knowsPublicWhen }) => knowsPublicWhen);
  return isKnown ? difference : withoutConditional(difference);
}

/**
 * Compares both sides. The renames of roles, which the role files say themselves, come before those given.
 *
 * @throws {Refusal} when the role files do not resolve, or the access is not as they expect
 */
export function compareSources(
  { project, earlier, declarations, before, routines, existing }: Sources,
  renames: readonly Rename[],
) {
  const folded = applyRenames(before.recorded, renames);
  const renamed = existing ? { ...folded, relations: existing } : folded;
  const byHand = beyondDefinitions(routines, before.recorded);
  const result = declare(project, declarations, renamed, renames, byHand);
  const { declared, roleRenames, departures, cleared, expectations, provenance, diagnostics } = result;
  refuseErrors(diagnostics);
  const { sources } = declarations.definitions;
  const views: DeclaredViews = { cleared, placeOf: (key) => placeOfDefined(sources, key) };
  const { variables } = project.config;
  refuseErrors([
    ...brokenViews(declared, variables, provenance, views.placeOf),
    ...failedExpectations(declared, result, variables),
  ]);
  const difference = diffWarehouses(before.recorded, declared, [...roleRenames, ...renames]);
  return {
    declared,
    difference,
    changes: changesIn(earlier, difference),
    departures,
    views,
    expectations,
    provenance,
    warnings: diagnostics,
  };
}

/** What both sides come to. */
export type Compared = ReturnType<typeof compareSources>;
