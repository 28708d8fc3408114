// The verbs: what each takes, what it says of itself, and which variables its target in the Makefile has.
import { BRANCH_VERBS, CREATE, DESTRUCTIVE, HINTS, RENAME } from "./branch-verbs.ts";
import { DATA_VERBS } from "./data-verbs.ts";
import { INIT_VERB } from "./init-verb.ts";
import { TARGET_VERBS } from "./target-verbs.ts";
import { CONFIRM, JSON_OUTPUT, LIVE, type OptionsOf, TARGET, type VerbRow } from "./verb-row.ts";

/** In the order of `dwh help`; `make VERB` is the same verb. */
export const VERBS = {
  init: INIT_VERB,
  revision: {
    summary: "write the next revision from definitions/ and roles/, proved on a scratch PostgreSQL",
    flags: [
      ["-m, --message <text>", "what the revision does; it names the folder", "m"],
      RENAME,
      CREATE,
      HINTS,
      DESTRUCTIVE,
      ["--edit", "keep the revision as a draft to be corrected by hand", "edit"],
      ["--empty", "make a draft for hand-written SQL only, where nothing differs", "empty"],
      [
        "--online",
        "keep nobody waiting while a table is read: in steps, each committed on its own",
        "online",
      ],
      ["--typescript", "keep a draft with a migration.ts, for what SQL cannot say", "typescript"],
      ["--continue", "prove the corrected draft and write it", "continue"],
      ["--no-proof", "write without proving; review.md says so"],
    ],
  },
  ...TARGET_VERBS,
  check: {
    summary: "tell whether definitions, roles and generated agree; exit 1 if a revision is missing",
    flags: [
      ["--one-head", "exit 1 where branches are open too, though nothing conflicts", "one"],
      ["--watch", "tell it again whenever a file of it changes, until Ctrl-C", "watch"],
    ],
  },
  verify: {
    summary: "prove again what lies in generated/, from nothing to head; list what nobody can vouch for",
    arguments: "[revisions...]",
    flags: [["--since <branch>", "only revisions that are not as they are there, by git", "since"]],
  },
  ...BRANCH_VERBS,
  lint: {
    summary: "tell what in the declared access is mostly a mistake; exit 1 if there is something",
    flags: [["--rules", "list the rules"]],
  },
  adopt: {
    summary:
      "take a database over: definitions, roles, a first revision, its history; exit 1 if some of it cannot be said",
    flags: [
      [
        "--roles",
        "only its roles and who may do what, as a file of roles; beside others only what is new",
        "roles",
      ],
      TARGET,
      CONFIRM,
      [
        "--follow-server",
        "where definitions or role files are there and differ: write them as the server has it",
        "follow",
      ],
      [
        "--stamp-anyway",
        "stamp it though the first revision makes something else, for drift to repair",
        "anyway",
      ],
      ["--grant-implied", "say what levels imply too, such as USAGE on sequences, and tell it", "implied"],
      [
        "--out <file>",
        "with --roles: where to write; roles/adopted.yaml unless said, - for standard output",
        "out",
      ],
      ["--external <name...>", "roles that are made elsewhere; * for any letters", "external"],
    ],
  },
  import: {
    summary:
      "make a file of roles of another tool's: pgroles, ldap2pg, pgbedrock; exit 1 if some of it cannot be said",
    arguments: "<tool> <file>",
    flags: [
      ["--out <file>", "where to write; roles/adopted.yaml unless said, - for standard output", "out"],
      ["--database <name>", "of several databases in the file the one that is meant", "database"],
    ],
  },
  catalog: {
    summary:
      "tell what others make in external schemas that catalog.json does not say, or write it; exit 1 if it differs",
    flags: [TARGET, ["--write", "keep it in catalog.json, for the wildcards of role files", "write"]],
  },
  explain: {
    summary: "show every way by which a role can use an object, and where each is declared",
    arguments: "<role> <object>",
    flags: [LIVE, TARGET, JSON_OUTPUT],
  },
  who: {
    summary: "show every role that can do something with an object, and how",
    arguments: "<object>",
    flags: [
      ["-p, --privilege <name>", "only this privilege: SELECT", "privilege"],
      LIVE,
      TARGET,
      JSON_OUTPUT,
    ],
  },
  can: {
    summary: "tell whether a role can do something; exit 1 if not",
    arguments: "<role> <privilege> <object>",
    flags: [LIVE, TARGET, JSON_OUTPUT],
  },
  diff: {
    summary:
      "compare two sources, tables and access: declared, recorded, recorded@REV, live, live:TARGET; exit 1 if they differ",
    arguments: "<from> <to>",
    flags: [
      ["--access", "only roles and who may do what", "access"],
      ["--sql", "the statements that make the access of the first like that of the second", "sql"],
      JSON_OUTPUT,
    ],
  },
  drift: {
    summary:
      "tell in what a target is not what its applied revisions made of it, or repair it; exit 1 if it differs",
    flags: [
      TARGET,
      ["--sql", "the statements that would repair it", "sql"],
      ["--write", "repair it in one transaction", "write"],
      [
        "--accept",
        "take it over: access into roles/accepted.yaml; prints the lines for definitions",
        "accept",
      ],
      [
        "--destructive [name...]",
        "with --sql or --write: drop what was made by hand, or behind = what is meant; cut what does not fit",
        "destructive",
      ],
      CONFIRM,
      JSON_OUTPUT,
    ],
  },
  diagram: {
    summary: "draw tables, their columns and keys, all or those that are named; needs no database",
    arguments: "[tables...]",
    flags: [
      [
        "--out <file>",
        "where to write: .svg, .png, for Graphviz .dot, for Mermaid .mmd; SVG on standard output unless said",
        "out",
      ],
    ],
  },
  ...DATA_VERBS,
  setup: { summary: "start the local server and bring its database to head" },
  start: { summary: "start the local server" },
  stop: { summary: "stop the local server" },
  clean: {
    summary: "remove what setup made: the local server with its data",
    flags: [["--yes", "without asking", "yes"]],
  },
  psql: {
    summary: "open psql on the target, or print its URL where psql is not installed",
    arguments: "[args...]",
    flags: [TARGET],
    passesOn: true,
  },
  studio: {
    summary: "open drizzle-kit's web UI on the local server, or to read on a target, until Ctrl-C",
    flags: [
      ["-t, --target <name>", "a target of drizzle.config.ts; the local server unless said", "target"],
      ["--port <number>", "where it listens on 127.0.0.1; 4983 unless said", "port"],
    ],
  },
  demo: { summary: "show the whole workflow on a copy of this project" },
} as const satisfies Readonly<Record<string, VerbRow>>;

export type VerbName = keyof typeof VERBS;

/** The options of a verb, as its flags say. */
export type Options<Name extends VerbName> = OptionsOf<(typeof VERBS)[Name]>;

/** Does the work of a verb and gives the exit code: see `EXIT`. */
export type Run<Name extends VerbName> = (args: readonly string[], options: Options<Name>) => Promise<number>;
