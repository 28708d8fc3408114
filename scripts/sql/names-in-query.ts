/** Whether a query speaks of a relation or a column: the one answer, which may say yes too often, never too seldom. */

import { clipName, splitPath } from "../model/identifier.ts";
import { escapePattern } from "../model/regexp.ts";
import { decodeUnicode, foldedName, quotedName } from "./names.ts";
import { type Token, tokens } from "./tokens.ts";

/** A query as names are looked for in it, see {@link plainQuery}. */
export type PlainQuery = string & { readonly plain: true };

/** A name without quotes and case, since raw SQL may write it either way, cut where PostgreSQL cuts it. */
const plainName = (name: string): string => clipName(name).replaceAll('"', "").toLowerCase();

const isBlank = ({ kind }: Token): boolean => kind === "space" || kind === "comment" || kind === "breakpoint";

/** Behind `UESCAPE '!'`, where that stands at a token, and the sign; strings and names may have it. */
function readEscape(pieces: readonly Token[], at: number, textOf: (token: Token) => string) {
  const [word, string] = [...pieces.entries()].slice(at).filter(([, piece]) => !isBlank(piece));
  if (!word || !string || textOf(word[1]).toLowerCase() !== "uescape") return { next: at };
  return { sign: textOf(string[1]).slice(1, -1), next: string[0] + 1 };
}

/** What a name or a string says; strings stay, since somebody may run what they say. */
function plainText(token: Token, text: string, sign: string | undefined): string {
  if (token.kind === "name") return plainName(quotedName(text, sign));
  if (token.kind === "word") return plainName(foldedName(text));
  return /^u&'/i.test(text) ? decodeUnicode(text.slice(2), sign) : text;
}

/** Quotes end a word; without them a space must. */
const wordBehind = (plain: string, word: string): string =>
  /[\p{L}\p{N}_$]$/u.test(plain.slice(-2)) ? ` ${word}` : word;

/**
 * A query in lower case, without quotes, and without white space and comments around dots; `U&"…"` is what it means.
 * Comments stand at the end.
 */
export function plainQuery(query: string): PlainQuery {
  const pieces = [...tokens(query)];
  const textOf = ({ start, end }: Token) => query.slice(start, end);
  const comments = pieces.filter(({ kind }) => kind === "comment").map(textOf);
  let plain = "";
  for (let at = 0; at < pieces.length; ) {
    const piece = pieces[at] as Token;
    const text = textOf(piece);
    const isUnicode = /^u&["']/i.test(text);
    const { sign, next } = isUnicode ? readEscape(pieces, at + 1, textOf) : { sign: undefined, next: at + 1 };
    at = next;
    if (isBlank(piece)) {
      if (!plain.endsWith(".")) plain += " ";
    } else if (text === ".") plain = `${plain.trimEnd()}.`;
    else {
      const said = plainText(piece, text, sign);
      plain += piece.kind === "name" || piece.kind === "word" ? wordBehind(plain, said) : said;
    }
  }
  return [plain, ...comments].join(" ").replaceAll('"', "").toLowerCase() as PlainQuery;
}

const WORD = String.raw`[\p{L}\p{N}_$]`;

/**
 * A pattern for a name that stands as a whole, not as another one's part.
 *
 * @param name plain
 * @param alone whether it has no dot before it
 */
const wholeName = (name: string, alone = false): RegExp =>
  new RegExp(`(?<!${WORD})${alone ? "(?<!\\.)" : ""}${escapePattern(name)}(?!${WORD})`, "gu");

/** How a query may name a relation: by its whole name or, in the schema public, by its own. */
export interface RelationNames {
  /** Plain, with the schema. */
  readonly whole: string;
  /** Plain, without the schema. */
  readonly own: string;
  readonly isInPublic: boolean;
}

/** The names of a relation. @param key its relationKey, or the path of a column as people write it */
export function relationNames(key: string): RelationNames {
  const [schema = "", ...rest] = (splitPath(key) ?? []).map(plainName);
  const own = rest.join(".");
  return { whole: `${schema}.${own}`, own, isInPublic: schema === "public" };
}

/** The pattern is made only where it may fit. */
const stands = (query: PlainQuery, name: string, alone: boolean): boolean =>
  query.includes(name) && wholeName(name, alone).test(query);

/** Whether a query speaks of a relation. */
export function speaksOf(query: PlainQuery, { whole, own, isInPublic }: RelationNames): boolean {
  return stands(query, whole, false) || (isInPublic && stands(query, own, true));
}

/** A query that speaks of a relation under another name. */
export function renamedIn(query: PlainQuery, from: RelationNames, to: RelationNames): PlainQuery {
  const by = () => to.whole;
  const text = query.replace(wholeName(from.whole), by);
  return (from.isInPublic ? text.replace(wholeName(from.own, true), by) : text) as PlainQuery;
}

/** Whether a query speaks of a routine: by its whole name, or where it calls one of the schema public. */
export function speaksOfRoutine(query: PlainQuery, { whole, own, isInPublic }: RelationNames): boolean {
  const isCalled = () => new RegExp(`${wholeName(own, true).source}\\s*\\(`, "u").test(query);
  return stands(query, whole, false) || (isInPublic && query.includes(own) && isCalled());
}

/** Whether a query names a column, of whatever relation. */
export const namesColumn = (query: PlainQuery, column: string): boolean =>
  stands(query, plainName(column), false);
