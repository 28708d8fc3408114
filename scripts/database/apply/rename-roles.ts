// ALTER ROLE … RENAME TO on a cluster whose roles other databases use too.
import { type Diagnostic, problem, refuseErrors } from "../../model/diagnostic.ts";
import { variablesIn } from "../../model/variable.ts";
import { readStatement } from "../../sql/read-statement.ts";
import type { SelectedStatement } from "../../sql/select-statements.ts";
import type { Statement } from "../../sql/statement.ts";
import type { Queryable } from "../connect/connect.ts";
import { type OthersNeeds, othersNeeds } from "./cluster-marks.ts";
import type { HistoryTable } from "./history-table.ts";

/** Whether the new name depends on other variables than the former: elsewhere the role is called otherwise then. */
function partsNames({ source = "" }: SelectedStatement): boolean {
  const template = readStatement(source);
  if (template.kind !== "rename role" || typeof template.role !== "string") return false;
  const [before, after] = [template.role, template.to].map((name) => new Set(variablesIn(name)));
  return [...(after ?? [])].some((variable) => !before?.has(variable));
}

/** Renames that would take its role from another history, which has it under the name that it has. */
export const renamesOfOthers = (
  statements: readonly SelectedStatement[],
  others: OthersNeeds,
  file: string,
): Diagnostic[] =>
  statements.flatMap((one) => {
    const { statement, line, column } = one;
    if (statement.kind !== "rename role" || typeof statement.role !== "string" || !partsNames(one)) return [];
    const needing = others.role(statement.role);
    if (needing === undefined) return [];
    const message = `the role ${statement.role} cannot become ${statement.to}: ${needing} needs it under its name`;
    const help =
      "Nothing was applied. Both had the role before its name had a variable: take that history back to base there, or apply this one in a cluster of its own.";
    return [problem("role-of-others", message, { at: { file, line, column }, help })];
  });

/**
 * The renames that another database of the cluster has done: the former name is free, and the new one is there.
 *
 * @param history without it nothing is known of others
 * @throws {Refusal} where a rename would take a role from another history
 */
export async function renamedAlready(
  tx: Queryable,
  file: string,
  statements: readonly SelectedStatement[],
  history: HistoryTable | undefined,
): Promise<ReadonlySet<Statement>> {
  if (history) refuseErrors(renamesOfOthers(statements, await othersNeeds(tx, history), file));
  const rows = await tx.unsafe<{ rolname: string }[]>("SELECT rolname FROM pg_catalog.pg_roles");
  const there = new Set(rows.map(({ rolname }) => rolname));
  const renamed = new Set<Statement>();
  for (const { statement } of statements) {
    if (statement.kind !== "rename role" || typeof statement.role !== "string") continue;
    const { role, to } = statement;
    if (!there.has(role) && there.has(to)) renamed.add(statement);
    else if (there.delete(role)) there.add(to);
  }
  return renamed;
}
