/** Which phases of a revision are to come on a database, from where it was left. */
import { endOf, isAccess, isBehind, type Phase, phasesOf } from "./phases.ts";
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

/** The phase with some of its statements; it ends where it did. */
const only = (phase: Phase, keeps: (one: SelectedStatement) => boolean): Phase => ({
  ...phase,
  statements: phase.statements.filter(keeps),
  place: endOf(phase),
});

/** Without what is done around access: that is as this way leaves it. */
function withoutAccess({ main: _, ...phase }: Phase): Phase {
  return only(phase, (one) => !isAccess(one));
}

/** Without what is only for a way that was begun while the other one was half done. */
const coming = (phases: readonly Phase[], isTurned: boolean): readonly Phase[] =>
  isTurned ? phases : phases.map((phase) => only(phase, ({ directives }) => !directives?.turned));

/** @param half what the database remembers of the revision */
export function courseOf(
  statements: readonly SelectedStatement[],
  direction: "up" | "down",
  half?: LeftAt,
): Course {
  const all = phasesOf(statements);
  const of = all.length;
  const fresh = { phases: all, of, done: 0, from: undefined, reached: undefined, twice: false };
  if (!half) return { ...fresh, phases: coming(all, false), turned: false, whole: true };
  const phases = half.access === direction ? all.map(withoutAccess) : all;
  if (half.direction !== direction) {
    const whole = half.whole && half.left === 0;
    const twice = half.turned && !half.whole;
    return { ...fresh, phases, from: half, turned: true, whole, reached: half.batches, twice };
  }
  const left = all.findIndex((phase) => isBehind(endOf(phase), half));
  const done = left < 0 ? of : left;
  const { turned, whole, reached } = half;
  return {
    phases: coming(phases.slice(done), turned),
    of,
    done,
    from: half,
    turned,
    whole,
    reached,
    twice: false,
  };
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

/** Whether a run begins a way with it, and does not go on where one before it ended. */
export const begins = ({ from }: Course, direction: "up" | "down"): boolean =>
  from === undefined || from.direction !== direction;
