// The verbs about rows: emptied, sampled, restored, computed anew, and where they lie.
import { CONFIRM, JSON_OUTPUT, TARGET, type VerbRow } from "./verb-row.ts";

/** In the order of `dwh help`. */
export const DATA_VERBS = {
  truncate: {
    summary: "throw away all rows of tables, on the local server unless a target is named",
    arguments: "<tables...>",
    flags: [
      ["-t, --target <name>", "a target of drizzle.config.ts; the local server unless said", "target"],
      [
        "--destructive [name...]",
        "with --target: allow it, for all tables or behind = for those that are named",
        "destructive",
      ],
      CONFIRM,
    ],
  },
  sample: {
    summary:
      "copy random rows of tables, and those that they point at, from a target into the local database",
    arguments: "<tables...>",
    flags: [
      ["--from <target>", "the target of drizzle.config.ts that they come from; it is only read", "from"],
      ["--rows <number>", "how many rows of each table; 100 unless said", "rows"],
      ["--with-sensitive", "what is sensitive too, as it is", "sensitive"],
    ],
  },
  restore: {
    summary: "restore a dump into an empty database, all of it or nothing",
    arguments: "<file>",
    flags: [
      TARGET,
      CONFIRM,
      [
        "--through <command>",
        "a command that prints the dump as SQL; the file stands at {} or behind it",
        "through",
      ],
      ["--no-access", "leave out owners, grants and default privileges of the dump"],
    ],
  },
  refresh: {
    summary: "refresh materialized views, and tables with `refreshedFrom`, each behind those that it reads",
    arguments: "[relations...]",
    flags: [
      TARGET,
      ["--group <name>", "those of a group of the definitions: daily", "group"],
      ["--parallel <number>", "so many at once; 4 unless said", "parallel"],
      CONFIRM,
      JSON_OUTPUT,
    ],
  },
  rotate: {
    summary: "give the rows of encrypted tables new keys, and encrypt their values by these",
    arguments: "[keys...]",
    flags: [
      TARGET,
      ["--after <id>", "only keys behind this one: where a run stopped", "after"],
      CONFIRM,
      JSON_OUTPUT,
    ],
  },
  partitions: {
    summary: "show the partitions that come with the calendar, or make those ahead of time that are missing",
    flags: [
      TARGET,
      ["--ahead <number>", "make that of today, and so many behind it", "ahead"],
      ["--sql", "with --ahead: print what would be sent, and send nothing", "sql"],
      CONFIRM,
      JSON_OUTPUT,
    ],
  },
} as const satisfies Readonly<Record<string, VerbRow>>;
