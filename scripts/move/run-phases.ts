// The phases of a revision, each committed with the note that it is done.
import { type ApplyReport, type ApplyRequest, applyRevision } from "../database/apply/apply.ts";
import { applyBatches, type BatchRun } from "../database/apply/apply-batches.ts";
import type { HistoryTable } from "../database/apply/history-table.ts";
import { runOutside } from "../database/apply/outside-statement.ts";
import { type HalfDone, recordStep } from "../database/apply/step-record.ts";
import type { Queryable, Sql } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import {
  type BatchMark,
  batchesFrom,
  begins,
  type Course,
  type LeftAt,
  leftBehind,
  leftWithin,
} from "../sql/course.ts";
import type { Phase } from "../sql/phases.ts";
import type { PhaseRights } from "./phase-rights.ts";

/** What is done around the phases. */
export interface PhaseHooks {
  /** First in each transaction: the locks, and whether the database is as this run left it. */
  readonly check: (tx: Queryable, expected: LeftAt | undefined) => Promise<void>;
  /** Once, before anything of the revision ran. */
  readonly begin: (tx: Queryable) => Promise<void>;
  /** Around the transaction in which access changes. */
  readonly main: Pick<ApplyRequest, "before" | "withRoles" | "beforeDrops" | "after">;
  /** Of the other phases. */
  readonly rights: PhaseRights;
  /** Takes out of the way what no revision made. @returns what puts it back */
  readonly aside: (tx: Queryable, phase: Phase) => Promise<() => Promise<void>>;
  /** In the last transaction. */
  readonly finish: (tx: Queryable) => Promise<void>;
  /** Told how far it is, once that is committed. */
  readonly onDone: (left: LeftAt) => void;
}

/** One way of one revision. */
interface PhasedRequest
  extends Pick<ApplyRequest, "lockTimeout" | "statementTimeout" | "dryRun" | "patience" | "code"> {
  readonly file: string;
  readonly history: HistoryTable;
  readonly revision: string;
  readonly hash: string;
  readonly direction: "up" | "down";
  readonly course: Course;
  /** What runs in batches. */
  readonly batch?: BatchRun;
}

const NOTHING_DONE: ApplyReport = {
  takenOver: [],
  found: [],
  unspoken: [],
  kept: [],
  keptMemberships: [],
  renamed: [],
  notices: [],
};

/** What is remembered of it. */
const stepAt = ({ revision, hash }: PhasedRequest, left: LeftAt): HalfDone => ({
  ...left,
  revision,
  hash,
  at: new Date().toISOString(),
});

/** What a dry run leaves out. */
const leftOut = ({ statements }: Phase): string[] =>
  statements.map(({ sql }) => `NOTICE: left out of the dry run, since it runs in no transaction: ${sql}`);

/**
 * Runs the phases that are to come. What is committed stays where a later one fails.
 *
 * @throws {Refusal} with what PostgreSQL refused, or what was otherwise than it should be
 */
export async function runPhases(sql: Sql, request: PhasedRequest, hooks: PhaseHooks): Promise<ApplyReport> {
  const { file, history, course, direction, dryRun } = request;
  const { phases, from, turned } = course;
  let expected: LeftAt | undefined = from;
  let report = NOTHING_DONE;
  const notices: string[] = [];
  /** Sets what the next transaction expects only once it is committed: one that is tried again expects the same. */
  const note = async (tx: Queryable, index: number): Promise<void> => {
    if (index === phases.length - 1) return hooks.finish(tx);
    await recordStep(tx, history, stepAt(request, leftBehind(course, direction, index)));
  };
  const batches = async (index: number, phase: Phase): Promise<string[]> => {
    const rights = hooks.rights.within(phase);
    const { batch } = request;
    if (!batch) throw new Error("a phase of batches without any");
    const within = (mark: BatchMark) => leftWithin(course, direction, index, mark);
    return applyBatches(sql, {
      ...request,
      run: batch,
      mark: batchesFrom(course, index),
      reached: course.reached,
      before: (tx) => hooks.check(tx, expected).then(() => rights.withRoles?.(tx)),
      async after(tx, mark) {
        await rights.after?.(tx);
        await (mark.done ? note(tx, index) : recordStep(tx, history, stepAt(request, within(mark))));
      },
      onBatch(mark) {
        if (mark.done) return;
        expected = within(mark);
        hooks.onDone(expected);
      },
    });
  };
  const work = async (index: number, phase: Phase): Promise<void> => {
    const isFirst = index === 0 && begins(course, direction);
    if (phase.kind === "outside") {
      const [one] = phase.statements;
      if (dryRun) notices.push(...leftOut(phase));
      else if (one) {
        const begun = turned || (index === 0 && !isFirst);
        notices.push(...(await hooks.rights.around(phase, () => runOutside(sql, file, one, begun))));
      }
      const inside = async (tx: Queryable) => {
        await hooks.check(tx, expected);
        await note(tx, index);
      };
      return dryRun ? inside(sql) : transaction(sql, inside);
    }
    if (phase.kind === "batches") return void notices.push(...(await batches(index, phase)));
    const around: PhaseHooks["main"] = phase.main ? hooks.main : hooks.rights.within(phase);
    const { before, after, ...main } = around;
    const done = await applyRevision(sql, {
      ...request,
      ...main,
      statements: phase.statements,
      passOver: turned,
      aside: (tx) => hooks.aside(tx, phase),
      async before(tx) {
        await hooks.check(tx, expected);
        if (isFirst) await hooks.begin(tx);
        await before?.(tx);
      },
      async after(tx, report) {
        await after?.(tx, report);
        await note(tx, index);
      },
    });
    if (phase.main) report = done;
    notices.push(...done.notices);
  };
  for (const [index, phase] of phases.entries()) {
    await work(index, phase);
    if (index === phases.length - 1) break;
    expected = leftBehind(course, direction, index);
    hooks.onDone(expected);
  }
  if (phases.length === 0)
    await transaction(sql, (tx) => hooks.check(tx, expected).then(() => hooks.finish(tx)));
  return { ...report, notices };
}
