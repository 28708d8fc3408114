// A database said to be at a revision, without running anything.

import { lockRoles } from "../database/apply/cluster-lock.ts";
import { setMarks } from "../database/apply/cluster-marks.ts";
import { dropHistory, dropHistoryIfEmpty, forgetAll } from "../database/apply/drop-history.ts";
import { forgetGiven } from "../database/apply/given-record.ts";
import {
  checkVariables,
  type HistoryTable,
  readHistory,
  recordApplied,
  recordReverted,
  rememberVariables,
} from "../database/apply/history-table.ts";
import { lockTransaction, withLock } from "../database/apply/lock.ts";
import { logRights } from "../database/apply/log-table.ts";
import { ensureHistory } from "../database/apply/make-history.ts";
import { forgetStamped, rememberStamped } from "../database/apply/stamp-record.ts";
import { forgetSteps } from "../database/apply/step-record.ts";
import { rememberTakenOver, takenOverRoles } from "../database/apply/taken-over-record.ts";
import { majorOf, type Queryable } from "../database/connect/connect.ts";
import { interruptible } from "../database/connect/interruption.ts";
import { transaction } from "../database/connect/transaction.ts";
import { withTwoConnections } from "../database/connect/two-connections.ts";
import { resolveRevision } from "../migrations/find-revision.ts";
import { changedFiles, loadRevisions, type Revision } from "../migrations/folder.ts";
import { bindWarehouse } from "../model/bind.ts";
import { EMPTY_WAREHOUSE } from "../model/collections.ts";
import { refuseErrors } from "../model/diagnostic.ts";
import { foldDelta } from "../model/fold.ts";
import type { Role } from "../model/role.ts";
import { lacks } from "../plan/needs/executor-lacks.ts";
import { historyTable } from "../sources/history-place.ts";
import type { Project } from "../sources/project.ts";
import type { Target } from "../sources/target.ts";
import { compareHistory } from "./compare-history.ts";
import { logDone } from "./log-run.ts";
import { historyNeeds, standingFor } from "./preflight.ts";

/** What the history is to say. */
export interface StampRequest {
  readonly to: string;
  /** Whether what the database remembers is forgotten before, at base with the log. */
  readonly purge?: boolean;
  /** Roles that were there before, as they were: the way back leaves them. */
  readonly takenOver?: readonly Role[];
  readonly onStep?: (text: string) => void;
}

/** What the history says otherwise than before. */
interface StampReport {
  /** Revisions that count as applied now, and those that do no more. */
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly head: string | undefined;
  /** Why the log does not tell of it. */
  readonly notLogged: string | undefined;
}

/** What other databases of the cluster see: which roles and memberships this one needs at the revision. */
async function markCluster(
  tx: Queryable,
  history: HistoryTable,
  counted: readonly Revision[],
  { variables }: Pick<Target, "variables">,
): Promise<void> {
  const folded = counted.reduce((warehouse, { delta }) => foldDelta(warehouse, delta), EMPTY_WAREHOUSE);
  const { roles, memberships } = bindWarehouse(folded, { variables, major: majorOf(tx) });
  const found = await takenOverRoles(tx, history);
  await setMarks(tx, history, { roles: roles.values(), memberships: memberships.values(), found });
}

/** Changes the rows of the history, and what is remembered of them. */
async function writeHistory(
  tx: Queryable,
  history: HistoryTable,
  before: readonly string[],
  counted: readonly Revision[],
): Promise<Pick<StampReport, "added" | "removed">> {
  await forgetSteps(tx, history);
  const added = counted.filter(({ name }) => !before.includes(name));
  const removed = before.filter((name) => counted.every((revision) => revision.name !== name));
  for (const name of removed) {
    await recordReverted(tx, history, name);
    await forgetStamped(tx, history, name);
    await forgetGiven(tx, history, name);
    await forgetGiven(tx, history, name, "owners");
  }
  for (const { name, hash, createdAt } of added) {
    await recordApplied(tx, history, { name, hash, createdAt });
    await rememberStamped(tx, history, name);
  }
  return { added: added.map(({ name }) => name), removed };
}

async function stampOnce(
  tx: Queryable,
  project: Project,
  target: Target,
  { to, purge = false, takenOver = [], onStep }: StampRequest,
): Promise<StampReport> {
  const began = performance.now();
  const history = historyTable(project, target);
  await lockTransaction(tx, history);
  const revisions = await loadRevisions(project.config.out);
  const rows = await readHistory(tx, history);
  const { applied, problems } = compareHistory(revisions, rows);
  const help = "Or `dwh stamp REV --purge` forgets what the database says of itself.";
  const known = [...problems, ...(await checkVariables(tx, history, target.variables))];
  if (!purge) refuseErrors(known.map((one) => ({ ...one, help: `${one.help ?? ""}\n${help}`.trim() })));
  const counted = revisions.slice(0, resolveRevision(revisions, to, applied.at(-1)?.number ?? 0));
  refuseErrors((await Promise.all(counted.map(changedFiles))).flat());
  const { needs, executor } = await standingFor(tx, [], await historyNeeds(tx, history, purge));
  refuseErrors(lacks(needs, executor));
  await lockRoles(tx, onStep);
  if (purge && counted.length === 0) {
    await markCluster(tx, history, [], target);
    await dropHistory(tx, history);
    return { added: [], removed: rows.map(({ name }) => name), head: undefined, notLogged: undefined };
  }
  if (purge) await forgetAll(tx, history);
  if (counted.length > 0) await ensureHistory(tx, history);
  if (counted.length > 0) await rememberTakenOver(tx, history, takenOver);
  const before = purge ? [] : rows.map(({ name }) => name);
  const changed = await writeHistory(tx, history, before, counted);
  if (counted.length > 0) await rememberVariables(tx, history, target.variables);
  await markCluster(tx, history, counted, target);
  const head = counted.at(-1)?.name;
  const isThere = counted.length > 0 || rows.length > 0;
  const logged = { revision: head ?? "base", action: "stamp", began } as const;
  const notLogged = isThere ? await logDone(tx, history, logged, await logRights(tx, history)) : undefined;
  await dropHistoryIfEmpty(tx, history);
  return { ...changed, head, notLogged };
}

/**
 * Says in a database's history that it is at a revision, and runs nothing. What is said to be applied so is a floor
 * for the way back.
 *
 * @throws {Refusal} where the revision is unknown, what the database says of itself does not fit, or the role may not
 */
export async function stamp(project: Project, target: Target, request: StampRequest): Promise<StampReport> {
  const onWait = (holder: string, help: string) =>
    request.onStep?.(`Waiting for another run on this database to end: ${holder}. ${help}`);
  const work = (tx: Queryable) => stampOnce(tx, project, target, request);
  return withTwoConnections(target.url, (sql, keeper) =>
    interruptible(
      [sql, keeper],
      () => {},
      () => withLock(keeper, historyTable(project, target), { onWait }, () => transaction(sql, work)),
    ),
  );
}
