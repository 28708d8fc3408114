// One revision of a move: its transaction, from the lock to the row of the history.

import type { ApplyReport } from "../database/apply/apply.ts";
import { dropHistoryIfEmpty } from "../database/apply/drop-history.ts";
import type { DryRun } from "../database/apply/dry-run.ts";
import {
  type HistoryTable,
  recordApplied,
  recordReverted,
  rememberVariables,
} from "../database/apply/history-table.ts";
import { endLent, readLent } from "../database/apply/lent-record.ts";
import { lockTransaction } from "../database/apply/lock.ts";
import { logRights } from "../database/apply/log-table.ts";
import { ensureHistory, type HistoryThere, historyThere } from "../database/apply/make-history.ts";
import { forgetStep } from "../database/apply/step-record.ts";
import { majorOf, type Queryable, type Sql } from "../database/connect/connect.ts";
import { together } from "../database/connect/together.ts";
import type { Allowance } from "../model/allowance.ts";
import { refuseErrors } from "../model/diagnostic.ts";
import type { Warehouse } from "../model/warehouse.ts";
import type { Target } from "../sources/target.ts";
import { accessWork } from "./access-work.ts";
import { expectHistory, lostUnasked } from "./expect-history.ts";
import type { ForeignViews } from "./foreign-views.ts";
import { logDone } from "./log-run.ts";
import { phaseRights } from "./phase-rights.ts";
import type { Step } from "./prepare-steps.ts";
import { changesRows, leftToHand } from "./rows-by-hand.ts";
import { type RowsLookedAt, rowsInTheWay, rowsLost } from "./rows-in-the-way.ts";
import { type PhaseHooks, runPhases } from "./run-phases.ts";
import { stepCode } from "./step-code.ts";

/** What was done with one revision. */
export interface MovedRevision extends ApplyReport {
  readonly name: string;
  /** What was taken from roles that nobody declared, in schemas that say so. */
  readonly revoked: readonly string[];
  /** What roles that went left to their heirs, or got back. */
  readonly given: readonly string[];
  /** What of the rows was not looked at, and why. */
  readonly notChecked: readonly string[];
  /** Views that no revision made, which were taken down and put back. */
  readonly keptViews: readonly string[];
  /** Statements that nobody vouched for. */
  readonly unvouched: readonly string[];
  /** Why the log does not tell of it. */
  readonly notLogged: string | undefined;
}

/** How often a transaction is tried again that does not get a lock in time, unless the target says. */
const LOCK_RETRIES = 4;

/** What a step is a part of. */
export interface Run {
  readonly history: HistoryTable;
  readonly target: Target;
  readonly direction: "up" | "down";
  readonly lookedAt: RowsLookedAt;
  /** Of what rows may be destroyed on the way back. */
  readonly destructive: Allowance;
  /** Views that no revision made. */
  readonly foreign: ForeignViews;
  /** Told when it waits for a run on another database. */
  readonly onWait: ((text: string) => void) | undefined;
  /** Whether an earlier revision of it has remembered the variables. */
  readonly remembered?: boolean;
  /** What the revision before was to lead to, which has set the marks in the cluster. */
  readonly marked?: Warehouse | undefined;
  /** Who keeps a session waiting for a lock. */
  readonly blockersOf: (pid: number) => Promise<readonly string[]>;
  /** Of a run that is rolled back: the transaction is open, and this watches it. */
  readonly dryRun?: DryRun | undefined;
}

/** What the log says of it, which begins now. */
const loggedStep = (direction: Run["direction"], revision: string) =>
  ({ revision, action: direction === "up" ? "upgrade" : "downgrade", began: performance.now() }) as const;

/** Looks for rows that are lost, or in the way. @returns what nobody looked at. @throws {Refusal} where there are some */
async function lookAtRows(tx: Queryable, run: Run, step: Step): Promise<readonly string[]> {
  const { direction, destructive, lookedAt, target } = run;
  const { rows, course } = step;
  if (!course.whole) {
    refuseErrors(direction === "up" ? [] : lostUnasked(rows, destructive));
    return [];
  }
  const look = { lookedAt, statementTimeout: target.statementTimeout };
  const lost = direction === "up" ? undefined : await rowsLost(tx, rows, destructive, look);
  const found = changesRows(step, direction)
    ? { problems: [], notChecked: leftToHand(rows[direction]) }
    : await rowsInTheWay(tx, rows, direction, look);
  refuseErrors([...(lost?.problems ?? []), ...found.problems]);
  return [...(lost?.notChecked ?? []), ...found.notChecked];
}

/**
 * Moves by one revision: in one transaction that begins with the lock and ends with the history, or in several, each of
 * which notes how far it is.
 *
 * @param applied the revisions that the history must have
 * @param onDone told how many phases of a revision are committed that has several
 * @throws {Refusal} with what PostgreSQL refused, or what was otherwise than it should be; of one transaction then
 *   nothing is done
 */
export async function runStep(
  sql: Sql,
  run: Run,
  step: Step,
  applied: readonly string[],
  onDone: PhaseHooks["onDone"] = () => {},
): Promise<MovedRevision> {
  const { history, target, direction, dryRun } = run;
  const { revision, file, unvouched, course } = step;
  const { name, hash, createdAt } = revision;
  let notChecked: readonly string[] = [];
  let notLogged: string | undefined;
  const keptViews = new Set<string>();
  let there: HistoryThere | undefined;
  const logged = loggedStep(direction, name);
  const access = accessWork(sql, run, step);
  const hooks: PhaseHooks = {
    async check(tx, expected) {
      await lockTransaction(tx, history);
      const [, lent, found] = await together([
        expectHistory(tx, run, applied, expected),
        readLent(tx, history),
        historyThere(tx, history),
      ]);
      there = found;
      await endLent(tx, history, lent);
    },
    async begin(tx) {
      notChecked = await lookAtRows(tx, run, step);
      if (direction === "down") return;
      await ensureHistory(tx, history, there);
      if (!run.remembered) await rememberVariables(tx, history, target.variables);
    },
    main: access.hooks,
    rights: phaseRights(sql, history, step.needsOfWay),
    async aside(tx, { statements }) {
      const aside = await run.foreign.takeAside(tx, { name, statements });
      for (const view of aside?.names ?? []) keptViews.add(view);
      return async () => aside?.putBack();
    },
    async finish(tx) {
      if (course.of > 1 || course.from) await forgetStep(tx, history, name);
      // Where the way back was begun first, the row is there still.
      if (direction === "down" || course.from) await recordReverted(tx, history, name);
      const [rights] = await together([
        logRights(tx, history),
        direction === "up" && recordApplied(tx, history, { name, hash, createdAt }),
      ]);
      notLogged = await logDone(tx, history, logged, rights);
      if (direction === "down") await dropHistoryIfEmpty(tx, history);
    },
    onDone,
  };
  const report = await runPhases(
    sql,
    {
      ...{ file, history, revision: name, hash, direction, course },
      lockTimeout: target.lockTimeout,
      statementTimeout: target.statementTimeout,
      ...stepCode(step, run, target, majorOf(sql)),
      patience: {
        retries: target.lockRetries ?? LOCK_RETRIES,
        onRetry: run.onWait,
        blockersOf: run.blockersOf,
      },
      dryRun: dryRun && { watch: dryRun, revision: name },
    },
    hooks,
  );
  const told = {
    notChecked,
    notLogged,
    keptViews: [...keptViews],
    unvouched: unvouched.map(({ sql }) => sql),
  };
  return { ...report, name, ...access.report(), ...told };
}
