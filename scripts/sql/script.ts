/** The format of migration.sql and down.sql: statements, breakpoints, directives. */
import { BREAKPOINT } from "../model/breakpoint.ts";
import { type Diagnostic, type Location, problem } from "../model/diagnostic.ts";
import { type Directives, readDirective } from "./directive.ts";
import { isGuard } from "./guard.ts";
import { OpenStatement } from "./open-statement.ts";
import { type Token, tokens } from "./tokens.ts";

/** One statement of a file, as it stands there. */
export interface ScriptStatement {
  /** Without the closing semicolon and without the comments before it; line ends are `\n`. */
  readonly sql: string;
  /** Where it begins in the file, from 1; columns in UTF-16 units. */
  readonly line: number;
  readonly column: number;
  /** What the lines before it say; without them it runs everywhere. */
  readonly directives?: Directives;
  /** What stands in the file, where `sql` has variables filled in. */
  readonly source?: string;
}

type Place = Required<Pick<Location, "file" | "line" | "column">>;

/** Turns offsets into places. */
function placeFinder(text: string, file: string): (offset: number) => Place {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    for (let high = starts.length; high - low > 1; ) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { file, line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}

/** What is wrong with a quote or a comment in itself. */
function checkQuote(token: Token, text: string, place: (offset: number) => Place): Diagnostic[] {
  const what = token.kind === "comment" ? "comment" : "quote";
  const cut = text.slice(token.start, token.end).indexOf(BREAKPOINT);
  return [
    ...(token.unclosed
      ? [problem("unclosed-quote", `this ${what} is never closed`, { at: place(token.start) })]
      : []),
    ...(cut >= 0
      ? [
          problem("breakpoint-in-quotes", `drizzle would cut the statement here, within a ${what}`, {
            at: place(token.start + cut),
            help: `Write ${BREAKPOINT} between statements only.`,
          }),
        ]
      : []),
  ];
}

/** A guard is left out of what runs and of what is reviewed: nothing else may be. */
function checkGuard(sql: string, at: Place, isFirst: boolean): Diagnostic[] {
  if (isFirst && isGuard(sql)) return [];
  const help =
    "Leave both out: the guard of a revision is written by `dwh revision`, as its first statement.";
  return [
    problem("malformed-guard", "what stands under `-- under any other runner` is no guard", { at, help }),
  ];
}

/** The directives before the next statement. */
interface Pending {
  readonly directives: Directives;
  readonly at: Place;
}

/**
 * Splits the text of migration.sql or down.sql into its statements: at semicolons that end one, and wherever
 * drizzle cuts. Empty ones are left out, and so is the guard against other runners.
 *
 * @param file for the places of the diagnostics
 */
export function parseScript(
  text: string,
  file = "migration.sql",
): { statements: ScriptStatement[]; diagnostics: Diagnostic[] } {
  const source = text.replace(/^\uFEFF/, "");
  const place = placeFinder(source, file);
  const statements: ScriptStatement[] = [];
  const diagnostics: Diagnostic[] = [];
  let open: OpenStatement | undefined;
  let pending: Pending | undefined;

  const close = (): void => {
    if (open) {
      const at = place(open.start);
      const sql = source.slice(open.start, open.end).replaceAll("\r\n", "\n");
      if (pending?.directives.guard) diagnostics.push(...checkGuard(sql, at, statements.length === 0));
      else
        statements.push({
          sql,
          line: at.line,
          column: at.column,
          ...(pending && { directives: pending.directives }),
        });
      if (open.forbidden) {
        diagnostics.push(
          problem("statement-not-allowed", `${open.forbidden} cannot stand in a revision`, {
            at,
            help: "A revision runs in one transaction, which the runner opens and closes.",
          }),
        );
      }
    } else if (pending) {
      diagnostics.push(
        problem("condition-without-statement", "no statement follows this condition", { at: pending.at }),
      );
    }
    open = undefined;
    pending = undefined;
  };

  const readComment = ({ start, end }: Token): void => {
    const comment = source.slice(start, end);
    const said = readDirective(comment, pending?.directives);
    if (said === undefined) return;
    const at = place(start);
    const ownLine = source.slice(start - at.column + 1, start).trim() === "";
    if (said !== "malformed" && ownLine) pending = { directives: said, at };
    else {
      diagnostics.push(
        problem("malformed-condition", `this condition is not understood: ${comment.trim()}`, {
          at,
          help: "Write `-- when env = prod`, `-- when env = test|prod`, `-- when server >= 17` or `-- as elevated` on a line of its own.",
        }),
      );
    }
  };

  for (const token of tokens(source)) {
    const { kind } = token;
    if (kind === "name" || kind === "string" || kind === "comment")
      diagnostics.push(...checkQuote(token, source, place));
    if (kind === "breakpoint" || (kind === "semicolon" && (open?.canEnd ?? true))) close();
    else if (kind === "comment") {
      if (!open) readComment(token);
    } else if (kind !== "space") {
      open ??= new OpenStatement(token.start);
      open.read(token, source);
    }
  }
  close();
  return { statements, diagnostics };
}
