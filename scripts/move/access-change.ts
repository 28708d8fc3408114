// A change of access that no file says, made of what a server has: planned, and sent as whoever may.
import { returnTo } from "../database/apply/return-role.ts";
import { sendStatements } from "../database/apply/send-statements.ts";
import type { Queryable, Sql } from "../database/connect/connect.ts";
import type { Difference } from "../model/delta.ts";
import { refuseErrors } from "../model/diagnostic.ts";
import { quoteIdentifier } from "../model/identifier.ts";
import type { Warehouse } from "../model/warehouse.ts";
import { composeSections } from "../plan/compose.ts";
import { lacks } from "../plan/needs/executor-lacks.ts";
import type { Need } from "../plan/needs/need.ts";
import { needsOf } from "../plan/needs/needs.ts";
import { needsOfStatements } from "../plan/needs/needs-of-statements.ts";
import { DATABASE } from "../plan/objects/object-sql.ts";
import type { Statement } from "../sql/statement.ts";
import { statementSql } from "../sql/write-statement.ts";
import { borrowing, readStanding } from "./executor-rights.ts";

/** What a server has and what it is to have, as far as the change goes. */
export interface AccessChange {
  readonly from: Warehouse;
  readonly to: Warehouse;
  readonly difference: Difference;
}

/** The statements of a change, each as whoever may run it, and what whoever sends them must be able to do. */
export function planChange({ from, to, difference }: AccessChange): {
  readonly statements: readonly Statement[];
  readonly needs: readonly Need[];
} {
  const statements = composeSections(difference, from, to, []).flatMap((section) => section.statements);
  const { becomes } = needsOfStatements(statements);
  // Where nobody acts as the owner, the rights of the owner are needed, whoever it is.
  const acting = (warehouse: Warehouse): Warehouse => ({
    ...warehouse,
    owners: new Map([...warehouse.owners].filter(([, { owner }]) => becomes.has(owner))),
  });
  const ownersChange = difference.owners.added.length > 0;
  const [before, after] = ownersChange ? [from, to] : [acting(from), acting(to)];
  return { statements, needs: needsOf(difference, before, after, becomes) };
}

/**
 * Sends the statements of a change, and others behind them.
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
  more: readonly Statement[] = [],
): Promise<void> {
  const { statements, needs } = planChange(change);
  refuseErrors(lacks(needs, await readStanding(tx, needs)));
  const borrowed = borrowing(change, needs);
  const [row] = await tx.unsafe<{ role: string; database: string }[]>(
    "SELECT current_setting('role') AS role, current_database() AS database",
  );
  const here = quoteIdentifier(row?.database ?? "");
  await borrowed.begin(tx);
  const toSend = [...statements, ...more].map((statement, index) => ({
    statement,
    sql: statementSql(statement).replaceAll(quoteIdentifier(DATABASE), () => here),
    line: index + 1,
    column: 1,
  }));
  await sendStatements({ sql, tx, file: source }, returnTo(row?.role ?? "none", toSend));
  await borrowed.end(tx);
}
