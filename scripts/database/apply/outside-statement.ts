// A statement that runs in no transaction, and what a broken run of it left.

import { Refusal } from "../../model/diagnostic.ts";
import type { SelectedStatement } from "../../sql/select-statements.ts";
import type { Path } from "../../sql/sql-target.ts";
import type { Statement } from "../../sql/statement.ts";
import { statementSql } from "../../sql/write-statement.ts";
import type { Sql } from "../connect/connect.ts";
import { errorCode } from "../connect/connection-problem.ts";
import { refuseIfInterrupted } from "../connect/interruption.ts";
import { clearLeft, leftInvalid } from "./left-index.ts";
import { isPassedOver, passedOver } from "./passed-over.ts";
import { sendStatements } from "./send-statements.ts";

const OF_PUBLIC = (path: Path): Path => (path.length === 1 ? ["public", ...path] : path);

/** No search_path can be set for it, since a pooler would leave that to other programs: what has no schema is in public. */
function qualified(statement: Statement): Statement | undefined {
  if (statement.kind === "make index") return { ...statement, on: OF_PUBLIC(statement.on) };
  if (statement.kind !== "drop") return undefined;
  return {
    ...statement,
    targets: statement.targets.map((target) => ({ ...target, path: OF_PUBLIC(target.path) })),
  };
}

/** Its own way on from where DETACH PARTITION … CONCURRENTLY broke. */
const finalized = ({ sql }: SelectedStatement): string => sql.replace(/CONCURRENTLY\s*$/i, "FINALIZE");

/** The error with what it left. */
function withLeft(error: unknown, index: string | undefined): unknown {
  const [first, ...others] = error instanceof Refusal ? error.diagnostics : [];
  if (!first || index === undefined || !(error instanceof Refusal)) return error;
  const message = `${first.message}\n${index} is left invalid: the run that goes on makes it again, the way back removes it`;
  return Object.assign(new Refusal([{ ...first, message }, ...others]), { cause: error.cause });
}

/**
 * Runs a statement in no transaction.
 *
 * @param begun whether it may have been begun before, or things may be as it leaves them
 * @returns what PostgreSQL said, and what was found of a run before
 * @throws {Refusal} with what PostgreSQL refused; an index may be left invalid then, which is found the next time
 */
export async function runOutside(
  sql: Sql,
  file: string,
  one: SelectedStatement,
  begun: boolean,
): Promise<string[]> {
  refuseIfInterrupted(sql);
  const { done, notes } = begun ? await clearLeft(sql, one) : { done: false, notes: [] };
  if (done) return [...notes];
  const other = qualified(one.statement);
  const send = (text: string) => {
    const source = one.source ?? one.sql;
    return sendStatements({ sql, tx: sql, file }, [text === one.sql ? one : { ...one, sql: text, source }]);
  };
  try {
    return [...notes, ...(await send(other === undefined ? one.sql : statementSql(other)))];
  } catch (error) {
    const cause = error instanceof Refusal ? error.cause : error;
    if (begun && errorCode(cause) === "55000" && finalized(one) !== one.sql) return send(finalized(one));
    // An index of that name that is another is none of ours.
    if (!begun || one.statement.kind === "make index" || !isPassedOver(cause, one.statement))
      throw withLeft(error, await leftInvalid(sql, one));
    return [...notes, passedOver(cause)];
  }
}
