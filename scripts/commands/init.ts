// `dwh init`: a folder becomes a project.
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join, relative, resolve } from "node:path";
import { parseEnv } from "node:util";
import { beginProject } from "../init/begin-project.ts";
import { managerOf, type PackageManager } from "../init/package-manager.ts";
import {
  DEFAULT_ENVIRONMENTS,
  type Example,
  environmentsProblem,
  nameProblem,
  type ProjectWishes,
  packageName,
} from "../init/project-wishes.ts";
import { EVERYTHING } from "../model/allowance.ts";
import { problem, Refusal } from "../model/diagnostic.ts";
import { EXIT } from "../model/exit-code.ts";
import { splitList } from "../model/identifier.ts";
import { openProject } from "../sources/project.ts";
import { adoptAndReport } from "../terminal/adopted-report.ts";
import { choose, isInteractive } from "../terminal/ask.ts";
import { askText } from "../terminal/ask-text.ts";
import { begunText, nextText } from "../terminal/begun-report.ts";
import { type Options, VERBS } from "../verbs/verbs.ts";

type InitOptions = Options<"init">;

/** The names of environments in a text, apart by commas or blanks. */
const namesIn = (text: string): string[] => text.split(/[\s,]+/).filter((name) => name !== "");

/** Whether DATABASE_URL is set, in the environment or the folder's .env. */
function hasAddress(root: string): boolean {
  const file = join(root, ".env");
  return Boolean(
    { ...(existsSync(file) ? parseEnv(readFileSync(file, "utf8")) : {}), ...process.env }.DATABASE_URL,
  );
}

/** @throws {Refusal} where an address is given, which may have a password, or there is none to adopt */
function checkTakeOver(root: string, folder: string, adopt: string | undefined): void {
  if (adopt?.includes("://") || folder.includes("://")) {
    throw new Refusal([
      problem("unknown-target", "an address, which may have a password, is not given on the command line", {
        help: "Set DATABASE_URL in the environment or in .env, and say --adopt.",
      }),
    ]);
  }
  if (adopt !== EVERYTHING || hasAddress(root)) return;
  throw new Refusal([
    problem(
      "target-without-url",
      "--adopt reads the database's address from DATABASE_URL, which is not set",
      {
        help: "Set DATABASE_URL in the environment or in .env; or name a target of drizzle.config.ts: --adopt=NAME.",
      },
    ),
  ]);
}

/** What is wished by the options alone. @throws {Refusal} where a name cannot be used */
function wishesOf(root: string, options: InitOptions): ProjectWishes {
  const name = options.name ?? packageName(basename(root));
  const environments = options.environments?.flatMap(splitList).flatMap(namesIn) ?? DEFAULT_ENVIRONMENTS;
  const wrong = [nameProblem(name), environmentsProblem(environments)].filter((text) => text !== undefined);
  if (wrong.length > 0) throw new Refusal(wrong.map((text) => problem("name-unusable", text)));
  const example: Example = options.adopt
    ? "database"
    : options.empty
      ? "none"
      : options.layers
        ? "layers"
        : "schema";
  return { name, example, environments };
}

/** Asks what the options leave open. */
async function askWishes(root: string, options: InitOptions, given: ProjectWishes): Promise<ProjectWishes> {
  const name =
    options.name !== undefined || existsSync(join(root, "package.json"))
      ? given.name
      : await askText("What is the project called?", given.name, nameProblem);
  const isSaid = given.example !== "schema";
  const example = isSaid
    ? given.example
    : ((await choose("What does it begin with?", [
        { value: "schema", label: "An example: the tables of one schema" },
        { value: "layers", label: "An example: the layers of a warehouse, STG and DM" },
        { value: "none", label: "No tables" },
        ...(hasAddress(root) ? [{ value: "database", label: "The database at DATABASE_URL" }] : []),
      ])) as Example);
  if (options.environments) return { ...given, name, example };
  const environments = await askText("Its environments?", given.environments.join(", "), (text) =>
    environmentsProblem(namesIn(text)),
  );
  return { name, example, environments: namesIn(environments) };
}

/** Whether what definitions import can be found from the folder. */
function isInstalled(root: string): boolean {
  const { resolve: find } = createRequire(join(root, "package.json"));
  try {
    return ["drizzle-orm", "dwh-definitions"].every((name) => find(name) !== "");
  } catch {
    return false;
  }
}

/** Takes the database over. */
async function takeOver(root: string, name: string | undefined): Promise<number> {
  // What reads databases and definitions takes most of the start, and mostly nothing is taken over.
  const { adoptDatabase } = await import("../adopt/adopt-database.ts");
  const { openTarget } = await import("../sources/target.ts");
  const project = await openProject(root);
  const target = await openTarget(project, name);
  return adoptAndReport(target.shown, (onStep) => adoptDatabase(project, target, [], { onStep }));
}

type Step = readonly [command: string, meaning?: string];

/** What comes next, from where the user stands. */
function nextSteps(root: string, { install, run }: PackageManager, then: readonly Step[]): string {
  const dwh = run.replace("npx --no", "npx");
  const folder = relative(process.cwd(), root);
  return nextText([
    ...(folder === "" ? [] : [[`cd ${folder}`] as const]),
    [install],
    ...then.map(([command, ...meaning]) => [`${dwh} ${command}`, ...meaning] as const),
  ]);
}

/** Makes a project of a folder; what is there stays as it is. */
export async function run([folder = "."]: readonly string[], options: InitOptions): Promise<number> {
  const root = resolve(folder);
  checkTakeOver(root, folder, options.adopt);
  const given = wishesOf(root, options);
  if (!options.yes && !isInteractive()) {
    process.stderr.write(
      "There is nobody to ask: say --yes, which takes what is usual for what is not said.\n",
    );
    return EXIT.usage;
  }
  const wishes = options.yes ? given : await askWishes(root, options, given);
  const manager = managerOf(root, process.env.npm_config_user_agent);
  process.stdout.write(begunText(await beginProject(root, wishes, { manager, verbs: VERBS })));
  if (wishes.example !== "database") {
    const first: readonly Step[] = [
      [
        "dwh revision -m first",
        wishes.example === "none"
          ? "once definitions/ and roles/ say something; written into generated/"
          : "proved, and written into generated/",
      ],
      ["dwh upgrade", "a local PostgreSQL in .dwh/, unless DATABASE_URL or --target says another"],
    ];
    process.stdout.write(nextSteps(root, manager, first));
    return EXIT.done;
  }
  const target = options.adopt === EVERYTHING ? undefined : options.adopt;
  if (isInstalled(root)) {
    const code = await takeOver(root, target);
    process.stdout.write(nextSteps(root, manager, [["dwh check"]]));
    return code;
  }
  const later = target === undefined ? "dwh adopt" : `dwh adopt --target ${target}`;
  process.stdout.write(nextSteps(root, manager, [[later, "the database, once that is installed"]]));
  return EXIT.differs;
}
