/** Reads a statement token by token. */
import { foldedName, isReserved, quotedName, stringText } from "./names.ts";
import { type Token, tokenAt } from "./tokens.ts";

const SILENT: ReadonlySet<Token["kind"]> = new Set(["space", "comment", "breakpoint"]);

/** The tokens that count. */
function toldIn(text: string): Token[] {
  const told: Token[] = [];
  for (let at = 0; at < text.length; ) {
    const token = tokenAt(text, at);
    if (!SILENT.has(token.kind)) told.push(token);
    at = token.end;
  }
  return told;
}

const cutWords = new Map<string, readonly (readonly string[])[]>();

/** `ROLE|USER IF` → the words that may stand at each place. The forms ask for the same ones again and again. */
function wanted(words: string): readonly (readonly string[])[] {
  const known = cutWords.get(words);
  if (known) return known;
  const cut = words.split(" ").map((word) => word.split("|"));
  cutWords.set(words, cut);
  return cut;
}

/** Where one stands between two tokens of a text; white space and comments do not count. */
export class Cursor {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #end: number;
  /** Of each token its text in capitals, once it was asked for; of a name in quotes nothing. */
  readonly #words: string[] = [];
  /** How many tokens lie before it. Set it to go back. */
  at: number;

  /** @param text one statement, with or without its semicolon */
  constructor(text: string) {
    this.#text = text;
    this.#tokens = toldIn(text);
    this.#end = this.#tokens.findLastIndex(({ kind }) => kind !== "semicolon") + 1;
    this.at = 0;
  }

  get isAtEnd(): boolean {
    return this.at >= this.#end;
  }

  #token(offset = 0): Token | undefined {
    return this.at + offset < this.#end ? this.#tokens[this.at + offset] : undefined;
  }

  #textOf(token: Token | undefined): string {
    return token ? this.#text.slice(token.start, token.end) : "";
  }

  /** The next token's text; empty at the end. */
  get next(): string {
    return this.#textOf(this.#token());
  }

  /** Takes words or signs, `IF EXISTS`, if all of them come next. `ROLE|USER` is either, in capitals. */
  take(words: string): boolean {
    const places = wanted(words);
    for (let index = 0; index < places.length; index++) {
      if (!places[index]?.includes(this.#word(index))) return false;
    }
    this.at += places.length;
    return true;
  }

  #word(offset: number): string {
    const token = this.#token(offset);
    if (!token || token.kind === "name") return "";
    const at = this.at + offset;
    const word = this.#words[at] ?? this.#textOf(token).toUpperCase();
    this.#words[at] = word;
    return word;
  }

  /** The word or sign that comes next, in capitals; empty at the end and where a name in quotes does. */
  get word(): string {
    return this.#word(0);
  }

  /** Takes a name, in quotes or not. */
  name(): string | undefined {
    const token = this.#token();
    const text = this.#textOf(token);
    if (token?.kind === "word" && !isReserved(text)) {
      this.at++;
      return foldedName(text);
    }
    if (token?.kind !== "name") return undefined;
    this.at++;
    const sign = this.take("UESCAPE") ? this.string() : undefined;
    return quotedName(text, sign);
  }

  /** Takes a string; its parts on further lines belong to it. */
  string(): string | undefined {
    let result: string | undefined;
    for (let token = this.#token(); token?.kind === "string"; token = this.#token()) {
      result = (result ?? "") + stringText(this.#textOf(token));
      this.at++;
    }
    return result;
  }

  /** Takes digits, with a minus before them or not. */
  number(): string | undefined {
    const sign = this.take("-") ? "-" : "";
    if (!/^\d+$/.test(this.next)) return undefined;
    return sign + this.#textOf(this.#tokens[this.at++]);
  }

  /** Takes everything as it stands, to the end or to one of these signs outside of parentheses, if there is anything. */
  rest(signs = ""): string | undefined {
    const first = this.#token();
    let depth = 0;
    for (let token = first; token; token = this.#token()) {
      if (depth === 0 && signs.includes(this.next)) break;
      depth += token.kind === "open" ? 1 : token.kind === "close" ? -1 : 0;
      this.at++;
    }
    const last = this.#tokens[this.at - 1];
    return first && last && last.end > first.start ? this.#text.slice(first.start, last.end) : undefined;
  }
}
