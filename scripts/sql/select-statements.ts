/** Which statements of a script run on a target, with its variables filled in. */
import { type Diagnostic, problem, Refusal } from "../model/diagnostic.ts";
import { groupBy } from "../model/group.ts";
import { fillVariables, variablesIn } from "../model/variable.ts";
import { Cursor } from "./cursor.ts";
import { type Circumstances, runsUnder } from "./directive.ts";
import { readStatement } from "./read-statement.ts";
import type { ScriptStatement } from "./script.ts";
import type { Statement } from "./statement.ts";

/** A statement that runs on a target: its SQL, which is sent, and what it says. */
export interface SelectedStatement extends ScriptStatement {
  readonly statement: Statement;
}

/** What a statement says, with what stands before it. */
export const asSaid = ({ statement, directives }: SelectedStatement) => ({
  ...statement,
  ...(directives && { directives }),
});

/** What a script is applied with. */
interface Selection extends Circumstances {
  /** For the places in messages. */
  readonly file?: string;
}

/** Every variable that a statement needs and that has no value, with the places that need it. */
function unsetVariables(statements: readonly ScriptStatement[], selection: Selection): Diagnostic[] {
  const { variables, file = "migration.sql" } = selection;
  const uses = statements.flatMap((statement) => {
    const inCondition = Object.keys(statement.directives?.variables ?? {});
    const { sql, directives } = statement;
    const texts = [sql, directives?.heir ?? ""];
    const inText = runsUnder(directives, selection) ? texts.flatMap(variablesIn) : [];
    return [...new Set([...inCondition, ...inText])]
      .filter((name) => variables[name] === undefined)
      .map((name) => ({
        name,
        at: { file, line: statement.line, column: statement.column },
      }));
  });
  return [...groupBy(uses, ({ name }) => name)].map(([name, [first, ...others]]) =>
    problem("variable-unset", `the variable ${name} has no value`, {
      ...(first && { at: first.at }),
      help: `Set it in the environment as DWH_${name.toUpperCase()}, or in the target.`,
      ...(others.length > 0 && { related: others.map(({ at }) => ({ message: "needed here too", at })) }),
    }),
  );
}

/** `CREATE EXTENSION IF NOT EXISTS "citus"` → `citus` */
function madeExtension(statement: Statement): string | undefined {
  if (statement.kind !== "other" || !/extension/i.test(statement.text)) return undefined;
  const cursor = new Cursor(statement.text);
  if (!cursor.take("CREATE EXTENSION")) return undefined;
  cursor.take("IF NOT EXISTS");
  return cursor.name();
}

/** The extensions that a database has behind a statement. */
function behind(extensions: ReadonlySet<string>, statement: Statement): ReadonlySet<string> {
  const made = madeExtension(statement);
  if (made !== undefined) return new Set([...extensions, made]);
  if (statement.kind !== "drop" || statement.object !== "EXTENSION") return extensions;
  const gone = new Set(statement.targets.flatMap(({ path }) => path));
  return new Set([...extensions].filter((name) => !gone.has(name)));
}

/** The same behind several. */
export const extensionsBehind = (
  extensions: ReadonlySet<string>,
  statements: readonly Pick<SelectedStatement, "statement">[],
): ReadonlySet<string> =>
  statements.reduce<ReadonlySet<string>>((known, { statement }) => behind(known, statement), extensions);

/** Whether something gets the name that it has on this target: a fixed name became a variable, or the other way. */
function renamesToItself({ statement, source }: SelectedStatement): boolean {
  if (source === undefined) return false;
  if (statement.kind === "rename role") return statement.role === statement.to;
  if (statement.kind !== "alter object" || statement.object !== "SCHEMA") return false;
  const [name] = statement.target.path;
  return statement.actions.every((action) => action.kind === "rename" && action.to === name);
}

/**
 * The statements that run on one target, variables filled in; what stood in the file becomes `source`.
 *
 * @throws {Refusal} naming every variable without a value
 */
export function selectStatements(
  statements: readonly ScriptStatement[],
  selection: Selection,
): SelectedStatement[] {
  const unset = unsetVariables(statements, selection);
  if (unset.length > 0) throw new Refusal(unset);
  const { variables } = selection;
  let extensions = selection.extensions ?? new Set();
  return statements.flatMap((statement) => {
    if (!runsUnder(statement.directives, { ...selection, extensions })) return [];
    const sql = fillVariables(statement.sql, variables);
    const filled = sql === statement.sql ? statement : { ...statement, sql, source: statement.sql };
    const { heir } = statement.directives ?? {};
    const directives = heir !== undefined && {
      directives: { ...statement.directives, heir: fillVariables(heir, variables) },
    };
    const read = readStatement(sql);
    extensions = behind(extensions, read);
    const selected = { ...filled, ...directives, statement: read };
    return renamesToItself(selected) ? [] : [selected];
  });
}
