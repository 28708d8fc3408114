/** Which phases of a revision are to come on a database, from where it was left. */
import { type Diagnostic, problem } from "../model/diagnostic.ts";
import { isOpaque } from "./opaque.ts";
import { accessElsewhere, endOf, isAccess, isBehind, type Phase, phasesOf } from "./phases.ts";
import type { SelectedStatement } from "./select-statements.ts";

/** How far the batches of one way have come. */
export interface BatchMark {
  /** How many are committed, and of how many rows they said that they changed them. */
  readonly count: number;
  readonly rows: number;
  /** What the last of them said that the next goes on behind; as JSON gives it back. */
  readonly after?: unknown;
  /** Whether that was the last. */
  readonly done?: true;
}

/** Before the first of them. */
export const NO_BATCH: BatchMark = { count: 0, rows: 0 };

/** How far one way of a revision has come. */
export interface LeftAt {
  readonly direction: "up" | "down";
  /** Of so many phases so many are done. */
  readonly done: number;
  readonly of: number;
  /** Where the last of them ends in its file; 0 before the first. */
  readonly line: number;
  readonly column: number;
  /** How many transactions are to come; batches count as one. */
  readonly left: number;
  /** Of which side the access is: as behind the way up, or behind the way back. */
  readonly access: "up" | "down";
  /** Whether all transactions of the other way had run before this one began. */
  readonly whole: boolean;
  /** Whether the other way was begun first, so that this one finds things as it leaves them. */
  readonly turned: boolean;
  /** Of a way with batches: how far those are. */
  readonly batches?: BatchMark;
  /** How far the batches of the other way were, where this one began before that was whole. */
  readonly reached?: BatchMark;
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
  /** How far the batches of the other way were where this one began; nothing where that was whole, or has none. */
  readonly reached: BatchMark | undefined;
  /** Whether the other way had itself begun before this one was whole. */
  readonly twice: boolean;
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
  const fresh = { phases: all, of, done: 0, from: undefined, reached: undefined, twice: false };
  if (!half) return { ...fresh, turned: false, whole: true };
  const phases = half.access === direction ? all.map(withoutAccess) : all;
  if (half.direction !== direction) {
    const whole = half.whole && half.left === 0;
    const twice = half.turned && !half.whole;
    return { ...fresh, phases, from: half, turned: true, whole, reached: half.batches, twice };
  }
  const left = all.findIndex((phase) => isBehind(endOf(phase), half));
  const done = left < 0 ? of : left;
  const { turned, whole, reached } = half;
  return { phases: phases.slice(done), of, done, from: half, turned, whole, reached, twice: false };
}

const hasBatches = (phases: readonly Phase[]): boolean => phases.some(({ kind }) => kind === "batches");

/** How far the batches of a way are where so many of its phases that were to come are done. */
function batchesBehind({ phases, from, turned, done }: Course, count: number): BatchMark | undefined {
  if (hasBatches(phases.slice(count))) return NO_BATCH;
  if (hasBatches(phases.slice(0, count))) return { ...NO_BATCH, done: true };
  // Those of a way that goes on may lie before its beginning.
  return done === 0 && turned ? undefined : from?.batches;
}

/** What is to be remembered once a phase of those to come is committed. */
export function leftBehind(course: Course, direction: "up" | "down", index: number): LeftAt {
  const { phases, done, of, from, turned, whole, reached } = course;
  const batches = batchesBehind(course, index + 1);
  const isMainDone = phases.slice(0, index + 1).some(({ main }) => main);
  return {
    direction,
    done: done + index + 1,
    of,
    ...endOf(phases[index] ?? { kind: "transaction", statements: [] }),
    left: phases.slice(index + 1).filter(({ kind }) => kind !== "outside").length,
    access: isMainDone ? direction : (from?.access ?? (direction === "up" ? "down" : "up")),
    whole,
    turned,
    ...(batches && { batches }),
    ...(reached && { reached }),
  };
}

/** What is to be remembered in the midst of the batches that are a phase of those to come. */
export function leftWithin(
  course: Course,
  direction: "up" | "down",
  index: number,
  batches: BatchMark,
): LeftAt {
  const { from } = course;
  return { ...(index === 0 && from ? from : leftBehind(course, direction, index - 1)), batches };
}

/** Where the batches that are a phase of those to come begin: in their midst only where a run stopped there. */
export const batchesFrom = ({ from }: Course, index: number): BatchMark =>
  (index === 0 && from?.batches) || NO_BATCH;

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
export function turnProblems(course: Course, file: string): Diagnostic[] {
  const { phases, turned, whole, from, reached, twice } = course;
  if (!turned || whole || !from) return [];
  // Batches are told how far those of the other way are.
  const mayBatch = reached !== undefined && !twice;
  const [first] = statementsToCome({ phases }).filter(
    ({ statement, directives }) => isOpaque(statement) || (directives?.batches && !mayBatch),
  );
  if (!first) return [];
  const on = from.direction === "up" ? "upgrade" : "downgrade";
  return [
    problem("half-done-rows", "the other way is half done, and this would change rows as if it were done", {
      at: { file, line: first.line, column: first.column },
      help: `Go on with \`dwh ${on}\`; from there the whole way is open.`,
    }),
  ];
}
