// A folder becomes a project: the files that it lacks are written, and nothing is written over.
import { existsSync, readdirSync } from "node:fs";
import { appendFile, mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { configText, environmentText, lackingIgnores, TSCONFIG_TEXT } from "./config-text.ts";
import { configOf, drizzleNotes } from "./drizzle-project.ts";
import { exampleFiles } from "./example-text.ts";
import { makefileText, type VerbOfMake } from "./makefile-text.ts";
import type { PackageManager } from "./package-manager.ts";
import { addToPackage, packageText } from "./package-text.ts";
import type { ProjectWishes } from "./project-wishes.ts";
import { checksText, deployText } from "./workflow-text.ts";

/** What happened to a file. */
interface BegunFile {
  /** Relative to the project's folder. */
  readonly path: string;
  readonly what: "written" | "added to" | "stays";
  /** What was added, or why it stays. */
  readonly more?: string;
}

/** A project that was begun. */
export interface Begun {
  readonly files: readonly BegunFile[];
  /** What is to be done by hand, does not fit, or is not taken over; a text each. */
  readonly notes: readonly string[];
}

/** What a project is made with, beside what is wished. */
interface ProjectMeans {
  readonly manager: PackageManager;
  /** The table of verbs. */
  readonly verbs: Readonly<Record<string, VerbOfMake>>;
}

const isEmpty = (folder: string): boolean => !existsSync(folder) || readdirSync(folder).length === 0;

/** The example as far as it fits to what is there: to tables that it does not know only roles that name none. */
function exampleFor(root: string, { example }: ProjectWishes): Readonly<Record<string, string>> {
  if (!isEmpty(join(root, "roles")) || example === "database") return {};
  const isOwn = configOf(root) !== undefined || !isEmpty(join(root, "definitions"));
  const files = Object.entries(exampleFiles(isOwn ? "none" : example));
  return Object.fromEntries(files.filter(([path]) => !isOwn || path.startsWith("roles/")));
}

/** The files that a project has of its own; of those that are there none is looked into. */
function wholeFiles(root: string, wishes: ProjectWishes, { manager, verbs }: ProjectMeans) {
  const { environments } = wishes;
  const config = configOf(root) ?? "drizzle.config.ts";
  return {
    [config]: configText(environments),
    ...exampleFor(root, wishes),
    "tsconfig.json": TSCONFIG_TEXT,
    Makefile: makefileText(verbs, manager.run),
    ".env.example": environmentText(environments),
    ".github/workflows/dwh-checks.yml": checksText(manager),
    ".github/workflows/dwh-deploy.yml": deployText(manager, environments),
  };
}

/** Writes a file where there is none. */
async function writeNew(root: string, path: string, text: string): Promise<BegunFile> {
  const file = join(root, path);
  if (existsSync(file)) return { path, what: "stays" };
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text, { flag: "wx" });
  return { path, what: "written" };
}

/** Adds to .gitignore the lines that it lacks, or writes it. */
async function ignore(root: string): Promise<BegunFile> {
  const path = ".gitignore";
  const file = join(root, path);
  const text = existsSync(file) ? await readFile(file, "utf8") : undefined;
  const lines = lackingIgnores(text ?? "");
  if (text === undefined) return writeNew(root, path, `${lines.join("\n")}\n`);
  if (lines.length === 0) return { path, what: "stays" };
  const isEnded = text === "" || text.endsWith("\n");
  await appendFile(file, `${isEnded ? "" : "\n"}${lines.join("\n")}\n`);
  return { path, what: "added to", more: lines.join(" ") };
}

/**
 * Makes a project of a folder, which is made if it is not there.
 *
 * @throws {Refusal} where its package.json cannot be read; nothing was written then
 */
export async function beginProject(root: string, wishes: ProjectWishes, means: ProjectMeans): Promise<Begun> {
  const packageFile = join(root, "package.json");
  const text = existsSync(packageFile) ? await readFile(packageFile, "utf8") : undefined;
  const added = text === undefined ? undefined : addToPackage(text, packageFile);
  const config = configOf(root);
  const notes = config === undefined ? [] : await drizzleNotes(root, config, wishes.environments);
  const whole = wholeFiles(root, wishes, means);
  const files: BegunFile[] = [];
  if (added === undefined) files.push(await writeNew(root, "package.json", packageText(wishes.name)));
  else if (added.added.length === 0) files.push({ path: "package.json", what: "stays" });
  else {
    await writeFile(packageFile, added.text);
    files.push({ path: "package.json", what: "added to", more: added.added.join(", ") });
  }
  const own = ["definitions", "roles"].filter((folder) => !isEmpty(join(root, folder)));
  files.push(...own.map((folder) => ({ path: `${folder}/`, what: "stays" as const })));
  for (const [path, content] of Object.entries(whole)) files.push(await writeNew(root, path, content));
  files.push(await ignore(root));
  return { files, notes: [...(added?.unfit ?? []), ...notes] };
}
