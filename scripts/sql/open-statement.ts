/** Where a statement ends, and what must not be one. */
import type { Token } from "./tokens.ts";

/** What a transaction that the runner opened and closes cannot carry; undefined where all is well. */
function forbiddenIn(words: readonly string[]): string | undefined {
  const [first = "", second = ""] = words;
  if (/^(BEGIN|START|COMMIT|END|ABORT)$/.test(first)) return first;
  if (first === "PREPARE" && second === "TRANSACTION") return "PREPARE TRANSACTION";
  if (first === "ROLLBACK" && !words.slice(1, 3).includes("TO")) return first;
  const reads = words.some((word, index) => word === "FROM" && words[index + 1] === "STDIN");
  return first === "COPY" && reads ? "COPY … FROM STDIN" : undefined;
}

/** A statement while its pieces are read one after the other. */
export class OpenStatement {
  readonly start: number;
  /** Behind its last piece that is neither space nor comment. */
  end: number;
  readonly #words: string[] = [];
  #word = "";
  #parentheses = 0;
  /** How deep within the BEGIN ATOMIC … END of a function, each CASE counted. */
  #body = 0;

  constructor(start: number) {
    this.start = start;
    this.end = start;
  }

  /** Whether a semicolon ends it here: not within parentheses (CREATE RULE) or the body of a function. */
  get canEnd(): boolean {
    return this.#parentheses <= 0 && this.#body === 0;
  }

  /** What must not stand in a revision, if it is that. */
  get forbidden(): string | undefined {
    return forbiddenIn(this.#words);
  }

  /** Takes the next piece; `text` is what it is a piece of. */
  read({ kind, start, end }: Token, text: string): void {
    this.end = end;
    if (kind === "open") this.#parentheses++;
    else if (kind === "close") this.#parentheses--;
    else if (kind === "word") {
      const before = this.#word;
      this.#word = text.slice(start, end).toUpperCase();
      this.#words.push(this.#word);
      if (this.#body === 0) this.#body = before === "BEGIN" && this.#word === "ATOMIC" ? 1 : 0;
      else if (this.#word === "CASE") this.#body++;
      else if (this.#word === "END") this.#body--;
    }
  }
}
