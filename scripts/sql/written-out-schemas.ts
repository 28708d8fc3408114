// Names of schemas that a script has as they are on one target, where others call them otherwise.
import { variablesIn } from "../model/variable.ts";
import { foldedName, quotedName, stringText } from "./names.ts";
import type { ScriptStatement } from "./script.ts";
import { type Token, tokens } from "./tokens.ts";

/** A name, and where it begins in the file. */
interface WrittenOut {
  readonly name: string;
  readonly line: number;
  readonly column: number;
}

/** What is looked for: the names, and the variables whose values SQL would read in lower case without quotes. */
interface SchemaWords {
  readonly names: ReadonlySet<string>;
  readonly quoted: ReadonlySet<string>;
}

interface Found {
  readonly name: string;
  readonly at: number;
}

/** Whose strings are code: a routine's body, what DO runs. */
const HAS_BODY = /^\s*(?:CREATE\s+(?:OR\s+REPLACE\s+)?(?:FUNCTION|PROCEDURE)|DO)\b/i;

const isBlank = ({ kind }: Token): boolean => kind === "space" || kind === "comment" || kind === "breakpoint";

/** The name that a token stands for; undefined where it is none. */
function nameOf({ kind }: Token, text: string): string | undefined {
  if (kind === "name") return quotedName(text);
  return kind === "word" ? foldedName(text) : undefined;
}

/** Whether a name is one of those, or has a variable in it that needs quotes. */
const isMeant = (name: string, kind: Token["kind"], { names, quoted }: SchemaWords): boolean =>
  names.has(name) || (kind === "word" && variablesIn(name).some((variable) => quoted.has(variable)));

/** Offsets of names in code that stand before a dot, or behind `search_path`. */
function namesIn(code: string, words: SchemaWords): Found[] {
  const found: Found[] = [];
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
    if (name !== undefined && isSchema && isMeant(name, piece.kind, words))
      found.push({ name, at: piece.start });
    if (piece.kind !== "string") continue;
    // What a routine runs as text, too. Escapes move nothing by more than a few letters.
    const inner = stringText(text);
    const begin = piece.start + Math.max(text.indexOf(inner), 0);
    found.push(...namesIn(inner, words).map((one) => ({ name: one.name, at: begin + one.at })));
  }
  return found;
}

/** Without what strings say that are no code. */
function inCode(sql: string, words: SchemaWords): Found[] {
  if (HAS_BODY.test(sql)) return namesIn(sql, words);
  const plain = [...tokens(sql)]
    .map(({ kind, start, end }) => (kind === "string" ? "0".repeat(end - start) : sql.slice(start, end)))
    .join("");
  return namesIn(plain, words);
}

/**
 * Where a script names schemas as they are called on one target. What PostgreSQL reads only when it runs, a routine's
 * body, fails no proof.
 *
 * @param words with all that the schemas are called on any
 */
export function writtenOutSchemas(statements: readonly ScriptStatement[], words: SchemaWords): WrittenOut[] {
  return statements.flatMap(({ sql, line, column }) =>
    inCode(sql, words).map(({ name, at }) => {
      const before = sql.slice(0, at).split("\n");
      const last = before.at(-1) ?? "";
      const isFirst = before.length === 1;
      return { name, line: line + before.length - 1, column: (isFirst ? column : 1) + last.length };
    }),
  );
}
