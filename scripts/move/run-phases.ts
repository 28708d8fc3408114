// The phases of a revision, each committed with the note that it is done.
import { type ApplyReport, type ApplyRequest, applyRevision } from "../database/apply/apply.ts";
import type { HistoryTable } from "../database/apply/history-table.ts";
import { runOutside } from "../database/apply/outside-statement.ts";
import { type HalfDone, recordStep } from "../database/apply/step-record.ts";
import type { Queryable, Sql } from "../database/connect/connect.ts";
import { transaction } from "../database/connect/transaction.ts";
import { type Course, type LeftAt, leftBehind } from "../sql/course.ts";
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
  /** In the last transaction. */
  readonly finish: (tx: Queryable) => Promise<void>;
  /** Told how many phases are committed. */
  readonly onDone: (done: number, of: number) => void;
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

/** What is remembered once a phase is committed. */
const stepBehind = ({ course, revision, hash, direction }: PhasedRequest, index: number): HalfDone => ({
  revision,
  ...leftBehind(course, direction, index),
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
  const { file, history, course, dryRun } = request;
  const { phases, from, turned } = course;
  let expected: LeftAt | undefined = from;
  let report = NOTHING_DONE;
  const notices: string[] = [];
  /** Sets what the next transaction expects only once it is committed: one that is tried again expects the same. */
  const note = async (tx: Queryable, index: number): Promise<void> => {
    if (index === phases.length - 1) return hooks.finish(tx);
    await recordStep(tx, history, stepBehind(request, index));
  };
  const work = async (index: number, phase: Phase): Promise<void> => {
    const isFirst = index === 0 && (from === undefined || from.direction !== request.direction);
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
    const around: PhaseHooks["main"] = phase.main ? hooks.main : hooks.rights.within(phase);
    const { before, after, ...main } = around;
    const done = await applyRevision(sql, {
      ...request,
      ...main,
      statements: phase.statements,
      passOver: turned,
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
    expected = stepBehind(request, index);
    hooks.onDone(course.done + index + 1, course.of);
  }
  if (phases.length === 0)
    await transaction(sql, (tx) => hooks.check(tx, expected).then(() => hooks.finish(tx)));
  return { ...report, notices };
}
