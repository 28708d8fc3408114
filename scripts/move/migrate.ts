/** Upgrade and downgrade: what is to run, and each revision in a transaction of its own. */

import { lockRoles } from "../database/apply/cluster-lock.ts";
import { DryRun, type DryRunReport } from "../database/apply/dry-run.ts";
import { checkVariables } from "../database/apply/history-table.ts";
import { lockTransaction, withLock } from "../database/apply/lock.ts";
import { blockersOf } from "../database/apply/lock-wait.ts";
import { stampedRevisions } from "../database/apply/stamp-record.ts";
import { type Queryable, type Sql, serverVersion } from "../database/connect/connect.ts";
import { interruptible } from "../database/connect/interruption.ts";
import { together } from "../database/connect/together.ts";
import { rolledBack, transaction } from "../database/connect/transaction.ts";
import { withTwoConnections } from "../database/connect/two-connections.ts";
import type { Revision } from "../migrations/folder.ts";
import { unmetByRun } from "../migrations/requirements.ts";
import { type Allowance, NOTHING_ALLOWED, unknownAllowed } from "../model/allowance.ts";
import { type Diagnostic, Refusal, refuseErrors } from "../model/diagnostic.ts";
import { historyTable } from "../sources/history-place.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";
import { askWhetherDone } from "./ask-whether-done.ts";
import { belowFloor, chosenRevisions } from "./chosen-revisions.ts";
import { compareHistory } from "./compare-history.ts";
import { withTargetKey } from "./elevated-role.ts";
import { halfDoneFirst, seenHistory } from "./half-done.ts";
import { logFailed } from "./log-run.ts";
import { lookedAtBefore } from "./looked-at-before.ts";
import { MoveHooks } from "./move-hooks.ts";
import { notVouched } from "./not-vouched.ts";
import { historyNeeds, preflight } from "./preflight.ts";
import { PreparedRevisions } from "./prepared-revisions.ts";
import { lostName, type RowsLookedAt } from "./rows-in-the-way.ts";
import type { MovedRevision } from "./run-step.ts";
import { runSteps } from "./run-steps.ts";
import { withCode } from "./step-code.ts";
import { type RunState, stopped } from "./stopped-run.ts";

/** Which way, and how far: a revision, a distance, `head` or `base`. */
export interface Move {
  readonly direction: "up" | "down";
  readonly to: string;
  /** Which rows are looked at before a revision runs; those of tables of under a million unless said. */
  readonly lookedAt?: RowsLookedAt;
  /** Of what the way back may destroy rows and cut values. */
  readonly destructive?: Allowance;
  /** Whether statements may run that nobody can vouch for and nobody reviewed. */
  readonly unvouched?: boolean;
  /** Whether views that no revision made are taken down where they are in the way, and put back. */
  readonly keepForeignViews?: boolean;
  /** Whether all of it is rolled back in the end, in one transaction. */
  readonly dryRun?: boolean;
  /** Whether the target's hooks run: around the run where there is something to do unless said. */
  readonly hooks?: boolean | undefined;
  /** What moves of several targets have in common. */
  readonly prepared?: PreparedRevisions;
  readonly onStep?: (text: string) => void;
}

/** What was done, a report for each revision in the order in which they ran. */
export interface MoveReport {
  readonly moved: readonly MovedRevision[];
  /** The head of the database afterwards; undefined at base. */
  readonly head?: string;
  /** In what the target was not as revisions made it, of what was to be changed. */
  readonly drifted: readonly string[];
  /** What a dry run saw. */
  readonly tried?: DryRunReport;
  /** What went wrong with the hook behind it; what was done stays. */
  readonly hookProblem?: Diagnostic;
}

type Prepared = Move & { readonly prepared: PreparedRevisions };

/** Everything that is known before anything is sent: the history as it is, and what is to run. */
async function plan(tx: Queryable, project: Project, target: Target, request: Prepared) {
  const { direction } = request;
  const history = historyTable(project, target);
  await lockTransaction(tx, history);
  const { prepared } = request;
  const revisions = await prepared.load(project.config.out);
  const [{ rows, half }, remembered, server] = await together([
    seenHistory(tx, history, direction),
    checkVariables(tx, history, target.variables),
    serverVersion(tx),
  ]);
  const compared = compareHistory(revisions, rows);
  const problems = [...compared.problems, ...remembered];
  if (problems.length > 0) throw new Refusal(problems);
  const chosen = halfDoneFirst(chosenRevisions(revisions, compared, request), half);
  if (direction === "down") refuseErrors(belowFloor(chosen, await stampedRevisions(tx, history)));
  refuseErrors(unmetByRun(compared.applied, chosen, direction));
  const steps = await prepared.prepare(revisions, chosen, { ...request, half }, target, server);
  const toRun = withTargetKey(await withCode(project, steps), target);
  if (direction === "down") {
    const lost = toRun.flatMap(({ rows }) => rows.lost.map(lostName));
    refuseErrors(unknownAllowed(request.destructive ?? NOTHING_ALLOWED, lost));
  }
  if (!request.unvouched) refuseErrors(toRun.flatMap(notVouched));
  if (toRun.length > 0) {
    const toBase = direction === "down" && toRun.length === compared.applied.length;
    const needs = await historyNeeds(tx, history, toBase);
    refuseErrors(await preflight(tx, toRun, direction, needs));
  }
  const asked = { direction, keep: request.keepForeignViews ?? false };
  const binding = { variables: target.variables, major: server.major };
  const warehouse = (list: readonly Revision[]) => prepared.recorded(project.root, list);
  const before = { applied: compared.applied, toRun, binding, warehouse };
  const { drifted, foreign } = await lookedAtBefore(tx, before, asked);
  return { revisions, applied: compared.applied.map(({ name }) => name), toRun, drifted, foreign };
}

/**
 * Plans; where the executor lacks something it plans once more while no other run of the cluster changes roles, since
 * such a run may have made or dropped one between two of our questions.
 */
async function planned(sql: Sql, project: Project, target: Target, request: Prepared) {
  try {
    return await transaction(sql, (tx) => plan(tx, project, target, request), "READ ONLY");
  } catch (error) {
    const isLack =
      error instanceof Refusal && error.diagnostics.some(({ code }) => code.startsWith("executor-lacks"));
    if (!isLack) throw error;
    return rolledBack(sql, async (tx) => {
      await lockRoles(tx, request.onStep);
      return plan(tx, project, target, request);
    }).catch((again: unknown) => {
      throw again instanceof Refusal ? again : error;
    });
  }
}

async function move(
  { sql, keeper }: { readonly sql: Sql; readonly keeper: Sql },
  project: Project,
  target: Target,
  request: Prepared,
  { state, hooks }: { readonly state: RunState; readonly hooks: MoveHooks },
): Promise<MoveReport> {
  const { direction, onStep, lookedAt = "some", destructive = NOTHING_ALLOWED } = request;
  const history = historyTable(project, target);
  const dryRun = request.dryRun ? new DryRun(history) : undefined;
  const before = await planned(sql, project, target, request);
  const { drifted, foreign } = before;
  const run = {
    ...{ history, target, direction, lookedAt, destructive, foreign, dryRun },
    onWait: onStep,
    blockersOf: (pid: number) => blockersOf(keeper, pid),
  };
  for (const text of drifted) onStep?.(`Drifted in what is to be changed: ${text}`);
  const steps = { ...before, onStep, hooks };
  await hooks.begin(before);
  if (!dryRun) return { drifted, ...(await runSteps(sql, run, steps, state)) };
  await transaction(sql, (tx) => dryRun.begin(tx), "READ ONLY");
  const report = await rolledBack(sql, () => runSteps(sql, run, steps, state));
  const tried = await transaction(sql, (tx) => dryRun.report(tx), "READ ONLY");
  return { drifted, ...report, tried };
}

/**
 * Brings a database up or down to a revision: one run at a time, one transaction a revision, nothing sent before
 * all that can be checked without the database has been.
 *
 * @throws {Refusal} with everything that forbids it, or with the statement that PostgreSQL refused; revisions
 *   before that one stay applied, of it nothing does
 */
export async function migrate(project: Project, target: Target, request: Move): Promise<MoveReport> {
  const { direction, onStep } = request;
  const state: RunState = { shown: target.shown, direction, done: [], head: undefined, current: undefined };
  const onWait = (holder: string, help: string) =>
    onStep?.(`Waiting for another run on this database to end: ${holder}. ${help}`);
  const onSignal = (signal: string) =>
    onStep?.(`${signal}: what runs on the server is cancelled and rolled back; once more ends this at once`);
  const history = historyTable(project, target);
  const hooks = new MoveHooks(project, target, request, state);
  const prepared = request.prepared ?? new PreparedRevisions();
  // What is wrong with it is told where it is used.
  void prepared.load(project.config.out).catch(() => {});
  const run = withTwoConnections(target.url, (sql, keeper) =>
    interruptible([sql, keeper], onSignal, () =>
      withLock(keeper, history, { onWait }, () =>
        move({ sql, keeper }, project, target, { ...request, prepared }, { state, hooks }),
      ),
    ).catch(async (error: unknown) => {
      throw await stopped(error, state, (name) => askWhetherDone(history, target, direction, name));
    }),
  );
  // Behind a pooler, a third session may be had only once those two are given back.
  const report = await run.catch(async (error: unknown) => {
    const { name: revision, began } = state.current ?? {};
    const action = direction === "up" ? "upgrade" : "downgrade";
    if (revision !== undefined && began !== undefined && !request.dryRun)
      await logFailed(target, history, { revision, action, began }, error);
    throw await hooks.failed(error);
  });
  const hookProblem = await hooks.end();
  return { ...report, ...(hookProblem && { hookProblem }) };
}
