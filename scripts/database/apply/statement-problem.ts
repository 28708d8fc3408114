/** What is said of a statement that failed: its place, PostgreSQL's words, the statement. */
import { type Diagnostic, problem } from "../../model/diagnostic.ts";
import type { DiagnosticCode } from "../../model/diagnostic-codes.ts";
import { maskSecrets } from "../../model/secret.ts";
import type { ScriptStatement } from "../../sql/script.ts";

/** What PostgreSQL says of an error. Source: PostgreSQL manual, "Error and Notice Message Fields". */
interface ServerError {
  readonly severity?: string;
  readonly code?: string;
  readonly message?: string;
  readonly detail?: string;
  readonly hint?: string;
  /** From 1, in characters of the statement. */
  readonly position?: string;
  readonly where?: string;
}

const DEPENDENTS =
  "What depends on it, as PostgreSQL says, is not in the definitions, or was changed by hand: drop it there, or add it to the definitions.";

const ALREADY_THERE =
  "It is there already, made by no revision. A database that exists is taken over by `dwh adopt` (make: `make adopt`) into a " +
  "project without revisions; `dwh drift` (make: `make drift`) tells what was made by hand.";

/** Errors that have a cause outside of the statement, by SQLSTATE and PostgreSQL's words; its language may be another. */
const CAUSES: readonly (readonly [sqlstate: string, words: RegExp, code: DiagnosticCode, help: string])[] = [
  [
    "55P03",
    /$/,
    "lock-timeout",
    "Another session holds a lock on it: end that one, or allow a longer lockTimeout.",
  ],
  [
    "57014",
    /statement timeout/,
    "statement-timeout",
    "Allow a longer statementTimeout, or do this when less is going on.",
  ],
  ["57014", /user request/, "statement-cancelled", "Somebody cancelled it: ask who, and run it again."],
  [
    "57014",
    /$/,
    "statement-cancelled",
    "It was cancelled, by somebody or by statementTimeout; PostgreSQL says which.",
  ],
  ["0A000", /used by (?:a|an) |used in /, "dependents-in-the-way", DEPENDENTS],
  ["2BP01", /^cannot drop /, "dependents-in-the-way", DEPENDENTS],
  // Of DROP ROLE.
  [
    "2BP01",
    /$/,
    "statement-failed",
    "What is named above still depends on the role. In this database, say who gets what it owns: `removed: {ROLE: " +
      "{reassign_owned_to: HEIR}}`. In each other database that is named, have an administrator run REASSIGN OWNED " +
      "BY … TO … and DROP OWNED BY …. Then run this again.",
  ],
  ["42P06", /$/, "statement-failed", ALREADY_THERE],
  ["42P07", /$/, "statement-failed", ALREADY_THERE],
  ["42701", /$/, "statement-failed", ALREADY_THERE],
  ["42710", /$/, "statement-failed", ALREADY_THERE],
  ["42723", /$/, "statement-failed", ALREADY_THERE],
  [
    "42846",
    /$/,
    "statement-failed",
    "PostgreSQL does not know what becomes of the values: say it behind USING, in migration.sql and in down.sql of a draft, or declare a new column and fill that.",
  ],
];

const SHOWN = 300;

/** Lines of `where`: functions that call themselves have many. */
const SHOWN_LINES = 6;

/** The beginning of a statement, without passwords. */
function shortened(text: string): string {
  const masked = maskSecrets(text);
  return masked.length > SHOWN ? `${masked.slice(0, SHOWN)} …` : masked;
}

/**
 * Where in the file PostgreSQL's position is. Variables have no line breaks, so that the line is that of the file;
 * the column is where the text before or behind it is the same in the file.
 */
function placeOf(position: number, statement: ScriptStatement): { line: number; column?: number } {
  const { sql, source = sql, line, column } = statement;
  const before = [...sql]
    .slice(0, position - 1)
    .join("")
    .split("\n");
  const start = before.at(-1) ?? "";
  const end = (sql.split("\n")[before.length - 1] ?? "").slice(start.length);
  const inFile = source.split("\n")[before.length - 1] ?? "";
  const offset = inFile.startsWith(start)
    ? start.length
    : inFile.endsWith(end)
      ? inFile.length - end.length
      : undefined;
  return {
    line: line + before.length - 1,
    ...(offset !== undefined && { column: offset + (before.length === 1 ? column : 1) }),
  };
}

/**
 * A statement's failure as people need it: its place, PostgreSQL's words, and the statement itself.
 *
 * @param reason an error, or a warning that counts as one
 */
export function statementProblem(reason: unknown, file: string, statement: ScriptStatement): Diagnostic {
  const { severity = "ERROR", code, message, detail, hint, position, where } = reason as ServerError;
  const lines = [
    `PostgreSQL says ${severity}${code ? ` ${code}` : ""}: ${message}`,
    ...(detail ? [detail] : []),
    ...(where ? where.split("\n").slice(0, SHOWN_LINES) : []),
  ].map(maskSecrets);
  const cause = CAUSES.find(([sqlstate, words]) => sqlstate === code && words.test(message ?? ""));
  const [, , ownCode = "statement-failed", ownHelp] = cause ?? [];
  // PostgreSQL's own hint may be to drop what it names.
  const help = ownCode === "dependents-in-the-way" ? ownHelp : (hint ?? ownHelp);
  return problem(ownCode, lines.join("\n"), {
    at: { file, ...placeOf(Number(position ?? 1), statement) },
    excerpt: shortened(statement.source ?? statement.sql),
    ...(help && { help }),
  });
}
