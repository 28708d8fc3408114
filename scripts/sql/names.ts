/** What names and strings of SQL mean: quotes, escapes, folding, cutting. Source: PostgreSQL manual, "Lexical Structure". */

import { byteLength, clipName, MAX_NAME_BYTES } from "../model/identifier.ts";
import { escapePattern } from "../model/regexp.ts";

/** What `U&"d\0061t\+000061"` means within its quotes. */
export function decodeUnicode(text: string, sign = "\\"): string {
  const mark = escapePattern(sign);
  const escapes = new RegExp(`${mark}(?:${mark}|([0-9a-f]{4})|\\+((?:0[0-9a-f]|10)[0-9a-f]{4}))`, "gi");
  return text.replace(escapes, (_, short?: string, long?: string) => {
    const digits = short ?? long;
    return digits === undefined ? sign : String.fromCodePoint(Number.parseInt(digits, 16));
  });
}

/** A name is cut where PostgreSQL cuts it; that of a template has its length once it is filled in. */
const cut = (name: string): string =>
  name.includes("${") || byteLength(name) <= MAX_NAME_BYTES ? name : clipName(name);

/**
 * The name that a token in double quotes stands for.
 *
 * @param sign what UESCAPE says behind it
 */
export function quotedName(token: string, sign?: string): string {
  const inner = token.slice(token.indexOf('"') + 1, -1).replaceAll('""', '"');
  return cut(/^u&/i.test(token) ? decodeUnicode(inner, sign) : inner);
}

/** The name that a word stands for: in lower case, but for the variables in it. */
export function foldedName(word: string): string {
  return cut(word.replace(/\$\{\w+\}|[A-Z]+/g, (part) => (part.startsWith("$") ? part : part.toLowerCase())));
}

const LETTERS: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };

/** What E'…' means within its quotes, in the parts on the next lines too. */
function decodeEscapes(text: string): string {
  const escapes = /''|'\s*'|\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|x([0-9a-f]{1,2})|([0-7]{1,3})|(.))/gis;
  return text.replace(escapes, (whole, ...codes: (string | undefined)[]) => {
    const [short, long, hex, octal, letter] = codes;
    if (whole === "''") return "'";
    if (letter !== undefined) return LETTERS[letter] ?? letter;
    const code = Number.parseInt(short ?? long ?? hex ?? octal ?? "", octal === undefined ? 16 : 8);
    return Number.isNaN(code) ? "" : String.fromCodePoint(code);
  });
}

/** The text that a string token stands for, in whatever quotes. */
export function stringText(token: string): string {
  if (token.startsWith("$")) {
    const tag = token.slice(0, token.indexOf("$", 1) + 1);
    return token.slice(tag.length, -tag.length);
  }
  const inner = token.slice(token.indexOf("'") + 1, -1);
  if (/^e/i.test(token)) return decodeEscapes(inner);
  const plain = inner.replaceAll("''", "'");
  return /^u&/i.test(token) ? decodeUnicode(plain) : plain;
}

/** Words that are no name without quotes, of a table or column. Source: PostgreSQL manual, "SQL Key Words". */
const RESERVED: ReadonlySet<string> = new Set(
  `all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation
  column concurrently constraint create cross current_catalog current_date current_role current_schema current_time
  current_timestamp current_user default deferrable desc distinct do else end except false fetch for foreign freeze
  from full grant group having ilike in initially inner intersect into is isnull join lateral leading left like limit
  localtime localtimestamp natural not notnull null offset on only or order outer overlaps placing primary references
  returning right select session_user similar some symmetric system_user table tablesample then to trailing true union
  unique user using variadic verbose when where window with`.split(/\s+/),
);

/** Whether a word means something else than a name. */
export const isReserved = (word: string): boolean => RESERVED.has(word.toLowerCase());
