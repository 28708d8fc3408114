import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import { type Notice, onNotice, type Queryable, type Sql } from "./connect.ts";
import { adoptedRoles, type HistoryPlace, rememberAdopted } from "./history-table.ts";
import { planRoleStatements } from "./role-statements.ts";
import { statementProblem } from "./statement-problem.ts";

/** A statement as it is to be sent, and where it stands. */
export interface ScriptStatement {
  readonly sql: string;
  readonly line: number;
  readonly column: number;
  /** What stands in the file, where variables were filled in. */
  readonly source?: string;
}

/** One way of one revision. */
export interface ApplyRequest {
  /** For messages. */
  readonly file: string;
  readonly statements: readonly ScriptStatement[];
  /** Where it is remembered which roles were there before; nothing is remembered without it. */
  readonly place?: HistoryPlace;
  /** As PostgreSQL understands them; the server's own unless said. */
  readonly lockTimeout?: string;
  readonly statementTimeout?: string;
  /** Runs behind the last statement, in the same transaction. */
  readonly after?: (tx: Queryable) => Promise<void>;
}

/** What was done otherwise than the file says, and why. */
export interface ApplyReport {
  /** Roles that were there already: altered, not created. */
  readonly adopted: readonly string[];
  /** Roles that were not dropped. */
  readonly kept: readonly { readonly role: string; readonly reason: string }[];
}

/** PostgreSQL warns where a GRANT or REVOKE did nothing: `privilege not granted`, `privilege not revoked`. */
const IDLE_GRANT = new Set(["01006", "01007"]);

/** How many statements are on their way at once: enough to hide the round trips, little enough to hold. */
const BATCH = 500;

const TRIES = 3;

/** Another session changed the same catalog row at the same moment: the same statements succeed when repeated. */
const isConcurrent = (error: unknown): boolean =>
  error instanceof Refusal &&
  error.diagnostics.some(({ message }) => /tuple concurrently (updated|deleted)/.test(message));

/** Sends statements without waiting for one another. @throws {Refusal} naming the first that fails */
async function send(
  tx: Queryable,
  { file }: ApplyRequest,
  statements: readonly ScriptStatement[],
): Promise<void> {
  for (let start = 0; start < statements.length; start += BATCH) {
    const batch = statements.slice(start, start + BATCH);
    const results = await Promise.allSettled(batch.map(({ sql }) => tx.unsafe(sql)));
    const index = results.findIndex(({ status }) => status === "rejected");
    const failed = results[index];
    const statement = batch[index];
    if (failed?.status !== "rejected" || !statement) continue;
    throw new Refusal([statementProblem(failed.reason, file, statement)]);
  }
}

function idleGrants(notices: readonly Notice[], file: string): Diagnostic[] {
  return notices
    .filter(({ code }) => IDLE_GRANT.has(code ?? ""))
    .map(({ message }) =>
      problem("grant-without-effect", `PostgreSQL warns: ${message}`, {
        at: { file },
        help: "The role that applies this must own the object, or hold the privilege with grant option.",
      }),
    );
}

async function applyOnce(sql: Sql, request: ApplyRequest): Promise<ApplyReport> {
  const { file, statements, place, lockTimeout = "0", statementTimeout = "0", after } = request;
  const notices: Notice[] = [];
  const stop = onNotice(sql, (notice) => notices.push(notice));
  try {
    return await sql.begin(async (tx) => {
      await tx`SELECT set_config('lock_timeout', ${lockTimeout}, true), set_config('statement_timeout', ${statementTimeout}, true)`;
      const adoptedBefore = place ? await adoptedRoles(tx, place) : new Set<string>();
      const plan = await planRoleStatements(tx, statements, adoptedBefore);
      await send(tx, request, plan.statements);
      const idle = idleGrants(notices, file);
      if (idle.length > 0) throw new Refusal(idle);
      if (place) await rememberAdopted(tx, place, plan.adopted);
      await after?.(tx);
      return { adopted: plan.adopted, kept: plan.kept };
    });
  } finally {
    stop();
  }
}

/**
 * Applies one way of one revision in one transaction.
 *
 * @throws {Refusal} with the statement that failed, its place and PostgreSQL's words; nothing is applied then
 */
export async function applyRevision(sql: Sql, request: ApplyRequest): Promise<ApplyReport> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await applyOnce(sql, request);
    } catch (error) {
      if (attempt >= TRIES || !isConcurrent(error)) throw error;
    }
  }
}
