#!/usr/bin/env node
import module from "node:module";
import { Command, CommanderError } from "commander";
import { printError, printFailure } from "./terminal/failure.ts";

/** That of package.json, put in by the build. */
declare const VERSION: string;

/** What every file in commands/ exports: it does the work and says how it ended. */
interface Verb {
  /** @returns the exit code: 0 equal or done, 1 differences found, 2 error */
  // biome-ignore lint/suspicious/noExplicitAny: commander's values have the types that the flags below say
  run(args: readonly string[], options: any): Promise<number>;
}

interface VerbSpec {
  readonly summary: string;
  /** As commander writes them: `[to]`, `<to>`, `[args...]`. */
  readonly arguments?: string;
  readonly options?: readonly (readonly [flags: string, description: string])[];
  /** Loaded only when the verb is run, so that the others cost nothing. */
  readonly load: () => Promise<Verb>;
}

const TARGET = [
  "-t, --target <name>",
  "a target of drizzle.config.ts; else DATABASE_URL, else the local server",
] as const;

const LIVE = ["--live", "what a server has, not what is declared"] as const;

const JSON_OUTPUT = ["--json", "the answer as JSON"] as const;

/** The verbs in the order of `dwh help`. */
const VERBS: Readonly<Record<string, VerbSpec>> = {
  revision: {
    summary: "write the next revision from definitions/ and roles/, proved on a scratch PostgreSQL",
    options: [
      ["-m, --message <text>", "what the revision does; it names the folder"],
      ["--rename <from=to...>", "things that got another name: STG_AUTH.user.name=STG_AUTH.user.title"],
      ["--create <name...>", "things that are new, not renamed"],
      ["--hints <file>", "the same answers from a JSON file of drizzle-kit hints"],
      ["--destructive", "allow what drops tables, columns or schemas, or narrows a type"],
      ["--edit", "keep the revision as a draft to be corrected by hand"],
      ["--empty", "make a draft for hand-written SQL only, where nothing differs"],
      ["--continue", "prove the corrected draft and write it"],
      ["--no-proof", "write without proving; review.md says so"],
    ],
    load: () => import("./commands/revision.ts"),
  },
  upgrade: {
    summary: "apply pending revisions up to one (head unless said)",
    arguments: "[to]",
    options: [TARGET],
    load: () => import("./commands/upgrade.ts"),
  },
  downgrade: {
    summary: "take revisions back down to one (a revision, -1, base)",
    arguments: "<to>",
    options: [TARGET],
    load: () => import("./commands/downgrade.ts"),
  },
  bootstrap: {
    summary: "print the SQL that an administrator runs once so that a role can apply what is pending",
    options: [TARGET, ["--role <name>", "the role that is to apply it; else the one of the target's URL"]],
    load: () => import("./commands/bootstrap.ts"),
  },
  info: {
    summary: "show the target, its server, the applied revision and what is pending",
    options: [TARGET],
    load: () => import("./commands/info.ts"),
  },
  history: {
    summary: "list the revisions, oldest first",
    load: () => import("./commands/history.ts"),
  },
  check: {
    summary: "tell whether definitions, roles and generated agree; exit 1 if a revision is missing",
    load: () => import("./commands/check.ts"),
  },
  lint: {
    summary: "tell what in the declared access is mostly a mistake; exit 1 if there is something",
    options: [["--rules", "list the rules"]],
    load: () => import("./commands/lint.ts"),
  },
  adopt: {
    summary: "write what a database has as files of this project; exit 1 if some of it cannot be said",
    options: [
      ["--roles", "its roles and who may do what, as a file of roles"],
      TARGET,
      ["--out <file>", "where to write; roles/adopted.yaml unless said, - for standard output"],
      ["--external <name...>", "roles that are made elsewhere; * for any letters"],
    ],
    load: () => import("./commands/adopt.ts"),
  },
  explain: {
    summary: "show every way by which a role can use an object, and where each is declared",
    arguments: "<role> <object>",
    options: [LIVE, TARGET, JSON_OUTPUT],
    load: () => import("./commands/explain.ts"),
  },
  who: {
    summary: "show every role that can do something with an object, and how",
    arguments: "<object>",
    options: [["-p, --privilege <name>", "only this privilege: SELECT"], LIVE, TARGET, JSON_OUTPUT],
    load: () => import("./commands/who.ts"),
  },
  can: {
    summary: "tell whether a role can do something; exit 1 if not",
    arguments: "<role> <privilege> <object>",
    options: [LIVE, TARGET, JSON_OUTPUT],
    load: () => import("./commands/can.ts"),
  },
  diff: {
    summary:
      "compare the access of two sources: declared, recorded, recorded@REV, live, live:TARGET; exit 1 if it differs",
    arguments: "<from> <to>",
    options: [["--sql", "the statements that make the first like the second"], JSON_OUTPUT],
    load: () => import("./commands/diff.ts"),
  },
  setup: {
    summary: "start the local server and bring its database to head",
    load: () => import("./commands/setup.ts"),
  },
  start: { summary: "start the local server", load: () => import("./commands/start.ts") },
  stop: { summary: "stop the local server", load: () => import("./commands/stop.ts") },
  psql: {
    summary: "open psql on the target, or print its URL where psql is not installed",
    arguments: "[args...]",
    options: [TARGET],
    load: () => import("./commands/psql.ts"),
  },
  demo: {
    summary: "show the whole workflow on a copy of this project",
    load: () => import("./commands/demo.ts"),
  },
};

const USAGE = 64;
const ERROR = 2;

async function main(argv: readonly string[]): Promise<number> {
  let code = 0;
  const program = new Command("dwh")
    .description("A data warehouse's tables and access rights as code.")
    .version(VERSION)
    .exitOverride()
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeErr: printError });
  for (const [name, spec] of Object.entries(VERBS)) {
    const command = program
      .command(spec.arguments ? `${name} ${spec.arguments}` : name)
      .description(spec.summary);
    // psql's own options are passed on.
    if (name === "psql") command.allowUnknownOption();
    for (const [flags, description] of spec.options ?? []) command.option(flags, description);
    command.action(async (...given: unknown[]) => {
      const args = given
        .slice(0, -2)
        .flat()
        .filter((argument) => argument !== undefined)
        .map(String);
      const verb = await spec.load();
      code = await verb.run(args, command.opts());
    });
  }
  try {
    // The -1 of `downgrade -1` is an argument for commander, as long as no option is a number.
    await program.parseAsync(argv, { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : USAGE;
    printFailure(error);
    return ERROR;
  }
  return code;
}

// From Node.js 22.8 on, compiled code is kept between runs.
(module as { enableCompileCache?: () => unknown }).enableCompileCache?.();
process.exitCode = await main(process.argv.slice(2));
