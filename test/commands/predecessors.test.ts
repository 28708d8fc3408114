import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { describe, expect, test } from "vitest";

const ROOT = resolve(import.meta.dirname, "../..");

/** What people rely on in a system that they come from, and the test that holds it here: its file and its title. */
type Held = readonly [feature: string, file: string, title: string];

const NUMBERED_REVISIONS: readonly Held[] = [
  [
    "a revision is generated with a message",
    "cli/init",
    "the five commands of README are all that it takes, without superuser",
  ],
  [
    "a revision has a sequential number, and is named by it or its name",
    "migrations/find-revision",
    "a target counts how many revisions are applied then",
  ],
  ["a way up and a way down", "move/stairway", "the stairway"],
  [
    "upgrade head",
    "cli/workflow",
    "the same declarations write nothing; the first revision goes up and down",
  ],
  [
    "the revision is recorded in the database",
    "database/history-table",
    "revisions come in the order in which they were applied, and go",
  ],
  [
    "an installer runs them: waits, and fails by an exit code",
    "move/dry-run",
    "--wait waits for a server that comes, and says what it said last where it does not",
  ],
  [
    "tables made by hand are found",
    "drift/hand-made-changes",
    "what was made by hand stays unless it is named, and partitions and what is ignored are none",
  ],
  [
    "one final revision a pull request",
    "branches/squash",
    "the revisions that main does not have become one",
  ],
  [
    "a new module needs no registering",
    "declarations/definitions",
    "finds each object once, in the order of files and names, whoever imports it",
  ],
];

const SC_PG: readonly Held[] = [
  [
    "discover checks connections, and masks passwords",
    "cli/targets",
    "lists them without passwords, and with --check how each stands",
  ],
  [
    "discover asks options, then environment, then defaults",
    "commands/settings-order",
    "the target that is named, else DATABASE_URL",
  ],
  [
    "info: revision, connection",
    "cli/targets",
    "current prints a name alone, history what is applied, show what runs",
  ],
  ["info: history", "move/stamp-history", "what is applied is told with when, by whom, how long"],
  [
    "review: generated, to be edited",
    "cli/workflow",
    "SQL that fails on the scratch server is shown and corrected by hand",
  ],
  ["absolute, abbreviated and relative revisions", "migrations/find-revision", "%s with %i applied: %i"],
  ["a distance on the command line", "cli/distance", "a distance is an argument, wherever options stand"],
  [
    "upgrade and downgrade",
    "move/formats",
    "goes up and down on a server, which is as the fold says at each step",
  ],
  [
    "stamp",
    "move/stamp-history",
    "says that a database is at a revision and runs nothing; the next ones are applied behind it",
  ],
  ["clean", "cli/targets", "setup brings a local database to head, clean removes it once it is meant"],
  [
    "upgrade-and-close: waits, upgrades, a failure is an exit code",
    "move/dry-run",
    "--wait waits for a server that comes, and says what it said last where it does not",
  ],
  ["renamed tables and columns are no drop", "migrations/drizzle-kit-hints", "parseRenameHint"],
  [
    "constraints have names",
    "definitions/inventory",
    "gives every table, index and constraint a name of its own that PostgreSQL keeps whole",
  ],
  [
    "setup-commit: a clean local database at head",
    "cli/targets",
    "setup brings a local database to head, clean removes it once it is meant",
  ],
  [
    "setup-prod: a copy of a target's data",
    "data/sample",
    "takes as many rows as were asked for, and all that they point at, in circles too",
  ],
  ["a copy of a remote volume", "data/restore", "%s: the database is as the dumped one was"],
  ["a diagram as SVG and PNG, of chosen tables", "diagram/diagram", "the warehouse as SVG has every table"],
  ["check-multiple-heads", "cli/branches", "what the commands say, and how they end"],
  ["merge-heads", "branches/merge", "branches are joined"],
  ["made from the models, and migrated: the same", "prove/fresh", "the upgraded is as the fresh"],
];

const PYCDS: readonly Held[] = [
  [
    "single operations run under an elevated role",
    "move/elevated",
    "what bootstrap prints is enough; the role runs what is elevated, and nothing else",
  ],
  [
    "a label is mandatory",
    "cli/targets",
    "DATABASE_URL counts as named in the environment, but for a protected target's address",
  ],
  ["no accidental production", "cli/targets", "a protected target, where nobody can be asked"],
  [
    "any number of databases by label",
    "move/many-targets",
    "many databases of one cluster: one that fails stops no other; the folder is read once",
  ],
  [
    "the connections of labels in one file",
    "commands/settings-order",
    "the environment wins over .env, and .env is read",
  ],
  ["the version table in a schema of another name", "runtime/assert-revision", "learns the revision"],
  [
    "a standard set of privileges for every table",
    "declarations/roles-jobs",
    "every table has a standard set of holders",
  ],
  ["views around a table that changes", "migrations/views-in-the-way", "views in the way"],
  ["views that others put over them come back", "prove/fresh", "what hangs on what is touched comes back"],
  ["functions and triggers", "cli/workflow", "SQL that is written by hand only"],
  [
    "materialized views are refreshed",
    "move/hooks",
    "materialized views are refreshed, those that others read first",
  ],
  ["an application asks at start", "runtime/assert-revision", "starts at its revision only"],
  ["each revision up and down, downgrade leaves no trace", "move/stairway", "the stairway"],
  ["the data survives", "prove/rows", "rows that the way down could keep are kept"],
  ["models = migrations", "move/formats", "is as it was proved, and its head is what is declared"],
];

const EDWH_MIGRATE: readonly Held[] = [
  [
    "migrations are functions in the host language",
    "move/migration-code",
    "it runs where the script says, up and down, and is rolled back by a dry run",
  ],
  [
    "False and an exception are failures, and recorded",
    "move/migration-code",
    "what fails on a database is rolled back, stands in the log, and is the file's line",
  ],
  ["requires= others; unknown ones and cycles are refused", "migrations/requirements", "check tells of %s"],
  [
    "settings: the environment wins over .env",
    "commands/settings-order",
    "the environment wins over .env, and .env is read",
  ],
  [
    "settings: the database's address",
    "commands/settings-order",
    "the target that is named, else DATABASE_URL",
  ],
  ["settings: the table and schema of the history", "runtime/assert-revision", "learns the revision"],
  [
    "settings: the folder of revisions, the files of definitions",
    "commands/settings-order",
    "the folder of revisions, their table, and the files of definitions",
  ],
  [
    "settings: the backup, and the command that prints it",
    "data/restore",
    "%s: the database is as the dumped one was",
  ],
  ["a command that fails is told", "data/restore", "a command that fails or is not there"],
  [
    "only an empty database is restored",
    "data/restore",
    "only into an empty database; what extensions brought does not count",
  ],
  [
    "each revision is committed on its own",
    "cli/interruption",
    "a statement that fails: shown once, with where the database stands",
  ],
  ["a failure is recorded", "move/log-run", "a failure is in it, behind its rollback, with why and no value"],
  ["--list: name, state, when", "move/stamp-history", "what is applied is told with when, by whom, how long"],
  ["views that use others", "migrations/views-in-the-way", "views in the way"],
  [
    "waits for the database",
    "move/dry-run",
    "--wait waits for a server that comes, and says what it said last where it does not",
  ],
  ["one run at a time", "database/lock", "one run at a time: the second waits, and is told for whom"],
  ["all keys of a Redis are flushed", "move/hooks", "a Redis is flushed"],
  ["what was required by others is there", "cli/bad-input", "an incomplete folder is told"],
];

describe.each([
  ["a models module with numbered revisions", NUMBERED_REVISIONS],
  ["sc-pg", SC_PG],
  ["PyCDS", PYCDS],
  ["edwh-migrate", EDWH_MIGRATE],
])("whoever comes from %s finds", (_, held) => {
  test.each(held)("%s", (_feature, file, title) => {
    const text = readFileSync(resolve(ROOT, "test", `${file}.test.ts`), "utf8");
    const titles = [
      ...text.matchAll(
        /(?:\b(?:describe|test|it)(?:\.\w+(?:<[^(]*>)?\([^;]*?\))?\(|^ *\]\)\()\s*["'`]([^\n]*)/gm,
      ),
    ];
    expect(titles.map(([, rest = ""]) => rest).filter((rest) => rest.startsWith(title))).not.toEqual([]);
  });
});
