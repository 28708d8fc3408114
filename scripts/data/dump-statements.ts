// A plain dump, line by line → its statements, as psql would cut them.

/** A statement and the line that it begins on. */
export interface DumpStatement {
  readonly line: number;
  /** Without its semicolon. */
  readonly text: string;
}

/** A backslash where psql would take it for a command of its own. */
export interface BackslashLine {
  readonly line: number;
  readonly backslash: string;
}

/** What a line may be within. */
type Inside =
  | { readonly kind: "string"; readonly escapes: boolean }
  | { readonly kind: "name" }
  | { readonly kind: "dollar"; readonly tag: string }
  | { readonly kind: "comment"; depth: number };

const LETTER = "A-Za-z_\\u0080-\\uffff";

/** What counts between quotes; a word is one piece, so that the dollars and the e within it are no quotes. */
const PIECE = new RegExp(
  `--|/\\*|[eE]'|'|"|\\$(?:[${LETTER}][${LETTER}0-9]*)?\\$|[${LETTER}][${LETTER}0-9$]*|\\S`,
  "g",
);

const EDGE_OF_COMMENT = /\/\*|\*\//g;

/** Whether a backslash is one in '…' too, from here on. */
const ESCAPES = /^SET\s+standard_conforming_strings\s*(?:=|\sTO\s)\s*'?(on|off)\b/i;

/** Cuts statements at the semicolons that end them; several may stand on one line, one on many. */
export class StatementReader {
  #inside: Inside | undefined;
  #text: string[] = [];
  /** The line that the open statement begins on; 0 between statements. */
  #began = 0;
  #parentheses = 0;
  /** How deep within the BEGIN ATOMIC … END of a function, each CASE counted. */
  #body = 0;
  #word = "";
  #escapes = false;

  /** Whether what was read ends behind a statement. */
  get isBetween(): boolean {
    return this.#began === 0 && this.#inside === undefined;
  }

  /** Reads the next line, with the break that ends it. */
  *read(line: string, number: number): Generator<DumpStatement | BackslashLine> {
    let from = this.#began > 0 ? 0 : -1;
    for (let at = 0; at < line.length; ) {
      if (this.#inside) {
        at = this.#leave(this.#inside, line, at);
        continue;
      }
      PIECE.lastIndex = at;
      const found = PIECE.exec(line);
      if (!found) break;
      const [piece] = found;
      at = found.index + piece.length;
      if (piece === "--") {
        if (from >= 0) this.#text.push(line.slice(from, found.index), "\n");
        from = -1;
        break;
      }
      if (piece === "\\") {
        yield { line: number, backslash: line.slice(found.index).trimEnd() };
        return;
      }
      if (piece === "/*") {
        this.#inside = { kind: "comment", depth: 0 };
        at = found.index;
        continue;
      }
      if (piece === ";" && this.#parentheses <= 0 && this.#body === 0) {
        if (from >= 0) this.#text.push(line.slice(from, found.index));
        if (this.#began > 0) yield this.#statement();
        from = -1;
        continue;
      }
      if (this.#began === 0) this.#began = number;
      if (from < 0) from = found.index;
      this.#take(piece);
    }
    if (from >= 0 && this.#began > 0) this.#text.push(line.slice(from));
  }

  #statement(): DumpStatement {
    const statement = { line: this.#began, text: this.#text.join("").trim() };
    const said = ESCAPES.exec(statement.text)?.[1];
    if (said !== undefined) this.#escapes = said.toLowerCase() === "off";
    this.#text = [];
    this.#began = 0;
    this.#parentheses = 0;
    this.#word = "";
    return statement;
  }

  #take(piece: string): void {
    if (piece === "'") this.#inside = { kind: "string", escapes: this.#escapes };
    else if (piece === '"') this.#inside = { kind: "name" };
    else if (/^[eE]'$/.test(piece)) this.#inside = { kind: "string", escapes: true };
    else if (piece.startsWith("$") && piece.length > 1) this.#inside = { kind: "dollar", tag: piece };
    else if (piece === "(") this.#parentheses++;
    else if (piece === ")") this.#parentheses--;
    else if (/^[A-Za-z]/.test(piece)) this.#takeWord(piece.toUpperCase());
  }

  #takeWord(word: string): void {
    if (this.#body === 0) this.#body = this.#word === "BEGIN" && word === "ATOMIC" ? 1 : 0;
    else if (word === "CASE") this.#body++;
    else if (word === "END") this.#body--;
    this.#word = word;
  }

  /** Goes to where a quote or comment ends, or to the end of the line. */
  #leave(inside: Inside, line: string, at: number): number {
    if (inside.kind === "comment") return this.#leaveComment(inside, line, at);
    const close = inside.kind === "dollar" ? inside.tag : inside.kind === "name" ? '"' : "'";
    for (let end = at; ; ) {
      const quote = line.indexOf(close, end);
      const hidden = inside.kind === "string" && inside.escapes ? line.indexOf("\\", end) : -1;
      if (hidden >= 0 && (quote < 0 || hidden < quote)) {
        end = hidden + 2;
        continue;
      }
      if (quote < 0) return line.length;
      if (inside.kind === "dollar" || line[quote + 1] !== close) {
        this.#inside = undefined;
        return quote + close.length;
      }
      end = quote + 2;
    }
  }

  #leaveComment(inside: { depth: number }, line: string, at: number): number {
    EDGE_OF_COMMENT.lastIndex = at;
    for (let edge = EDGE_OF_COMMENT.exec(line); edge; edge = EDGE_OF_COMMENT.exec(line)) {
      inside.depth += edge[0] === "/*" ? 1 : -1;
      if (inside.depth > 0) continue;
      this.#inside = undefined;
      return EDGE_OF_COMMENT.lastIndex;
    }
    return line.length;
  }
}
