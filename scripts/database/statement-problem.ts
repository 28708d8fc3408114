import { type Diagnostic, problem } from "../model/diagnostic.ts";
import type { ScriptStatement } from "./apply.ts";

/** What PostgreSQL says of an error. Source: PostgreSQL manual, "Error and Notice Message Fields". */
interface ServerError extends Error {
  readonly code?: string;
  readonly detail?: string;
  readonly hint?: string;
  /** From 1, in characters of the statement. */
  readonly position?: string;
  readonly where?: string;
}

const SHOWN = 300;

/** Where in the file the error is: PostgreSQL's position counted from the statement's beginning. */
function placeOf({ position }: ServerError, { sql, source, line, column }: ScriptStatement) {
  const before = [...sql].slice(0, position === undefined ? 0 : Number(position) - 1).join("");
  const lines = before.split("\n");
  // Where variables were filled in only the line is sure to be that of the file.
  const inLine = source === undefined ? (lines.at(-1)?.length ?? 0) : 0;
  return { line: line + lines.length - 1, column: inLine + (lines.length === 1 ? column : 1) };
}

/** A statement's failure as people need it: its place, PostgreSQL's words, and the statement itself. */
export function statementProblem(reason: unknown, file: string, statement: ScriptStatement): Diagnostic {
  const error = reason as ServerError;
  const text = statement.source ?? statement.sql;
  const shown = text.length > SHOWN ? `${text.slice(0, SHOWN)} …` : text;
  const lines = [
    `PostgreSQL refuses the statement: ${error.message}${error.code ? ` (${error.code})` : ""}`,
    ...(error.detail ? [error.detail] : []),
    ...(error.where ? [error.where] : []),
    ...shown.split("\n").map((line) => `    ${line}`),
  ];
  return problem("statement-failed", lines.join("\n"), {
    at: { file, ...placeOf(error, statement) },
    ...(error.hint && { help: error.hint }),
  });
}
