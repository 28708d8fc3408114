/** Which phases of a revision are to come on a database, from where it was left. */
import { type Diagnostic, problem } from "../model/diagnostic.ts";
import { isOpaque } from "./opaque.ts";
import { accessElsewhere, endOf, isAccess, isBehind, type Phase, phasesOf } from "./phases.ts";
import type { SelectedStatement } from "./select-statements.ts";

/** How far one way of a revision has come. */
export interface LeftAt {
  readonly direction: "up" | "down";
  /** Of so many phases so many are done. */
  readonly done: number;
  readonly of: number;
  /** Where the last of them ends in its file; 0 before the first. */
  readonly line: number;
  readonly column: number;
  /** How many transactions are to come. */
  readonly left: number;
  /** Of which side the access is: as behind the way up, or behind the way back. */
  readonly access: "up" | "down";
  /** Whether all transactions of the other way had run before this one began. */
  readonly whole: boolean;
  /** Whether the other way was begun first, so that this one finds things as it leaves them. */
  readonly turned: boolean;
}

/** The way that one way of a revision takes on a database. */
export interface Course {
  /** Those to come. */
  readonly phases: readonly Phase[];
  /** How many there are, and how many of them are done. */
  readonly of: number;
  readonly done: number;
  /** What the database remembers of the revision before this run; nothing where it is whole. */
  readonly from: LeftAt | undefined;
  /** Whether the other way was begun first. */
  readonly turned: boolean;
  /** Whether all transactions of that had run; true where it was not begun. */
  readonly whole: boolean;
}

/** Without what is done around access: that is as this way leaves it. */
function withoutAccess({ main: _, ...phase }: Phase): Phase {
  return { ...phase, statements: phase.statements.filter((one) => !isAccess(one)) };
}

/** @param half what the database remembers of the revision */
export function courseOf(
  statements: readonly SelectedStatement[],
  direction: "up" | "down",
  half?: LeftAt,
): Course {
  const all = phasesOf(statements);
  const of = all.length;
  if (!half) return { phases: all, of, done: 0, from: undefined, turned: false, whole: true };
  const phases = half.access === direction ? all.map(withoutAccess) : all;
  if (half.direction !== direction)
    return { phases, of, done: 0, from: half, turned: true, whole: half.whole && half.left === 0 };
  const left = all.findIndex((phase) => isBehind(endOf(phase), half));
  const done = left < 0 ? of : left;
  return { phases: phases.slice(done), of, done, from: half, turned: half.turned, whole: half.whole };
}

/** What is to be remembered once a phase of those to come is committed. */
export function leftBehind(course: Course, direction: "up" | "down", index: number): LeftAt {
  const { phases, done, of, from, turned, whole } = course;
  const isMainDone = phases.slice(0, index + 1).some(({ main }) => main);
  return {
    direction,
    done: done + index + 1,
    of,
    ...endOf(phases[index] ?? { kind: "transaction", statements: [] }),
    left: phases.slice(index + 1).filter(({ kind }) => kind === "transaction").length,
    access: isMainDone ? direction : (from?.access ?? (direction === "up" ? "down" : "up")),
    whole,
    turned,
  };
}

/** The statements that are to come. */
export const statementsToCome = ({ phases }: Pick<Course, "phases">): SelectedStatement[] =>
  phases.flatMap((phase) => phase.statements);

/** What forbids a script, whatever the database is. */
export function phaseProblems(statements: readonly SelectedStatement[], file: string): Diagnostic[] {
  const phases = phasesOf(statements);
  const at = ({ line, column }: SelectedStatement) => ({ file, line, column });
  const unnamed = statements.filter(
    ({ statement }) =>
      statement.kind === "make index" && statement.concurrently && statement.index === undefined,
  );
  return [
    ...accessElsewhere(phases).map((one) =>
      problem("access-in-two-transactions", "roles and access change in another transaction before this", {
        at: at(one),
        help: "Put all statements about roles, owners and privileges between the same two that stand alone, or into a revision of their own.",
      }),
    ),
    ...unnamed.map((one) =>
      problem(
        "index-without-name",
        "an index that is made concurrently needs a name, by which a broken run finds it",
        {
          at: at(one),
          help: "Give it one: CREATE INDEX CONCURRENTLY name ON ….",
        },
      ),
    ),
  ];
}

/** What forbids a way from where the other was left: nobody can say what becomes of rows of which some changed. */
export function turnProblems({ phases, turned, whole, from }: Course, file: string): Diagnostic[] {
  if (!turned || whole || !from) return [];
  const [first] = statementsToCome({ phases }).filter(({ statement }) => isOpaque(statement));
  if (!first) return [];
  const on = from.direction === "up" ? "upgrade" : "downgrade";
  return [
    problem(
      "half-done-rows",
      "the other way is half done, and this statement would change rows as if it were done",
      {
        at: { file, line: first.line, column: first.column },
        help: `Go on with \`dwh ${on}\`; from there the whole way is open.`,
      },
    ),
  ];
}
