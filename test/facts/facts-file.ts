import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Files of statements with what PostgreSQL did on them, by major version:
 *
 *     -- # ID title                     a block; it runs in one transaction of the superuser `boot`, rolled back
 *     -- @autocommit                    no transaction, a database of its own, new roles dropped afterwards
 *     -- @from 16 or -- @to 15          the majors the block is for
 *     -- @session NAME [USER [DB]]      what follows goes through that connection; the first is called `main`
 *     -- @waits                         the next statement waits for another session, and the block goes on
 *     select 1;                         a statement ends with a ; at a line's end outside of $$
 *     --> rows 1                        its outcome: rows a|b / c|d, error CODE: message (detail), warning, notice
 *     --> [14-15] error 42501: denied   its outcome on some majors: [14], [14-16], [16+]
 *
 * A statement without an outcome succeeds without rows or notices, and so does one with `ok`.
 */
export interface Block {
  readonly id: string;
  readonly title: string;
  readonly autocommit: boolean;
  readonly majors: Majors;
  readonly steps: readonly Step[];
}

/** The major versions from one to another, both included. */
export interface Majors {
  readonly from: number;
  readonly to: number;
}

/** Something a block does: another session from here on, or a statement. */
export type Step = Session | Statement;

export interface Session {
  readonly kind: "session";
  readonly name: string;
  readonly user: string;
  readonly database: string;
}

export interface Statement {
  readonly kind: "statement";
  readonly line: number;
  readonly sql: string;
  readonly waits: boolean;
  readonly outcomes: readonly Outcome[];
}

/** What is expected of a statement on some majors, as `rows 1`. */
interface Outcome {
  readonly majors: Majors;
  readonly text: string;
}

const EVERY: Majors = { from: 0, to: Number.POSITIVE_INFINITY };

/** Whether a major is among those. */
export function includes({ from, to }: Majors, major: number): boolean {
  return from <= major && major <= to;
}

/** What a statement is expected to come to on a major: its notices, then its rows or its error. */
export function expectedOn({ outcomes }: Statement, major: number): string[] {
  return outcomes
    .filter(({ majors, text }) => includes(majors, major) && text !== "ok")
    .map(({ text }) => text);
}

/** The files of this folder, by name. */
export function factFiles(): { readonly name: string; readonly blocks: readonly Block[] }[] {
  const folder = import.meta.dirname;
  return readdirSync(folder)
    .filter((name) => /^\d.*\.sql$/.test(name))
    .sort()
    .map((name) => ({ name, blocks: parseFacts(readFileSync(join(folder, name), "utf8")) }));
}

type Draft = { -readonly [Key in keyof Block]: Block[Key] } & { steps: Step[] };
type StatementDraft = Statement & { readonly outcomes: Outcome[] };

/**
 * Reads a file of blocks.
 *
 * @throws Error with the line of what it does not understand.
 */
function parseFacts(text: string): Block[] {
  const blocks: Draft[] = [];
  let open: string[] = [];
  let last: StatementDraft | undefined;
  let waits = false;
  for (const [index, raw] of text.split("\n").entries()) {
    const line = raw.trimEnd();
    const fail = (problem: string) => new Error(`Line ${index + 1}: ${problem}: ${line}`);
    const [, id, title] = line.match(/^-- # (\S+) ?(.*)$/) ?? [];
    if (id !== undefined && title !== undefined) {
      if (open.length > 0) throw fail("the statement before has no end");
      blocks.push({ id, title, autocommit: false, majors: EVERY, steps: [] });
      last = undefined;
      continue;
    }
    const block = blocks.at(-1);
    if (line === "" || (line.startsWith("--") && !/^--( @|>)/.test(line))) continue;
    if (!block) throw fail("this is outside of every block");
    if (line.startsWith("-->")) {
      if (!last) throw fail("there is no statement before this outcome");
      last.outcomes.push(parseOutcome(line));
    } else if (line.startsWith("-- @waits")) {
      waits = true;
    } else if (line.startsWith("-- @")) {
      if (!setOption(block, line.slice(4).split(" "))) throw fail("there is no such option");
    } else {
      open.push(line);
      const sql = open.join("\n");
      if (!line.endsWith(";") || sql.split("$$").length % 2 === 0) continue;
      last = { kind: "statement", line: index + 2 - open.length, sql, waits, outcomes: [] };
      block.steps.push(last);
      open = [];
      waits = false;
    }
  }
  if (open.length > 0) throw new Error(`The last statement has no end: ${open.join("\n")}`);
  return blocks;
}

/** @returns whether there is such an option */
function setOption(block: Draft, [name, ...values]: readonly string[]): boolean {
  const [first = "", user = "boot", database = "facts"] = values;
  if (name === "autocommit") block.autocommit = true;
  else if (name === "from") block.majors = { ...block.majors, from: Number(first) };
  else if (name === "to") block.majors = { ...block.majors, to: Number(first) };
  else if (name === "session") block.steps.push({ kind: "session", name: first, user, database });
  else return false;
  return true;
}

function parseOutcome(line: string): Outcome {
  const [, from, more, text = ""] = line.match(/^--> ?(?:\[(\d+)(\+|-\d+)?\] )?(.*)$/) ?? [];
  if (from === undefined) return { majors: EVERY, text };
  const to = more === undefined ? Number(from) : more === "+" ? EVERY.to : Number(more.slice(1));
  return { majors: { from: Number(from), to }, text };
}
