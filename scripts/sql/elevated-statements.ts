// Statements behind `-- as elevated`: which they are, and the script in which another role runs them.
import { type Diagnostic, problem } from "../model/diagnostic.ts";
import { runsOutside } from "./outside-transaction.ts";
import { parseScript, type ScriptStatement } from "./script.ts";
import type { SelectedStatement } from "./select-statements.ts";
import type { StatementOf } from "./statement.ts";
import { statementSql } from "./write-statement.ts";

/** Whether another role than whoever applies the script is to run it. */
export const isElevated = ({ directives }: Pick<ScriptStatement, "directives">): boolean =>
  directives?.elevated === true;

/** The SQL of a script's elevated statements, as it stands there. */
export const elevatedIn = (script: string): string[] =>
  // Nothing is parsed that cannot have any.
  /\belevated\b/i.test(script)
    ? parseScript(script)
        .statements.filter(isElevated)
        .map(({ sql }) => sql)
    : [];

/** A role is taken on for a transaction: what runs in none cannot be elevated. */
export function elevatedOutside(script: string, file: string): Diagnostic[] {
  if (elevatedIn(script).length === 0) return [];
  const outside = parseScript(script).statements.filter((one) => isElevated(one) && runsOutside(one));
  return outside.map(({ line, column }) =>
    problem("statement-not-allowed", "a statement that runs in no transaction cannot run as elevated", {
      at: { file, line, column },
      help: "Have an administrator run it, or let whoever applies the revision have the rights that it needs.",
    }),
  );
}

/** The statement that says as whom one runs, in the place of another statement. */
function becoming(
  { line, column }: SelectedStatement,
  statement: StatementOf<"set role" | "reset role">,
  code?: true,
): SelectedStatement {
  return { sql: statementSql(statement), line, column, statement, ...(code && { directives: { code } }) };
}

/**
 * The script in which the role runs what is elevated: `SET LOCAL ROLE "role"`, the statements that stand together, and
 * back to whoever ran those before them, `RESET ROLE` or a `SET ROLE` of the script's own.
 */
export function runElevated(statements: readonly SelectedStatement[], role: string): SelectedStatement[] {
  let own: StatementOf<"set role" | "reset role"> = { kind: "reset role" };
  return statements.flatMap((one, index) => {
    const { statement } = one;
    if (statement.kind === "set role" || statement.kind === "reset role") own = statement;
    if (!isElevated(one)) return [one];
    const [before, after] = [statements[index - 1], statements[index + 1]];
    // A migration.ts between two of them is nobody else's.
    const begins = before === undefined || !isElevated(before) || one.directives?.code === true;
    const ends = after === undefined || !isElevated(after) || after.directives?.code === true;
    const { code, ...directives } = one.directives ?? {};
    return [
      ...(begins ? [becoming(one, { kind: "set role", scope: "LOCAL", role }, code)] : []),
      { ...one, directives },
      ...(ends ? [becoming(one, own)] : []),
    ];
  });
}
