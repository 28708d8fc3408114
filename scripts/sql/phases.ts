/** The parts of a script that are committed one after the other. */
import { isInPhases, runsOutside } from "./outside-transaction.ts";
import type { ScriptStatement } from "./script.ts";
import type { SelectedStatement } from "./select-statements.ts";
import type { Statement } from "./statement.ts";

/** Where something stands in its file. */
type Place = Pick<ScriptStatement, "line" | "column">;

/** Statements that are one transaction, or one that runs in none; or the batches of a migration.ts, without any. */
export interface Phase {
  readonly kind: "transaction" | "outside" | "batches";
  readonly statements: readonly SelectedStatement[];
  /** Of the transaction in which access changes; of one way there is one. */
  readonly main?: true;
  /** Where it ends: of batches, which have no statements, and where some of them are left out. */
  readonly place?: Place;
}

/** Statements about who may do what, and about roles: what the runner does around them is done once. */
const ACCESS: ReadonlySet<Statement["kind"]> = new Set<Statement["kind"]>([
  "create role",
  "rename role",
  "alter role",
  "set in role",
  "reset in role",
  "drop role",
  "set role",
  "reset role",
  "reassign owned",
  "drop owned",
  "grant",
  "revoke",
  "default privileges",
  "grant membership",
  "revoke membership",
]);

/** Whether a statement is about access. */
export const isAccess = ({ statement }: Pick<SelectedStatement, "statement">): boolean =>
  ACCESS.has(statement.kind) ||
  (statement.kind === "alter object" && statement.actions.some(({ kind }) => kind === "owner"));

/** Those that belong together, in the order of the file. */
function grouped(statements: readonly SelectedStatement[]): Phase[] {
  const phases: Phase[] = [];
  let open: SelectedStatement[] | undefined;
  for (const one of statements) {
    const outside = runsOutside(one);
    if (one.directives?.batches) {
      phases.push({ kind: "batches", statements: [], place: { line: one.line, column: one.column - 1 } });
      open = undefined;
    }
    if (!outside && !one.directives?.apart && open) open.push(one);
    else {
      const group = [one];
      open = outside || one.directives?.apart ? undefined : group;
      phases.push({ kind: outside ? "outside" : "transaction", statements: group });
    }
  }
  return phases;
}

/**
 * The phases of one way of a revision; one where it is a transaction as most are. The first is a transaction, in which
 * the run begins, maybe one without statements.
 */
export function phasesOf(statements: readonly SelectedStatement[]): Phase[] {
  if (!isInPhases(statements)) return [{ kind: "transaction", statements, main: true }];
  const groups = grouped(statements);
  const phases: Phase[] =
    groups[0]?.kind === "transaction" ? groups : [{ kind: "transaction", statements: [] }, ...groups];
  const withAccess = phases.findIndex((phase) => phase.statements.some(isAccess));
  const isWhole = (phase: Phase) =>
    phase.kind === "transaction" && !phase.statements.some(({ directives }) => directives?.apart);
  // What stands behind batches takes away what they needed; only then is all as it is to be.
  const whole = phases.some(({ kind }) => kind === "batches")
    ? phases.findLastIndex(isWhole)
    : phases.findIndex(isWhole);
  const at = withAccess >= 0 ? withAccess : Math.max(0, whole);
  return phases.map((phase, index) => (index === at ? { ...phase, main: true } : phase));
}

/** The statements about access that stand in another transaction than the first of them. */
export const accessElsewhere = (phases: readonly Phase[]): SelectedStatement[] =>
  phases.filter(({ main }) => !main).flatMap((phase) => phase.statements.filter(isAccess));

/** Where a phase ends in its file: behind its last statement. */
export function endOf({ statements, place }: Phase): Place {
  const { line = 0, column = 0 } = place ?? statements.at(-1) ?? {};
  return { line, column };
}

/** Whether a place in a file is behind another. */
export const isBehind = (a: Place, b: Place): boolean =>
  a.line > b.line || (a.line === b.line && a.column > b.column);
