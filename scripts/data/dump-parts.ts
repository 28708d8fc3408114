// The bytes of a plain dump → statements, and the rows of COPY between them.
import type { BackslashLine, DumpStatement } from "./dump-statements.ts";
import { StatementReader } from "./dump-statements.ts";

/** Rows in COPY's text format; a piece may end within one. */
interface DumpRows {
  readonly rows: Uint8Array;
}

/** `\.` stands behind the rows. */
interface DumpRowsEnd {
  readonly line: number;
  readonly count: number;
}

/** What is wrong with a dump: it was cut off within something, or a line is not UTF-8. */
export interface BrokenDump {
  readonly line: number;
  readonly broken: "statement" | "rows" | "encoding";
}

export type DumpPart = DumpStatement | BackslashLine | DumpRows | DumpRowsEnd | BrokenDump;

const NEWLINE = 10;
const BACKSLASH = 92;
const FULL_STOP = 46;

/** `COPY … FROM stdin`, behind which rows follow. */
export const readsRows = (text: string): boolean => /^COPY\s[\s\S]*\sFROM\s+STDIN\b/i.test(text);

/** `\.` alone on its line. */
const isEnd = (line: Uint8Array): boolean =>
  line[0] === BACKSLASH &&
  line[1] === FULL_STOP &&
  (line.length === 2 || /^\r?\n?$/.test(String(line.subarray(2))));

/** The longest beginning of a line that may yet become `\.` with the break behind it. */
const LONGEST_END = 3;

/** Reads a dump piece by piece; the state is what stands between two. */
export class DumpReader {
  readonly #statements = new StatementReader();
  readonly #decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  /** Of a line that is not at its end yet. */
  #open: Buffer[] = [];
  #line = 0;
  #isCopying = false;
  /** Within a row of which a part has been given on. */
  #isWithin = false;
  #count = 0;

  *read(chunk: Buffer): Generator<DumpPart> {
    for (let rest: Buffer | undefined = chunk; rest !== undefined && rest.length > 0; )
      rest = yield* this.#isCopying ? this.#rows(rest) : this.#nextLine(rest);
  }

  /** What is left when nothing more comes. */
  *end(): Generator<DumpPart> {
    const line = Buffer.concat(this.#open);
    this.#open = [];
    if (this.#isCopying) {
      if (isEnd(line) && !this.#isWithin) yield { line: this.#line + 1, count: this.#count };
      else yield { line: this.#line, broken: "rows" };
      return;
    }
    if (line.length > 0) yield* this.#sql(line);
    if (this.#isCopying) yield { line: this.#line, broken: "rows" };
    else if (!this.#statements.isBetween) yield { line: this.#line, broken: "statement" };
  }

  *#nextLine(data: Buffer): Generator<DumpPart, Buffer | undefined> {
    const end = data.indexOf(NEWLINE);
    if (end < 0) {
      this.#open.push(data);
      return undefined;
    }
    const line = Buffer.concat([...this.#open, data.subarray(0, end + 1)]);
    this.#open = [];
    yield* this.#sql(line);
    return data.subarray(end + 1);
  }

  *#sql(line: Buffer): Generator<DumpPart> {
    this.#line++;
    let text: string;
    try {
      text = this.#decoder.decode(line);
    } catch {
      yield { line: this.#line, broken: "encoding" };
      return;
    }
    if (this.#line === 1) text = text.replace(/^\ufeff/, "");
    for (const part of this.#statements.read(text, this.#line)) {
      if ("text" in part && readsRows(part.text)) {
        this.#isCopying = true;
        this.#isWithin = false;
        this.#count = 0;
      }
      yield part;
    }
  }

  /** The rows up to `\.` or the end of what is there, in pieces as large as they can be; gives what is behind. */
  *#rows(chunk: Buffer): Generator<DumpPart, Buffer | undefined> {
    const data = this.#open.length === 0 ? chunk : Buffer.concat([...this.#open, chunk]);
    this.#open = [];
    let begin = 0;
    for (let end = data.indexOf(NEWLINE); end >= 0; end = data.indexOf(NEWLINE, begin)) {
      this.#line++;
      if (!this.#isWithin && isEnd(data.subarray(begin, end + 1))) {
        if (begin > 0) yield { rows: data.subarray(0, begin) };
        this.#isCopying = false;
        yield { line: this.#line, count: this.#count };
        return data.subarray(end + 1);
      }
      this.#count++;
      this.#isWithin = false;
      begin = end + 1;
    }
    const isShort = !this.#isWithin && data.length - begin <= LONGEST_END;
    if (isShort) this.#open = [data.subarray(begin)];
    else this.#isWithin = true;
    const whole = isShort ? begin : data.length;
    if (whole > 0) yield { rows: data.subarray(0, whole) };
    return undefined;
  }
}
