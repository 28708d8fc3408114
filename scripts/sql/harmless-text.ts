/** SQL whose texts cannot be taken for a part of the file's format, nor be changed by git or an editor. */
import { BREAKPOINT } from "../model/breakpoint.ts";
import { stringText } from "./names.ts";
import { type Token, tokens } from "./tokens.ts";

/** Lines that git leaves where a merge failed. */
const MARKER = /^(?=<{7}|\|{7}|={7}|>{7})/gm;

const isHarmful = (text: string): boolean =>
  text.includes(BREAKPOINT) || text.includes("\r") || text.search(MARKER) >= 0;

/** The breakpoint, with something else in the place of its `>`. */
const withoutBreakpoint = (text: string, sign: string): string =>
  text.replaceAll(BREAKPOINT, BREAKPOINT.replace(">", sign));

/** `E'…'` in which what would do harm is an escape. */
function escapedString(text: string): string {
  const quoted = text.replaceAll("\\", "\\\\").replaceAll("'", "''").replaceAll("\r", "\\r");
  const lines = quoted.split("\n");
  const joined = lines.map((line, index) =>
    index === 0 ? line : `${line.search(MARKER) === 0 ? "\\n" : "\n"}${line}`,
  );
  return `E'${withoutBreakpoint(joined.join(""), "\\x3E")}'`;
}

/** `U&"…"`, the same of a name. */
function escapedName(token: string): string {
  const inner = token
    .slice(1, -1)
    .replaceAll("\\", "\\\\")
    .replaceAll("\r", "\\000D")
    .replaceAll("\n", "\\000A");
  return `U&"${withoutBreakpoint(inner, "\\003E")}"`;
}

const harmlessComment = (text: string): string =>
  withoutBreakpoint(text.replaceAll(/\r\n?/g, "\n").replaceAll(MARKER, " "), " >");

/** A string with its parts on further lines, which are one value. */
function wholeString(pieces: readonly Token[], at: number, text: string): Token[] {
  const whole = pieces.slice(at, at + 1);
  for (let next = at + 1; ; next += 2) {
    const [space, part] = pieces.slice(next, next + 2);
    const goesOn = space?.kind === "space" && /[\r\n]/.test(text.slice(space.start, space.end));
    if (!goesOn || part?.kind !== "string" || text[part.start] !== "'") return whole;
    whole.push(space, part);
  }
}

/** A comment that drizzle would cut is read as one: up to the end of its line. */
function wholeTokens(text: string): Token[] {
  const found: Token[] = [];
  for (let from = 0; from < text.length; ) {
    let end = text.length;
    for (const { kind, start, ...rest } of tokens(text.slice(from))) {
      const isCut = kind === "breakpoint";
      const line = isCut ? text.indexOf("\n", from + start) : -1;
      const until = isCut ? (line < 0 ? text.length : line) : from + rest.end;
      found.push({ kind: isCut ? "comment" : kind, start: from + start, end: until });
      end = until;
      if (isCut) break;
    }
    from = end;
  }
  return found;
}

/**
 * The same statement, of which a script can be made and read again: in strings, names and comments there is no
 * breakpoint, no line that looks like a conflict of a merge, and no carriage return. Whatever else it says stays as it is.
 */
export function harmless(sql: string): string {
  if (!isHarmful(sql)) return sql;
  const pieces = wholeTokens(sql);
  let result = "";
  for (let at = 0; at < pieces.length; at++) {
    const piece = pieces[at] as Token;
    const text = sql.slice(piece.start, piece.end);
    if (piece.kind === "space") result += text.replaceAll(/\r\n?/g, "\n");
    else if (piece.kind === "comment") result += harmlessComment(text);
    else if (piece.kind === "name") result += isHarmful(text) ? escapedName(text) : text;
    else if (piece.kind === "string") {
      const whole = wholeString(pieces, at, sql);
      const parts = whole
        .filter(({ kind }) => kind === "string")
        .map(({ start, end }) => sql.slice(start, end));
      const asWritten = sql.slice(piece.start, whole.at(-1)?.end);
      result += isHarmful(asWritten) ? escapedString(parts.map(stringText).join("")) : asWritten;
      at += whole.length - 1;
    } else result += text;
  }
  return result;
}
