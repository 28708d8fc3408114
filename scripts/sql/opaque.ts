/** Statements of which nobody can say by looking at them what they do to rows or to access. */
import { Cursor } from "./cursor.ts";
import { readStatement } from "./read-statement.ts";
import { parseScript, type ScriptStatement } from "./script.ts";
import type { Statement } from "./statement.ts";
import { tokens } from "./tokens.ts";

/** How statements without a form begin that change definitions only, or how things are stored. */
const DEFINES =
  /^(?:CREATE|ALTER|DROP|COMMENT|SET|RESET|LOCK|SECURITY|IMPORT|VACUUM|REINDEX|CLUSTER|ANALYZE)$/i;

/** What our own statements on sequences call; they look at rows and change none. */
const SEQUENCE_FUNCTIONS: ReadonlySet<string> = new Set([
  "setval",
  "pg_get_serial_sequence",
  "pg_sequence_last_value",
  "greatest",
  "coalesce",
  "max",
]);

/** `SELECT setval(pg_get_serial_sequence(…), …) FROM …`, with no other function. */
function setsSequence(sql: string): boolean {
  const cursor = new Cursor(sql);
  if (!cursor.take("SELECT") || cursor.next.toLowerCase() !== "setval") return false;
  const pieces = [...tokens(sql)].filter(({ kind }) => kind !== "space" && kind !== "comment");
  return pieces.every(({ kind, start, end }, index) => {
    const text = sql.slice(start, end).toLowerCase();
    const isCalled = pieces[index + 1]?.kind === "open" && (kind === "word" || kind === "name");
    return kind !== "semicolon" && (!isCalled || (kind === "word" && SEQUENCE_FUNCTIONS.has(text)));
  });
}

/** What citus moves rows by; it changes none. */
const DISTRIBUTES =
  /^SELECT (?:create_distributed_table|create_reference_table|undistribute_table|alter_distributed_table|citus_schema_(?:un)?distribute)\((?:[a-z_]+ => )?'(?:[^'\\]|'')*'(?:, (?:[a-z_]+ => )?'(?:[^'\\]|'')*')*\)$/;

/** Whether a statement moves rows between nodes and does nothing else. */
export const distributes = (statement: Statement): boolean =>
  statement.kind === "other" && DISTRIBUTES.test(statement.text);

/**
 * Whether a statement changes rows, or runs code that may do anything: DO, INSERT, UPDATE, DELETE, TRUNCATE, CALL, a
 * SELECT, …
 */
export function isOpaque(statement: Statement): boolean {
  if (statement.kind === "truncate" || statement.kind === "delete") return true;
  if (statement.kind !== "other") return false;
  const { next } = new Cursor(statement.text);
  return !DEFINES.test(next) && !setsSequence(statement.text) && !distributes(statement);
}

/** Whether a statement may run or leave code: what happens then is looked at on the server. */
export const mayRunCode = (statement: Statement): boolean =>
  statement.kind === "other" || isOpaque(statement);

/** Statements that nobody can vouch for, without those that were reviewed. */
export function unvouchedIn<One extends Pick<ScriptStatement, "sql" | "source">>(
  statements: readonly (One & { readonly statement: Statement })[],
  reviewed: readonly string[],
): One[] {
  const known = new Set(reviewed);
  return statements.filter(({ statement, sql, source = sql }) => isOpaque(statement) && !known.has(source));
}

/** The SQL of the statements of a script that nobody can vouch for. */
export const opaqueIn = (script: string): string[] =>
  parseScript(script)
    .statements.filter(({ sql }) => isOpaque(readStatement(sql)))
    .map(({ sql }) => sql);
