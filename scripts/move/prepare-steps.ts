// Chosen revisions → steps that are ready to be applied to a target.

import type { HalfDone } from "../database/apply/step-record.ts";
import type { LoadedMigration } from "../declarations/code/load-migration.ts";
import { changedFiles, type Revision } from "../migrations/folder.ts";
import { type Allowance, allows, allowsSome, NOTHING_ALLOWED } from "../model/allowance.ts";
import { Refusal, refuseErrors } from "../model/diagnostic.ts";
import type { RowEffects } from "../model/row-check.ts";
import { fillVariables } from "../model/variable.ts";
import type { Need } from "../plan/needs/need.ts";
import { needsOf } from "../plan/needs/needs.ts";
import { needsOfStatements } from "../plan/needs/needs-of-statements.ts";
import { asDone } from "../plan/privileges/render-public.ts";
import { objectsInAccess, vouchScript } from "../plan/vouch/vouch-script.ts";
import { type Course, courseOf, statementsToCome } from "../sql/course.ts";
import { phaseProblems, turnProblems } from "../sql/course-problems.ts";
import { unvouchedIn } from "../sql/opaque.ts";
import { parseScript } from "../sql/script.ts";
import {
  asSaid,
  extensionsBehind,
  type SelectedStatement,
  selectStatements,
} from "../sql/select-statements.ts";
import { mapTexts } from "../sql/statement.ts";
import { boundRevisions } from "./bound-revision.ts";
import { asElevated, type ElevatedTarget } from "./elevated-role.ts";
import type { Pending } from "./preflight.ts";
import { lostName } from "./rows-in-the-way.ts";

/** What is asked of a way, beside the revisions. */
interface Way {
  readonly direction: "up" | "down";
  readonly destructive?: Allowance;
  /** Of a revision that the database has half. */
  readonly half?: HalfDone | undefined;
}

/** The database that steps are prepared for; without extensions where it was not asked. */
export interface Server {
  readonly major: number;
  readonly database: string;
  readonly extensions?: ReadonlySet<string> | undefined;
}

/** One way of one revision, ready to be applied to a target. */
export interface Step extends Pending {
  readonly revision: Revision;
  /** For messages. */
  readonly file: string;
  readonly rows: RowEffects;
  /** Those that nobody can vouch for and that nobody reviewed. */
  readonly unvouched: readonly SelectedStatement[];
  /** The phases that are to come. */
  readonly course: Course;
  /** What its whole way needs, be a part of it done or not. */
  readonly needsOfWay: readonly Need[];
  /** Its migration.ts, loaded. */
  readonly code?: LoadedMigration;
}

const scriptOf = (revision: Revision, direction: "up" | "down") =>
  direction === "up"
    ? { file: `${revision.folder}/migration.sql`, text: revision.migration }
    : { file: `${revision.folder}/down.sql`, text: revision.down };

/**
 * Everything that can be known before anything is sent: the files as proved, every statement, every variable, what
 * each revision does to the access of the target, and what whoever applies it must be able to do.
 *
 * @param revisions all of them, oldest first
 * @param chosen those to run, in order
 * @throws {Refusal} when a file was changed, a statement is not understood, or a variable has no value
 */
export async function prepareSteps(
  revisions: readonly Revision[],
  chosen: readonly Revision[],
  { direction, destructive = NOTHING_ALLOWED, half }: Way,
  target: ElevatedTarget,
  { major, database, extensions }: Server,
): Promise<Step[]> {
  const changed = (await Promise.all(chosen.map(changedFiles))).flat();
  if (changed.length > 0) throw new Refusal(changed);
  // The one variable that is a name of any form; it stands in double quotes.
  const variables = {
    ...target.variables,
    database: database.replaceAll('"', '""'),
  };
  let there = extensions ?? new Set<string>();
  const scripts = chosen.map((revision) => {
    const { file, text } = scriptOf(revision, direction);
    const { statements: all, diagnostics } = parseScript(text, file);
    if (diagnostics.length > 0) throw new Refusal(diagnostics);
    // Statements that cut know no names: they run where all that the way back destroys may be.
    const { lost } = mapTexts(revision.rows, (text) => fillVariables(text, variables));
    const mayCut = allowsSome(destructive) && lost.every((check) => allows(destructive, lostName(check)));
    const cut = mayCut ? "allowed" : "refused";
    const statements = selectStatements(all, {
      variables: { ...variables, cut },
      major,
      extensions: there,
      file,
    });
    there = extensionsBehind(there, statements);
    const said = statements.map(asSaid);
    return { revision, file, statements, named: objectsInAccess(said), ...needsOfStatements(said) };
  });
  const spokenOf = new Map(scripts.map(({ revision, made, named }) => [revision.name, { made, named }]));
  const bound = boundRevisions(revisions, spokenOf, direction, { variables: target.variables, major });
  const notSaid = scripts.flatMap(({ revision, file, statements }) => {
    const access = bound.get(revision.name);
    if (!access) return [];
    const { from, named: to, difference } = access;
    return vouchScript(statements, { from, to, difference, major, database }, file);
  });
  refuseErrors(notSaid);
  refuseErrors(scripts.flatMap(({ statements, file }) => phaseProblems(statements, file)));
  return scripts.flatMap(({ revision, file, becomes, needs, fromPublic, ...script }) => {
    const access = bound.get(revision.name);
    if (!access) return [];
    const { from, to } = access;
    const difference = asDone(access.difference, fromPublic);
    const { changesElevated, statements } = script;
    const left = half?.revision === revision.name ? half : undefined;
    const planned = courseOf(statements, direction, left);
    refuseErrors(turnProblems(planned, file));
    const isAccessDone = left?.access === direction;
    const needsToCome = () => needsOfStatements(statementsToCome(planned).map(asSaid)).needs;
    const { course, ...elevation } = asElevated(planned, target, { file, changesElevated });
    const needsOfWay = [...needsOf(difference, from, to, becomes), ...needs, ...elevation.needs];
    return [
      {
        revision,
        file,
        ...elevation,
        statements: statementsToCome(course),
        course,
        bound: { ...access, difference },
        unvouched: unvouchedIn(script.statements, revision.unvouched[direction]),
        rows: mapTexts(revision.rows, (text) => fillVariables(text, variables)),
        needs: isAccessDone ? [...needsToCome(), ...elevation.needs] : needsOfWay,
        needsOfWay,
      },
    ];
  });
}
