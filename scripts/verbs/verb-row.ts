// The form of a verb's row, the types of the options that it gives, and flags that several verbs have.

/** A flag as commander writes it, what it means, and the variable of the Makefile's target that gives it. */
type Flag = readonly [flag: string, meaning: string, variable?: string];

/** One verb. */
export interface VerbRow {
  readonly summary: string;
  /** As commander writes them: `[to]`, `<to>`, `[args...]`; variables of the target are called like them. */
  readonly arguments?: string;
  readonly flags?: readonly Flag[];
  /** Flags that are the verb's own program's are passed on to it. */
  readonly passesOn?: true;
}

export const TARGET = [
  "-t, --target <name>",
  "a target of drizzle.config.ts; else DATABASE_URL, else the local server",
  "target",
] as const;

export const CONFIRM = [
  "--confirm <names>",
  "the protected targets that are meant, several apart by commas; asked for in a terminal",
  "confirm",
] as const;

/** Of what moves a database: how it is done, and on how many. */
export const MOVE = [
  ["--sql", "print what would be sent, and send nothing; REV:REV asks no database", "sql"],
  ["--dry-run", "run it and roll it back: times of statements, locks that were held", "dry"],
  ["--lock-timeout <time>", "how long a statement may wait for a lock: 5s; else what the target says"],
  [
    "--lock-retries <number>",
    "how often it is tried again where a lock is not had in time; 4 unless said",
    "retries",
  ],
  ["--parallel <number>", "of several targets (a,b or prod-*) so many at once; 4 unless said", "parallel"],
  ["--hooks", "run the target's hooks around the run though nothing is to be done"],
  ["--no-hooks", "run no hooks"],
  ["--wait <time>", "wait so long for the server to come up: 60s", "wait"],
] as const;

export const LIVE = ["--live", "what a server has, not what is declared", "live"] as const;

export const UNVOUCHED = [
  "--unvouched",
  "run statements too that change rows or run code and were not reviewed with the revision",
  "unvouched",
] as const;

export const KEEP_FOREIGN_VIEWS = [
  "--keep-foreign-views",
  "take views that no revision made down where they are in the way, and put them back",
  "keep",
] as const;

export const JSON_OUTPUT = ["--json", "the answer as JSON"] as const;

/** `row-check` → `rowCheck`. */
type CamelCase<Name extends string> = Name extends `${infer Head}-${infer Tail}`
  ? `${Head}${Capitalize<CamelCase<Tail>>}`
  : Name;

/** The name that commander gives to a flag that is written so: `-m, --message <text>`, `--no-proof`. */
type NameOf<Written> = Written extends `${string}--no-${infer Name}`
  ? Name
  : Written extends `${string}--${infer Name} ${"<" | "["}${string}`
    ? Name
    : Written extends `${string}--${infer Name}`
      ? Name
      : never;

type ValueOf<Written> = Written extends `${string}...${">" | "]"}`
  ? readonly string[]
  : Written extends `${string}${">" | "]"}`
    ? string
    : boolean;

type WrittenFlags<Row> = Row extends { readonly flags: readonly (infer One extends Flag)[] } ? One[0] : never;

/** The options that the flags of a row give. */
export type OptionsOf<Row> = {
  readonly [Written in WrittenFlags<Row> as CamelCase<NameOf<Written> & string>]?: ValueOf<Written>;
};
