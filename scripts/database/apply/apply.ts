// One way of one revision in one transaction, tried again where another session was in the way.
import { type Diagnostic, problem, Refusal } from "../../model/diagnostic.ts";
import type { ScriptStatement } from "../../sql/script.ts";
import type { SelectedStatement } from "../../sql/select-statements.ts";
import type { Statement } from "../../sql/statement.ts";
import { type Queryable, type Sql, shownAddress } from "../connect/connect.ts";
import { connectionProblem, errorCode, isLost } from "../connect/connection-problem.ts";
import { together } from "../connect/together.ts";
import { transaction } from "../connect/transaction.ts";
import { type ApplyCode, codeIndex, runCode } from "./apply-code.ts";
import { type BegunWork, beginWork, endWork } from "./begin-work.ts";
import { isConcurrent } from "./concurrent-change.ts";
import type { DryRun } from "./dry-run.ts";
import type { HistoryTable } from "./history-table.ts";
import { setLocally } from "./local-settings.ts";
import { type LockPatience, LockWait } from "./lock-wait.ts";
import { returnTo } from "./return-role.ts";
import type { GoingRole } from "./role-statements.ts";
import { type RoleReport, roleWork } from "./role-work.ts";
import { sendStatements } from "./send-statements.ts";
import { rememberTakenOver, renameTakenOver } from "./taken-over-record.ts";

/** One way of one revision. */
export interface ApplyRequest {
  /** For messages. */
  readonly file: string;
  /** Those that run on this target, variables filled in. */
  readonly statements: readonly SelectedStatement[];
  /** Where it is remembered which roles were there before; nothing is remembered without it. */
  readonly history?: HistoryTable;
  /** As PostgreSQL understands them, `5s`; no limit unless said. */
  readonly lockTimeout?: string | undefined;
  readonly statementTimeout?: string | undefined;
  /** What is done where a lock is not had in time; it fails then unless said. */
  readonly patience?: LockPatience | undefined;
  /** Runs first in the transaction, before its timeouts count. */
  readonly before?: (tx: Queryable) => Promise<void>;
  /** Runs once the script has created and renamed its roles, at the latest behind the last statement; told as whom it began. */
  readonly withRoles?: (tx: Queryable, begun: BegunWork) => Promise<void>;
  /** Runs before the script drops its first role, with those that are really dropped. */
  readonly beforeDrops?: (tx: Queryable, going: readonly GoingRole[]) => Promise<void>;
  /** What runs where the script says `-- run migration.ts`. */
  readonly code?: ApplyCode | undefined;
  /** Runs behind the last statement, in the same transaction, with the role that it began with. */
  readonly after?: (tx: Queryable, report: ApplyReport) => Promise<void>;
  /** Runs right before the first statement; what it gives right behind the last, and behind code. */
  readonly aside?: (tx: Queryable) => Promise<() => Promise<void>>;
  /** Told the index of a statement once it is done. */
  readonly onStatement?: (index: number) => void;
  /** Whether what is as it is to be is passed over. */
  readonly passOver?: boolean | undefined;
  /** Of a dry run: the transaction is open and not ended here, and each statement is timed. */
  readonly dryRun?: { readonly watch: DryRun; readonly revision: string } | undefined;
}

/** What was done otherwise than the file says, and what the server said. */
export interface ApplyReport extends RoleReport {
  /** What PostgreSQL said, `NOTICE: …`. */
  readonly notices: readonly string[];
}

const TRIES = 3;

/** Sends the statements, those about roles as the roles of the cluster ask for. */
async function run(sql: Sql, tx: Queryable, request: ApplyRequest, begun: BegunWork): Promise<ApplyReport> {
  const { file, history, onStatement, dryRun, passOver } = request;
  const onTimed =
    dryRun &&
    ((statement: ScriptStatement, milliseconds: number) =>
      dryRun.watch.note(tx, dryRun.revision, statement, milliseconds));
  const statements = returnTo(begun.role, request.statements).map(setLocally);
  const work = roleWork(tx, file, statements, history);
  const notices: string[] = [];
  const first = (...kinds: Statement["kind"][]) =>
    statements.findIndex(({ statement: { kind } }) => kinds.includes(kind));
  const behind = (...kinds: Statement["kind"][]) =>
    statements.findLastIndex(({ statement: { kind } }) => kinds.includes(kind)) + 1;
  // What is done before which statement. The cluster's roles are looked at when the script comes to them: renames
  // and revokes stand before.
  let putBack = async () => {};
  const stops: readonly (readonly [at: number, stop: () => Promise<void>])[] = [
    [
      0,
      async () => {
        if (request.aside) putBack = await request.aside(tx);
      },
    ],
    [first("rename role"), work.rename],
    [behind("rename role"), work.look],
    [first("create role"), work.takeOver],
    [behind("create role", "rename role"), async () => request.withRoles?.(tx, begun)],
    [
      first("drop role"),
      async () => {
        const going = await work.keep();
        await request.beforeDrops?.(tx, going);
      },
    ],
    [
      codeIndex(request.code, statements),
      async () => void notices.push(...(await runCode(tx, request.code))),
    ],
    [statements.length, () => putBack()],
  ];
  // Of two stops at one index the first in the list comes first.
  const sorted = stops.filter(([at]) => at >= 0).sort(([a], [b]) => a - b);
  for (const [index, [start, stop]] of sorted.entries()) {
    await stop();
    const end = sorted[index + 1]?.[0] ?? statements.length;
    const indexes: number[] = [];
    const toSend = statements.slice(start, end).flatMap((statement, offset) => {
      const sent = work.sent(statement);
      indexes.push(...sent.map(() => start + offset));
      return sent;
    });
    const tell = onStatement && ((at: number) => onStatement(indexes[at] ?? at));
    notices.push(...(await sendStatements({ sql, tx, file, onStatement: tell, onTimed, passOver }, toSend)));
  }
  return { ...work.report(), notices };
}

/** Remembers the roles that were taken over, and goes on with those that have another name now. */
async function noteRoles(
  tx: Queryable,
  history: HistoryTable,
  { statements }: ApplyRequest,
  { found }: ApplyReport,
): Promise<void> {
  for (const { statement } of statements)
    if (statement.kind === "rename role" && typeof statement.role === "string")
      await renameTakenOver(tx, history, statement.role, statement.to);
  await rememberTakenOver(tx, history, found);
}

async function work(sql: Sql, tx: Queryable, request: ApplyRequest, wait: LockWait): Promise<ApplyReport> {
  await request.before?.(tx);
  const begun = await beginWork(tx, request);
  wait.begin(begun.pid);
  const report = await run(sql, tx, request, begun);
  const behind = async () => {
    if (request.history) await noteRoles(tx, request.history, request, report);
    await request.after?.(tx, report);
  };
  // What ends it is the first to be sent, and nobody waits for its answer.
  await together([endWork(tx, begun.role), behind()]);
  return report;
}

/** In the transaction that is open; what COMMIT would check is checked, and the next revision begins as it would. */
async function tryOnce(sql: Sql, request: ApplyRequest, wait: LockWait): Promise<ApplyReport> {
  const report = await work(sql, sql, request, wait);
  await sql.unsafe(`SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
    SELECT set_config('lock_timeout', '0', true), set_config('statement_timeout', '0', true)`);
  request.dryRun?.watch.endRevision();
  return report;
}

const applyOnce = (sql: Sql, request: ApplyRequest, wait: LockWait): Promise<ApplyReport> =>
  wait.watch(() =>
    request.dryRun ? tryOnce(sql, request, wait) : transaction(sql, (tx) => work(sql, tx, request, wait)),
  );

/** What failed outside of the statements: the connection, the history table, a constraint checked at COMMIT. */
function explained(error: unknown, sql: Sql, file: string): unknown {
  const cause = error instanceof Refusal ? error.cause : error;
  const lost = isLost(cause) ? connectionProblem(cause, shownAddress(sql)) : undefined;
  const refusal = (found: Diagnostic) => Object.assign(new Refusal([found]), { cause });
  if (lost) return refusal(lost);
  if (error instanceof Refusal || !/^[0-9A-Z]{5}$/.test(errorCode(error))) return error;
  const message = `PostgreSQL refuses what belongs to the revision: ${(error as Error).message} (${errorCode(error)})`;
  return refusal(problem("revision-failed", message, { at: { file } }));
}

/**
 * Applies one way of one revision in one transaction, and tries again where another session was in the way at
 * the same moment, or kept a lock; `before` and `after` then run again too.
 *
 * @throws {Refusal} with the statement that failed, its place and PostgreSQL's words; nothing is applied then
 */
export async function applyRevision(sql: Sql, request: ApplyRequest): Promise<ApplyReport> {
  const wait = new LockWait(request.patience ?? { retries: 0 }, request.lockTimeout);
  let [attempt, lockTries] = [1, 1];
  for (;;) {
    try {
      return await applyOnce(sql, request, wait);
    } catch (error) {
      if (!request.dryRun && attempt < TRIES && isConcurrent(error)) attempt++;
      else if (!request.dryRun && (await wait.again(sql, error, lockTries))) lockTries++;
      else throw explained(wait.explained(error, lockTries), sql, request.file);
    }
  }
}
