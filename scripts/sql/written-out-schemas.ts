// Names of schemas that a script has as they are on one target, where others call them otherwise.
import { foldedName, quotedName, stringText } from "./names.ts";
import type { ScriptStatement } from "./script.ts";
import { type Token, tokens } from "./tokens.ts";

/** A name, and where it begins in the file. */
export interface WrittenOut {
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

/** Whose strings are code: a routine's body, what DO runs. */
const HAS_BODY = /^\s*(?:CREATE\s+(?:OR\s+REPLACE\s+)?(?:FUNCTION|PROCEDURE)|DO)\b/i;

const isBlank = ({ kind }: Token): boolean => kind === "space" || kind === "comment" || kind === "breakpoint";

/** The name that a token stands for; undefined where it is none. */
function nameOf({ kind }: Token, text: string): string | undefined {
  if (kind === "name") return quotedName(text);
  return kind === "word" ? foldedName(text) : undefined;
}

/** Offsets of names in code that stand before a dot, or behind `search_path`. */
function namesIn(code: string, names: ReadonlySet<string>): { readonly name: string; readonly at: number }[] {
  const found: { name: string; at: number }[] = [];
  const pieces = [...tokens(code)].filter((token) => !isBlank(token));
  const textOf = ({ start, end }: Token) => code.slice(start, end);
  let inPath = false;
  for (const [index, piece] of pieces.entries()) {
    const text = textOf(piece);
    const next = pieces[index + 1];
    const name = nameOf(piece, text);
    if (name === "search_path") inPath = true;
    else if (piece.kind === "semicolon" || piece.kind === "open" || piece.kind === "close") inPath = false;
    const isSchema = inPath || (next !== undefined && textOf(next) === ".");
    if (name !== undefined && names.has(name) && isSchema) found.push({ name, at: piece.start });
    if (piece.kind !== "string") continue;
    // What a routine runs as text, too. Escapes move nothing by more than a few letters.
    const inner = stringText(text);
    const begin = piece.start + Math.max(text.indexOf(inner), 0);
    found.push(...namesIn(inner, names).map((one) => ({ name: one.name, at: begin + one.at })));
  }
  return found;
}

/** Without what strings say that are no code. */
function inCode(sql: string, names: ReadonlySet<string>): { readonly name: string; readonly at: number }[] {
  if (HAS_BODY.test(sql)) return namesIn(sql, names);
  const plain = [...tokens(sql)]
    .map(({ kind, start, end }) => (kind === "string" ? "0".repeat(end - start) : sql.slice(start, end)))
    .join("");
  return namesIn(plain, names);
}

/**
 * Where a script names schemas as they are called on one target. What PostgreSQL reads only when it runs, a routine's
 * body, fails no proof.
 *
 * @param names all that the schemas are called on any
 */
export function writtenOutSchemas(
  statements: readonly ScriptStatement[],
  names: ReadonlySet<string>,
): WrittenOut[] {
  return statements.flatMap(({ sql, line, column }) =>
    inCode(sql, names).map(({ name, at }) => {
      const before = sql.slice(0, at).split("\n");
      const last = before.at(-1) ?? "";
      const isFirst = before.length === 1;
      return { name, line: line + before.length - 1, column: (isFirst ? column : 1) + last.length };
    }),
  );
}
