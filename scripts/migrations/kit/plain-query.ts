import { clipName } from "../../model/identifier.ts";
import { type Token, tokens } from "../script-tokens.ts";

/** A name without quotes and case, since raw SQL may write it either way, cut where PostgreSQL cuts it. */
export const plainName = (name: string): string => clipName(name).replaceAll('"', "").toLowerCase();

type Piece = Pick<Token, "kind"> & { readonly text: string };

const isBlank = ({ kind }: Piece): boolean => kind === "space" || kind === "comment" || kind === "breakpoint";

const isQuotedName = ({ kind, text }: Piece): boolean => kind === "quoted" && text.startsWith('"');

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");

/** What `U&"d\0061t\+000061"` means. Source: PostgreSQL manual, "Lexical Structure". */
function decode(text: string, sign: string): string {
  const mark = escaped(sign);
  const escapes = new RegExp(`${mark}(?:${mark}|([0-9a-f]{4})|\\+((?:0[0-9a-f]|10)[0-9a-f]{4}))`, "gi");
  return text.replace(escapes, (_, short?: string, long?: string) => {
    const digits = short ?? long;
    return digits === undefined ? sign : String.fromCodePoint(Number.parseInt(digits, 16));
  });
}

/** Quotes end a word; without them a space must. */
function wordBehind(plain: string, word: string): string {
  return /[\p{L}\p{N}_$]$/u.test(plain.slice(-2)) ? ` ${word}` : word;
}

/** Reads `U&"…"`, with `UESCAPE '…'` where it follows, at a piece; undefined where there is none. */
function readUnicode(pieces: readonly Piece[], at: number): { piece: Piece; next: number } | undefined {
  const [letter, mark, quoted] = pieces.slice(at, at + 3);
  if (letter?.text.toLowerCase() !== "u" || mark?.text !== "&" || quoted?.kind !== "quoted") return undefined;
  const rest = [...pieces.keys()].slice(at + 3).filter((index) => !isBlank(pieces[index] as Piece));
  const [word = 0, string = 0] = rest;
  const says =
    pieces[word]?.text.toLowerCase() === "uescape" ? /^'(.)'$/u.exec(pieces[string]?.text ?? "") : null;
  const inner = decode(quoted.text.slice(1, -1), says?.[1] ?? "\\");
  const text = `${quoted.text[0]}${inner}${quoted.text[0]}`;
  return { piece: { kind: "quoted", text }, next: says ? string + 1 : at + 3 };
}

/**
 * A query as names are looked for in it: in lower case, without quotes, and without white space and comments around
 * dots; `U&"…"` is what it means, and names are cut where PostgreSQL cuts them. Strings stay, since somebody may run
 * what they say; comments stand at the end.
 */
export function plainQuery(query: string): string {
  const pieces = [...tokens(query)].map(
    ({ kind, start, end }): Piece => ({ kind, text: query.slice(start, end) }),
  );
  const comments = pieces.filter(({ kind }) => kind === "comment").map(({ text }) => text);
  let plain = "";
  for (let at = 0; at < pieces.length; ) {
    const unicode = readUnicode(pieces, at);
    const piece = unicode?.piece ?? (pieces[at] as Piece);
    at = unicode?.next ?? at + 1;
    if (isBlank(piece)) {
      if (!plain.endsWith(".")) plain += " ";
    } else if (piece.text === ".") plain = `${plain.trimEnd()}.`;
    else if (isQuotedName(piece))
      plain += wordBehind(plain, plainName(piece.text.slice(1, -1).replaceAll('""', '"')));
    else plain += piece.kind === "word" ? wordBehind(plain, plainName(piece.text)) : piece.text;
  }
  return [plain, ...comments].join(" ").replaceAll('"', "").toLowerCase();
}
