// The verbs about a database and the revisions that it has: rows of the table of verbs.
import {
  CONFIRM,
  JSON_OUTPUT,
  KEEP_FOREIGN_VIEWS,
  MOVE,
  TARGET,
  UNVOUCHED,
  type VerbRow,
} from "./verb-row.ts";

/** In the order of `dwh help`. */
export const TARGET_VERBS = {
  upgrade: {
    summary: "apply pending revisions up to one (head unless said)",
    arguments: "[to]",
    flags: [
      TARGET,
      ["--row-check", "look for rows in the way in tables of over a million rows too", "rows"],
      ["--no-row-check", "do not look for rows in the way before a revision runs"],
      UNVOUCHED,
      KEEP_FOREIGN_VIEWS,
      CONFIRM,
      ...MOVE,
    ],
  },
  downgrade: {
    summary: "take revisions back down to one (a revision, -1, base)",
    arguments: "<to>",
    flags: [
      TARGET,
      [
        "--destructive [name...]",
        "allow what destroys rows or cuts values; behind = what is meant; told with their number otherwise",
        "destructive",
      ],
      UNVOUCHED,
      KEEP_FOREIGN_VIEWS,
      CONFIRM,
      ...MOVE,
    ],
  },
  stamp: {
    summary: "say that a database is at a revision, without running anything",
    arguments: "<to>",
    flags: [
      TARGET,
      ["--purge", "forget before what the database says of itself; at base its log too", "purge"],
      CONFIRM,
    ],
  },
  bootstrap: {
    summary: "print the SQL that an administrator runs once so that a role can apply what is pending",
    flags: [
      TARGET,
      ["--role <name>", "the role that is to apply it; else the one of the target's URL", "role"],
    ],
  },
  info: {
    summary: "show the target, its server, the applied revision and what is pending",
    flags: [TARGET],
  },
  targets: {
    summary: "list the databases that commands can work on, without their passwords",
    flags: [
      [
        "--check",
        "ask each: server, revision, whether its access is as declared; exit 1 if not, 2 if one fails",
        "check",
      ],
      JSON_OUTPUT,
    ],
  },
  current: {
    summary: "print the revision that a database is at: its name alone, or base",
    flags: [TARGET, ["--check", "exit 1 where something is pending", "check"]],
  },
  heads: { summary: "print the revisions that no other builds on: their names alone" },
  history: {
    summary: "list the revisions, oldest first; of a target what is applied, when, by whom, how long",
    flags: [TARGET, ["--log", "all that ran there, failures too", "log"], JSON_OUTPUT],
  },
  show: {
    summary: "print a revision's review and SQL, with the variables of a target filled in",
    arguments: "<revision>",
    flags: [TARGET, ["--sql", "its SQL alone", "sql"], ["--down", "its way back", "down"]],
  },
} as const satisfies Readonly<Record<string, VerbRow>>;
