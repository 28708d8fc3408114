// argv → verb → exit code.
import { Command, CommanderError } from "commander";
import packageFile from "../package.json" with { type: "json" };
import { EVERYTHING } from "./model/allowance.ts";
import { EXIT } from "./model/exit-code.ts";
import { printError, printFailure } from "./terminal/failure.ts";
import type { VerbRow } from "./verbs/verb-row.ts";
import { type Options, type Run, VERBS, type VerbName } from "./verbs/verbs.ts";

/** Loaded only when the verb is run, so that the others cost nothing. */
const LOAD: { readonly [Name in VerbName]: () => Promise<{ readonly run: Run<Name> }> } = {
  init: () => import("./commands/init.ts"),
  revision: () => import("./commands/revision.ts"),
  upgrade: () => import("./commands/upgrade.ts"),
  downgrade: () => import("./commands/downgrade.ts"),
  stamp: () => import("./commands/stamp.ts"),
  bootstrap: () => import("./commands/bootstrap.ts"),
  info: () => import("./commands/info.ts"),
  targets: () => import("./commands/targets.ts"),
  current: () => import("./commands/current.ts"),
  heads: () => import("./commands/heads.ts"),
  history: () => import("./commands/history.ts"),
  show: () => import("./commands/show.ts"),
  check: () => import("./commands/check.ts"),
  verify: () => import("./commands/verify.ts"),
  rebase: () => import("./commands/rebase.ts"),
  squash: () => import("./commands/squash.ts"),
  merge: () => import("./commands/merge.ts"),
  lint: () => import("./commands/lint.ts"),
  adopt: () => import("./commands/adopt.ts"),
  import: () => import("./commands/import.ts"),
  catalog: () => import("./commands/keep-catalog.ts"),
  explain: () => import("./commands/explain.ts"),
  who: () => import("./commands/who.ts"),
  can: () => import("./commands/can.ts"),
  diff: () => import("./commands/diff.ts"),
  drift: () => import("./commands/drift.ts"),
  diagram: () => import("./commands/diagram.ts"),
  truncate: () => import("./commands/truncate.ts"),
  sample: () => import("./commands/sample.ts"),
  restore: () => import("./commands/restore.ts"),
  refresh: () => import("./commands/refresh.ts"),
  rotate: () => import("./commands/rotate.ts"),
  partitions: () => import("./commands/partitions.ts"),
  setup: () => import("./commands/setup.ts"),
  start: () => import("./commands/start.ts"),
  stop: () => import("./commands/stop.ts"),
  clean: () => import("./commands/clean.ts"),
  psql: () => import("./commands/psql.ts"),
  studio: () => import("./commands/studio.ts"),
  demo: () => import("./commands/demo.ts"),
};

const DEBUG = "--debug";

/** Whether an unexpected error is to say where in the program it happened. */
export const isDebugging = (argv: readonly string[]): boolean => argv.includes(DEBUG);

/** An option whose value is empty, as a variable that is not set makes it; a message that is missing is told later. */
function emptyOption({ message: _, ...options }: Readonly<Record<string, unknown>>): string | undefined {
  const isEmpty = (value: unknown) => typeof value === "string" && value.trim() === "";
  return Object.keys(options).find((name) => [options[name]].flat().some(isEmpty));
}

/** The value of an option that may have one stands behind `=` only, so that it takes no argument away: `--destructive` → `--destructive=*`. */
function withValues(argv: readonly string[]): string[] {
  const flags = Object.values<VerbRow>(VERBS).flatMap((row) => row.flags ?? []);
  const optional = new Set(flags.flatMap(([flag]) => /^(--[a-z-]+) \[/.exec(flag)?.[1] ?? []));
  const end = argv.indexOf("--");
  const isOption = (word: string, index: number) => optional.has(word) && (end < 0 || index < end);
  return argv.map((word, index) => (isOption(word, index) ? `${word}=${EVERYTHING}` : word));
}

/** Help on a verb that is none is answered as that verb is, with what was probably meant; commander would show all help. */
function asked(argv: readonly string[]): readonly string[] {
  const [first, verb = ""] = argv;
  const isUnknown = first === "help" && /^[^-]/.test(verb) && verb !== "help" && !Object.hasOwn(VERBS, verb);
  return isUnknown ? argv.slice(1) : argv;
}

/** Runs what the words after the program's name say. @returns the exit code */
export async function main(argv: readonly string[]): Promise<number> {
  let code: number = EXIT.done;
  const program = new Command("dwh")
    .description("A data warehouse's tables and access rights as code.")
    .version(packageFile.version)
    .exitOverride()
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeErr: printError });
  const add = <Name extends VerbName>(name: Name) => {
    const row: VerbRow = VERBS[name];
    const command = program
      .command(row.arguments ? `${name} ${row.arguments}` : name)
      .description(row.summary)
      .allowUnknownOption(row.passesOn ?? false);
    for (const [flag, meaning] of row.flags ?? []) command.option(flag, meaning);
    if (!row.passesOn) command.option(DEBUG, "with an unexpected error, where in the program it happened");
    command.action(async (...given: unknown[]) => {
      const args = given
        .slice(0, -2)
        .flat()
        .filter((argument) => argument !== undefined)
        .map(String);
      const empty = emptyOption(command.opts());
      if (empty !== undefined) {
        printError(`error: the option --${empty} needs a value\n`);
        code = EXIT.usage;
        return;
      }
      const { run } = await LOAD[name]();
      code = await run(args, command.opts() as Options<Name>);
    });
  };
  for (const name of Object.keys(VERBS) as VerbName[]) add(name);
  try {
    // The -1 of `downgrade -1` is an argument for commander, as long as no option is a number.
    await program.parseAsync(withValues(asked(argv)), { from: "user" });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.usage;
    return printFailure(error, isDebugging(argv));
  }
  return code;
}
