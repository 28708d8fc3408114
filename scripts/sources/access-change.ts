// A change of access that no file says, made of what a server has: planned, and sent as whoever may.
import { returnTo } from "../database/apply/return-role.ts";
import { sendStatements } from "../database/apply/send-statements.ts";
import type { Queryable, Sql } from "../database/connect/connect.ts";
import { refuseErrors } from "../model/diagnostic.ts";
import { quoteIdentifier } from "../model/identifier.ts";
import { lacks } from "../plan/needs/executor-lacks.ts";
import { DATABASE } from "../plan/objects/object-sql.ts";
import { type AccessChange, planChange } from "../plan/planned-change.ts";
import { statementSql } from "../sql/write-statement.ts";
import { borrowing, readStanding } from "./executor-rights.ts";

/**
 * Sends the statements of a change.
 *
 * @param tx the transaction that is open on the connection
 * @param source stands for a file in messages
 * @throws {Refusal} with what an administrator must run first, or with the statement that failed
 */
export async function sendChange(
  sql: Sql,
  tx: Queryable,
  change: AccessChange,
  source: string,
): Promise<void> {
  const { sections, needs } = planChange(change);
  const statements = sections.flatMap((section) => section.statements);
  refuseErrors(lacks(needs, await readStanding(tx, needs)));
  const borrowed = borrowing(change, needs);
  const [row] = await tx.unsafe<{ role: string; database: string }[]>(
    "SELECT current_setting('role') AS role, current_database() AS database",
  );
  const here = quoteIdentifier(row?.database ?? "");
  await borrowed.begin(tx);
  const toSend = statements.map((statement, index) => ({
    statement,
    sql: statementSql(statement).replaceAll(quoteIdentifier(DATABASE), () => here),
    line: index + 1,
    column: 1,
  }));
  await sendStatements({ sql, tx, file: source }, returnTo(row?.role ?? "none", toSend));
  await borrowed.end(tx);
}
