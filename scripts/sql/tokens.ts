/** Cuts SQL into tokens as PostgreSQL's lexer does. */
import { BREAKPOINT } from "../model/breakpoint.ts";

/** What a piece of SQL is; a variable of a template, `${env}`, is part of a word. */
type TokenKind =
  | "space"
  | "comment"
  | "breakpoint"
  | "semicolon"
  | "open"
  | "close"
  | "word"
  | "name"
  | "string"
  | "other";

/** A piece of the text; the pieces follow one another without a gap. */
export interface Token {
  readonly kind: TokenKind;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
  /** Set where a quote or comment is never closed; it then reaches to the end of the text. */
  readonly unclosed?: boolean;
}

// An identifier may hold a $, so that `a$b$` opens no dollar quote.
const WORD = /(?:[A-Za-z_\u0080-\uffff]|(?<!\$)\$\{\w+\})(?:[\w\u0080-\uffff]|\$\{\w+\}|\$(?!\{))*/y;
const OPENING = /(?:[eE](?=')|[uU]&(?=["']))?["']/y;
const DOLLAR_QUOTE = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$(?!\{)/y;
const SPACE = /\s+/y;
const LINE_COMMENT = /--[^\r\n]*/y;
const NUMBER = /\d[\w.]*/y;
const CONTINUED = /[^\S\n]*\n\s*'/y;

function match(pattern: RegExp, text: string, at: number): string | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0];
}

/** Behind the closing quote, which is doubled where it is meant; -1 if there is none. */
function endOfQuoted(text: string, from: number, quote: string): number {
  for (let at = text.indexOf(quote, from); at >= 0; at = text.indexOf(quote, at + 2)) {
    if (text[at + 1] !== quote) return at + 1;
  }
  return -1;
}

/** The same for E'…', where a backslash hides the next character, in the parts on the next lines too. */
function endOfEscaped(text: string, from: number): number {
  const special = /['\\]/g;
  special.lastIndex = from;
  for (let found = special.exec(text); found; found = special.exec(text)) {
    const at = found.index;
    if (found[0] === "\\" || text[at + 1] === "'") {
      special.lastIndex = at + 2;
      continue;
    }
    const next = match(CONTINUED, text, at + 1);
    if (next === undefined) return at + 1;
    special.lastIndex = at + 1 + next.length;
  }
  return -1;
}

/** Behind a comment that starts at `from`; comments nest. */
function endOfBlockComment(text: string, from: number): number {
  const edge = /\/\*|\*\//g;
  edge.lastIndex = from;
  let depth = 0;
  for (let found = edge.exec(text); found; found = edge.exec(text)) {
    depth += found[0] === "/*" ? 1 : -1;
    if (depth === 0) return edge.lastIndex;
  }
  return -1;
}

/** Behind a dollar quote; a template's `$${` is no end of one. */
function endOfDollarQuote(text: string, from: number, tag: string): number {
  for (let at = text.indexOf(tag, from); at >= 0; at = text.indexOf(tag, at + 1)) {
    if (text[at + tag.length] !== "{") return at + tag.length;
  }
  return -1;
}

const SINGLE: Readonly<Record<string, TokenKind>> = { ";": "semicolon", "(": "open", ")": "close" };

/** What may open a quote; a name or a word may begin so, too. */
const MAY_OPEN = "\"'eEuU";

/** Whether a word may begin with a character. */
const mayBeginWord = (char: string): boolean => /[A-Za-z_$\u0080-\uffff]/.test(char);

/** The piece that begins at a place. */
export function tokenAt(text: string, start: number): Token {
  const upTo = (kind: TokenKind, end: number): Token =>
    end < 0 ? { kind, start, end: text.length, unclosed: true } : { kind, start, end };
  const char = text[start] ?? "";
  const single = SINGLE[char];
  if (single) return upTo(single, start + 1);
  if (char === "-" && text[start + 1] === "-") {
    if (text.startsWith(BREAKPOINT, start)) return upTo("breakpoint", start + BREAKPOINT.length);
    const comment = match(LINE_COMMENT, text, start) ?? "";
    const cut = comment.indexOf(BREAKPOINT);
    return upTo("comment", start + (cut < 0 ? comment.length : cut));
  }
  if (char === "/" && text[start + 1] === "*") return upTo("comment", endOfBlockComment(text, start));
  const opening = MAY_OPEN.includes(char) ? match(OPENING, text, start) : undefined;
  if (opening !== undefined) {
    const [behind, quote] = [start + opening.length, opening.slice(-1)];
    if (/^e/i.test(opening)) return upTo("string", endOfEscaped(text, behind));
    return upTo(quote === '"' ? "name" : "string", endOfQuoted(text, behind, quote));
  }
  const tag = char === "$" ? match(DOLLAR_QUOTE, text, start) : undefined;
  if (tag !== undefined) return upTo("string", endOfDollarQuote(text, start + tag.length, tag));
  const word = mayBeginWord(char) ? match(WORD, text, start) : undefined;
  if (word !== undefined) return upTo("word", start + word.length);
  const space = match(SPACE, text, start);
  if (space !== undefined) return upTo("space", start + space.length);
  return upTo("other", start + (match(NUMBER, text, start)?.length ?? 1));
}

/** Cuts SQL into pieces the way PostgreSQL's lexer does, `standard_conforming_strings` on. */
export function* tokens(text: string): Generator<Token> {
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at);
    yield token;
    at = token.end;
  }
}
