// Sends statements in batches and watches what the server says of each.
import { type Diagnostic, problem, Refusal } from "../../model/diagnostic.ts";
import { readStatement } from "../../sql/read-statement.ts";
import type { ScriptStatement } from "../../sql/script.ts";
import { type Notice, onNotice, type Queryable, type Sql } from "../connect/connect.ts";
import { isPassedOver, passedOver } from "./passed-over.ts";
import { statementProblem } from "./statement-problem.ts";

/** Where statements are sent, and who is told. */
interface Sending {
  readonly sql: Sql;
  /** The open transaction on it. */
  readonly tx: Queryable;
  /** For messages. */
  readonly file: string;
  /** Told the index of a statement once it is done. */
  readonly onStatement?: ((index: number) => void) | undefined;
  /** Told how long each took; then each is sent on its own. */
  readonly onTimed?: ((statement: ScriptStatement, milliseconds: number) => Promise<void>) | undefined;
  /** Whether what is as it is to be is passed over; then each is sent on its own. */
  readonly passOver?: boolean | undefined;
}

/** How many statements are on their way at once. */
const BATCH = 1_000;

/** `privilege was not granted`, `not revoked`: for PostgreSQL warnings, though nothing was done. */
const IDLE_GRANT = new Set(["01006", "01007"]);

/** A failed statement, with PostgreSQL's error as the cause. */
function failure(reason: unknown, file: string, statement: ScriptStatement): Refusal {
  const refusal = new Refusal([statementProblem(reason, file, statement)]);
  refusal.cause = reason;
  return refusal;
}

/** A GRANT or REVOKE that did nothing, as an error. */
function idleGrant(notice: Notice, file: string, statement: ScriptStatement | undefined): Diagnostic {
  const found = statement
    ? statementProblem(notice, file, statement)
    : problem("grant-without-effect", String(notice.message), { at: { file } });
  return {
    ...found,
    code: "grant-without-effect",
    help: "Apply it as the owner of the object, or as a role that holds the privilege with grant option.",
  };
}

/**
 * Sends statements without waiting for one another.
 *
 * @returns notices and warnings, `NOTICE: …`
 * @throws {Refusal} naming the first that fails, or all GRANTs and REVOKEs of the batch that did nothing
 */
export async function sendStatements(
  { sql, tx, file, onStatement, onTimed, passOver }: Sending,
  statements: readonly ScriptStatement[],
): Promise<string[]> {
  const heard: string[] = [];
  const size = onTimed || passOver ? 1 : BATCH;
  for (let start = 0; start < statements.length; start += size) {
    const batch = statements.slice(start, start + size);
    const began = performance.now();
    if (passOver) await tx.unsafe("SAVEPOINT passed_over");
    const queries = batch.map(({ sql: text }) => tx.unsafe(text));
    /** By index in the batch: a REVOKE on a table also warns of each column. */
    const idle = new Map<number, Diagnostic>();
    const stop = onNotice(sql, (notice: Notice) => {
      heard.push(`${notice.severity}: ${notice.message}`);
      // The driver marks the query whose answer it is reading.
      const index = queries.findIndex((query) => (query as { active?: boolean }).active);
      if (IDLE_GRANT.has(notice.code ?? "") && !idle.has(index)) {
        idle.set(index, idleGrant(notice, file, batch[index]));
      }
    });
    const results = await Promise.allSettled(
      queries.map((query, index) => query.then(() => onStatement?.(start + index))),
    ).finally(stop);
    const index = results.findIndex(({ status }) => status === "rejected");
    const failed = results[index];
    const statement = batch[index];
    if (failed?.status === "rejected" && statement) {
      const isOver = passOver && isPassedOver(failed.reason, readStatement(statement.sql));
      if (!isOver) throw failure(failed.reason, file, statement);
      heard.push(passedOver(failed.reason));
      await tx.unsafe("ROLLBACK TO passed_over");
      continue;
    }
    if (idle.size > 0) throw new Refusal([...idle.values()]);
    if (statement === undefined && batch[0]) await onTimed?.(batch[0], performance.now() - began);
  }
  return heard;
}
