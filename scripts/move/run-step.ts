// One revision of a move: its transaction, from the lock to the row of the history.
import { type ApplyReport, applyRevision } from "../database/apply/apply.ts";
import { lockRoles } from "../database/apply/cluster-lock.ts";
import { dropHistoryIfEmpty } from "../database/apply/drop-history.ts";
import type { DryRun } from "../database/apply/dry-run.ts";
import {
  ensureHistory,
  type HistoryTable,
  readHistory,
  recordApplied,
  recordReverted,
  rememberVariables,
} from "../database/apply/history-table.ts";
import { lockTransaction } from "../database/apply/lock.ts";
import { takenOverRoles } from "../database/apply/taken-over-record.ts";
import type { Queryable, Sql } from "../database/connect/connect.ts";
import { inspectInside, type LiveWarehouse } from "../database/inspect/inspect.ts";
import type { Allowance } from "../model/allowance.ts";
import { problem, Refusal, refuseErrors } from "../model/diagnostic.ts";
import type { Ownership } from "../model/ownership.ts";
import { objectsInAccess } from "../plan/vouch/vouch-script.ts";
import type { Target } from "../sources/target.ts";
import { mayRunCode } from "../sql/opaque.ts";
import { confirmApplied } from "./confirm-applied.ts";
import { giveAway } from "./departing-roles.ts";
import { borrowing } from "./executor-rights.ts";
import { giveBackOwners, readFormerOwners, rememberOwners } from "./former-owners.ts";
import { giveRolesBack } from "./former-roles.ts";
import { giveBack } from "./given-things.ts";
import { leaveCluster } from "./leave-cluster.ts";
import { logDone } from "./log-run.ts";
import { passwordChanges, setPasswords } from "./passwords.ts";
import type { Step } from "./prepare-steps.ts";
import { revokeUnmanaged } from "./revoke-unmanaged.ts";
import { type RowsLookedAt, rowsInTheWay, rowsLost } from "./rows-in-the-way.ts";

/** What was done with one revision. */
export interface MovedRevision extends ApplyReport {
  readonly name: string;
  /** What was taken from roles that nobody declared, in schemas that say so. */
  readonly revoked: readonly string[];
  /** What roles that went left to their heirs, or got back. */
  readonly given: readonly string[];
  /** What of the rows was not looked at, and why. */
  readonly notChecked: readonly string[];
  /** Statements that nobody vouched for. */
  readonly unvouched: readonly string[];
  /** Why the log does not tell of it. */
  readonly notLogged: string | undefined;
}

/** What a step is a part of. */
export interface Run {
  readonly history: HistoryTable;
  readonly target: Target;
  readonly direction: "up" | "down";
  readonly lookedAt: RowsLookedAt;
  /** Of what rows may be destroyed on the way back. */
  readonly destructive: Allowance;
  /** Told when it waits for a run on another database. */
  readonly onWait: ((text: string) => void) | undefined;
  /** Of a run that is rolled back: the transaction is open, and this watches it. */
  readonly dryRun?: DryRun | undefined;
}

/** @throws {Refusal} where another run changed the history since this one looked */
async function expectHistory(
  tx: Queryable,
  history: HistoryTable,
  applied: readonly string[],
): Promise<void> {
  const now = new Set((await readHistory(tx, history)).map(({ name }) => name));
  const changed = [
    ...[...now].filter((name) => !applied.includes(name)).map((name) => `${name} was applied`),
    ...applied.filter((name) => !now.has(name)).map((name) => `${name} was taken back`),
  ];
  if (changed.length === 0) return;
  throw new Refusal([
    problem("history-changed", `another run changed this database meanwhile: ${changed.join(", ")}`, {
      help: "Run it again, once the other run has ended.",
    }),
  ]);
}

/** What the log says of it, which begins now. */
const loggedStep = (direction: Run["direction"], revision: string) =>
  ({ revision, action: direction === "up" ? "upgrade" : "downgrade", began: performance.now() }) as const;

/**
 * Moves by one revision, in one transaction that begins with the lock and ends with the history.
 *
 * @param applied the revisions that the history must have
 * @throws {Refusal} with what PostgreSQL refused, or what was otherwise than it should be; then nothing is done
 */
export async function runStep(
  sql: Sql,
  { history, target, direction, lookedAt, destructive, onWait, dryRun }: Run,
  { revision, file, statements, bound, needs, rows, unvouched }: Step,
  applied: readonly string[],
): Promise<MovedRevision> {
  const { name, hash, createdAt } = revision;
  const borrowed = borrowing(bound, needs);
  let revoked: string[] = [];
  let given: string[] = [];
  let notChecked: readonly string[] = [];
  let notLogged: string | undefined;
  const logged = loggedStep(direction, name);
  const remembered = { history, revision: name };
  let formerOwners: readonly Ownership[] = [];
  const runsCode = statements.some(({ statement }) => mayRunCode(statement));
  let accessBefore: LiveWarehouse | undefined;
  const look = { lookedAt, statementTimeout: target.statementTimeout };
  const passwords = direction === "up" ? passwordChanges(bound.difference) : [];
  const report = await applyRevision(sql, {
    file,
    statements,
    history,
    lockTimeout: target.lockTimeout,
    statementTimeout: target.statementTimeout,
    dryRun: dryRun && { watch: dryRun, revision: name },
    async before(tx) {
      await lockTransaction(tx, history);
      await expectHistory(tx, history, applied);
      const lost = direction === "up" ? undefined : await rowsLost(tx, rows, destructive, look);
      const found = await rowsInTheWay(tx, rows, direction, look);
      refuseErrors([...(lost?.problems ?? []), ...found.problems]);
      notChecked = [...(lost?.notChecked ?? []), ...found.notChecked];
      if (direction === "up") await ensureHistory(tx, history);
      const { roles, memberships } = bound.difference;
      const changes = [roles, memberships].flatMap(({ added, removed }) => [...added, ...removed]);
      if (changes.length > 0) await lockRoles(tx, onWait);
      if (direction === "up") formerOwners = await readFormerOwners(tx, bound);
      accessBefore = runsCode ? await inspectInside(tx) : undefined;
    },
    async withRoles(tx) {
      await borrowed.begin(tx);
      await setPasswords(tx, passwords);
    },
    async beforeDrops(tx, going) {
      given = await giveAway(sql, tx, going, remembered);
    },
    async after(tx, report) {
      if (direction === "up") revoked = await revokeUnmanaged(sql, tx, bound.to);
      await borrowed.end(tx);
      const named = objectsInAccess(statements.map(({ statement }) => statement));
      const wasThere = await takenOverRoles(tx, history);
      await confirmApplied(
        tx,
        bound,
        { ...report, wasThere },
        accessBefore && { before: accessBefore, named },
      );
      await leaveCluster(tx, history, bound, report);
      given.push(...(await giveRolesBack(sql, tx, history, bound, report)));
      if (direction === "down") {
        // What no revision gave is nothing that is confirmed.
        given = [
          ...given,
          ...(await giveBackOwners(sql, tx, remembered)),
          ...(await giveBack(sql, tx, remembered)),
        ];
        await recordReverted(tx, history, name);
        notLogged = await logDone(tx, history, logged);
        return dropHistoryIfEmpty(tx, history);
      }
      await rememberOwners(tx, formerOwners, remembered);
      await rememberVariables(tx, history, target.variables);
      await recordApplied(tx, history, { name, hash, createdAt });
      notLogged = await logDone(tx, history, logged);
    },
  });
  const told = { revoked, given, notChecked, notLogged, unvouched: unvouched.map(({ sql }) => sql) };
  return { ...report, name, ...told };
}
