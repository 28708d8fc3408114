// Names and strings as SQL and as people write them: quoting, paths, order, length.

/**
 * The one function that writes a name into SQL: always quoted, quotes doubled.
 * Source: PostgreSQL manual, "Lexical Structure".
 */
export function quoteIdentifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A qualified name in SQL: `"STG_AUTH"."user"`. */
export function quotePath(path: readonly string[]): string {
  return path.map(quoteIdentifier).join(".");
}

/** The one function that writes a string into SQL; `E'…'` only where a backslash needs it. */
export function quoteLiteral(text: string): string {
  const quoted = `'${text.replaceAll("'", "''")}'`;
  return text.includes("\\") ? `E${quoted.replaceAll("\\", "\\\\")}` : quoted;
}

/** Names of the catalog are cut at this length (NAMEDATALEN - 1), in bytes of UTF-8. */
export const MAX_NAME_BYTES = 63;

/** Length in bytes of UTF-8, the unit in which PostgreSQL limits names. */
export const byteLength = (name: string): number => Buffer.byteLength(name);

/** Cuts a name to whole characters of UTF-8, as PostgreSQL cuts what is longer than names can be. */
export function clipName(name: string, bytes = MAX_NAME_BYTES): string {
  let clipped = name;
  while (byteLength(clipped) > bytes) clipped = [...clipped].slice(0, -1).join("");
  return clipped;
}

const PLAIN = /^[\p{L}_$][\p{L}\p{N}_${}]*$/u;

/** What most names are, told without a look at the tables of Unicode. */
const PLAIN_ASCII = /^[A-Za-z_$][\w${}]*$/;

/** A name as people read and write it: in quotes only where it has dots, spaces, quotes or the like. */
export function displayName(name: string): string {
  return PLAIN_ASCII.test(name) || PLAIN.test(name) ? name : quoteIdentifier(name);
}

/** A qualified name as people read it: `STG_AUTH.user`, `"geo.v2"."c d"`. */
export function displayPath(path: readonly string[]): string {
  let text: string | undefined;
  for (const name of path) text = text === undefined ? displayName(name) : `${text}.${displayName(name)}`;
  return text ?? "";
}

/**
 * Splits a qualified name at its dots outside quotes; the inverse of {@link displayPath}.
 *
 * @returns the segments without their quotes, or undefined where a quote is left open or text follows one
 */
export function splitPath(text: string): string[] | undefined {
  const segments: string[] = [];
  const segment = /\s*(?:"((?:[^"]|"")*)"|([^".]*))\s*(\.|$)/y;
  while (segment.lastIndex <= text.length) {
    const match = segment.exec(text);
    if (!match) return undefined;
    segments.push(match[1] === undefined ? (match[2] ?? "").trim() : match[1].replaceAll('""', '"'));
    if (match[3] === "") return segments;
  }
  return undefined;
}

/** Splits a list of names at its blanks outside quotes: `A.b "c d".e`. */
export function splitList(text: string): string[] {
  return text.match(/(?:"(?:[^"]|"")*"|[^\s"]|")+/g) ?? [];
}

/** Compares by code point, the same on every machine (localeCompare is not). */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
