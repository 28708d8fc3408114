// Other statements instead of some: RESET ROLE returns to where the transaction began.
import type { SelectedStatement } from "../../sql/select-statements.ts";
import type { Statement } from "../../sql/statement.ts";
import { statementSql } from "../../sql/write-statement.ts";

/** The statement with another instead. */
export const insteadOf = (statement: SelectedStatement, other: Statement): SelectedStatement => ({
  ...statement,
  statement: other,
  sql: statementSql(other),
});

/**
 * Statements whose RESET ROLE returns to where the transaction began, and not to what ALTER ROLE … SET role says.
 *
 * @param role as `current_setting('role')` says it: `none` is whoever logged in
 */
export function returnTo(role: string, statements: readonly SelectedStatement[]): SelectedStatement[] {
  const back = role === "none" ? ({ word: "NONE" } as const) : role;
  return statements.map((one) =>
    one.statement.kind === "reset role"
      ? insteadOf(one, { kind: "set role", scope: "LOCAL", role: back })
      : one,
  );
}
