/** Directives: comment lines before a statement that the runner obeys, a row each. */
import { type Condition, conditionText, holds, parseCondition } from "../model/condition.ts";
import { quoteIdentifier } from "../model/identifier.ts";
import type { Variables } from "../model/variable.ts";
import { quotedName } from "./names.ts";

/** What the lines before a statement say; all must hold. */
export interface Directives {
  /** Values of variables under which it runs. */
  readonly variables?: Condition;
  /** The extension that the database must have. */
  readonly extension?: string;
  /** The first major version that gets it. */
  readonly since?: number;
  /** The first major version that does not get it. */
  readonly before?: number;
  /** Of DROP ROLE: who gets what the role owns in the database beyond what the revisions know. */
  readonly heir?: string;
  /** The target's elevated role runs it. */
  readonly elevated?: true;
  /** The revision's migration.ts runs before it. */
  readonly code?: true;
  /** The batches of the revision's migration.ts run before it, behind what stands before is committed. */
  readonly batches?: true;
  /** Committed before what follows and behind what stands before: `in its own transaction`. */
  readonly apart?: true;
  /** For what PostgreSQL refuses in a transaction and is not known by its form. */
  readonly outside?: true;
  /** It removes what a broken run of the other way left, and runs only where that is half done. */
  readonly turned?: true;
  /** Of a {@link guardSql guard}: our runner leaves it out. */
  readonly guard?: true;
}

/** What a statement is applied with. */
export interface Circumstances {
  readonly variables: Variables;
  /** The server's major version. */
  readonly major: number;
  /** Those that the database has; none unless said. */
  readonly extensions?: ReadonlySet<string> | undefined;
}

/** How a directive stands in a file, and what it does. */
interface Row<Value> {
  /** What its line begins with: `-- when …`. */
  readonly word: string;
  /** Commas in it separate nothing. */
  readonly whole?: true;
  /** Reads one of the parts between commas; undefined where it is another directive's. */
  readonly read: (part: string) => Value | undefined;
  readonly write: (value: Value) => string;
  /** Puts together what is said twice; absent where that is a mistake. */
  readonly both?: (a: Value, b: Value) => Value | undefined;
  readonly runs: (value: Value, circumstances: Circumstances) => boolean;
}

const major = (operator: string) => ({
  word: "when",
  read: (part: string) => {
    const digits = new RegExp(`^server\\s*${operator}\\s*(\\d+)$`).exec(part)?.[1];
    return digits === undefined ? undefined : Number(digits);
  },
  write: (value: number) => `server ${operator} ${value}`,
});

/** A line without anything behind its word. */
const plain = (word: string, runs: boolean): Row<true> => ({
  word,
  whole: true,
  read: (part) => part === "" || undefined,
  write: () => "",
  runs: () => runs,
});

/** `extension = citus`; no deploy variable is called so. */
const EXTENSION = /^extension\s*=\s*(.*)$/;

const DIRECTIVES: { readonly [Key in keyof Directives]-?: Row<NonNullable<Directives[Key]>> } = {
  extension: {
    word: "when",
    read: (part) => /^[\w-]+$/.exec(EXTENSION.exec(part)?.[1] ?? "")?.[0],
    write: (extension) => `extension = ${extension}`,
    runs: (extension, { extensions }) => extensions?.has(extension) ?? false,
  },
  variables: {
    word: "when",
    read: (part) => (EXTENSION.test(part) ? undefined : parseCondition(part)),
    write: conditionText,
    both: (a, b) => (Object.keys(b).some((name) => Object.hasOwn(a, name)) ? undefined : { ...a, ...b }),
    runs: (condition, { variables }) => holds(condition, variables),
  },
  since: { ...major(">="), runs: (since, circumstances) => circumstances.major >= since },
  before: { ...major("<"), runs: (before, circumstances) => circumstances.major < before },
  heir: {
    word: "reassign owned to",
    whole: true,
    read: (part) => (/^"(?:[^"]|"")+"$/.test(part) ? quotedName(part) : undefined),
    write: quoteIdentifier,
    runs: () => true,
  },
  elevated: plain("as elevated", true),
  code: plain("run migration.ts", true),
  batches: plain("run batches", true),
  apart: plain("in its own transaction", true),
  outside: plain("outside any transaction", true),
  turned: plain("where the other way is half done", true),
  guard: plain("under any other runner", false),
};

const ROWS = Object.entries(DIRECTIVES) as [keyof Directives, Row<unknown>][];

const LINE = new RegExp(
  `^--\\s*(${[...new Set(ROWS.map(([, { word }]) => word))].join("|")})\\b\\s*(.*?)\\s*$`,
  "i",
);

function withPart(all: Directives, word: string, part: string): Directives | undefined {
  for (const [key, row] of ROWS) {
    const value = row.word === word ? row.read(part) : undefined;
    if (value === undefined) continue;
    const merged = all[key] === undefined ? value : row.both?.(all[key], value);
    return merged === undefined ? undefined : { ...all, [key]: merged };
  }
  return undefined;
}

/**
 * Reads a comment line: `-- when env = prod`, `-- when env = test|prod, server >= 17`.
 *
 * @param before what the lines before it say, to which it is added
 * @returns undefined where it is no directive; "malformed" where it is not understood, or says the same thing twice
 */
export function readDirective(
  comment: string,
  before: Directives = {},
): Directives | "malformed" | undefined {
  const [, word = "", rest = ""] = LINE.exec(comment) ?? [];
  if (word === "") return undefined;
  const known = word.toLowerCase();
  const isWhole = ROWS.some(([, row]) => row.word === known && row.whole);
  const parts = isWhole ? [rest] : rest.split(",").map((part) => part.trim());
  const add = (all: Directives | undefined, part: string) => all && withPart(all, known, part);
  return parts.reduce(add, before as Directives | undefined) ?? "malformed";
}

/** The lines before a statement, each with its line break. */
export function writeDirectives(directives: Directives = {}): string {
  return ROWS.map(([key, { word, write }]) =>
    directives[key] === undefined ? "" : `${`-- ${word} ${write(directives[key])}`.trimEnd()}\n`,
  ).join("");
}

/** Whether a statement runs. */
export function runsUnder(directives: Directives = {}, circumstances: Circumstances): boolean {
  return ROWS.every(
    ([key, { runs }]) => directives[key] === undefined || runs(directives[key], circumstances),
  );
}
