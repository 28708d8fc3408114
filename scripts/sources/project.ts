// Finds and opens a project: its folder, its configuration, its .env.
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { parseEnv } from "node:util";
import { HOW_TO_BEGIN, loadConfig, type ProjectConfig } from "../declarations/config/config.ts";
import { problem, Refusal } from "../model/diagnostic.ts";

/** A folder with a drizzle.config.ts, and what that says. */
export interface Project {
  /** Absolute. */
  readonly root: string;
  readonly config: ProjectConfig;
  /** The file of this package, where Node.js cannot find it by name (see the loader of definitions). */
  readonly library?: string | undefined;
  /** What `.env` gives, by name: where the environment has just that, it is not known which of the two said it. */
  readonly environmentFile: Readonly<Record<string, string | undefined>>;
}

const CONFIG = "drizzle.config.ts";

/** The folder of the project that a folder lies in. @throws {Refusal} when there is none */
export function projectRoot(start: string): string {
  for (let folder = resolve(start); ; folder = dirname(folder)) {
    if (existsSync(join(folder, CONFIG))) return folder;
    if (folder === dirname(folder)) break;
  }
  throw new Refusal([
    problem("no-project", `there is no ${CONFIG} here or in a folder above`, {
      help: HOW_TO_BEGIN,
    }),
  ]);
}

/** @throws {Refusal} when it is no file that can be read */
function readEnvironment(file: string): Readonly<Record<string, string | undefined>> {
  try {
    process.loadEnvFile(file);
    return parseEnv(readFileSync(file, "utf8"));
  } catch (error) {
    const why = (error as Error).message;
    throw new Refusal([problem("env-unusable", `.env cannot be read: ${why}`, { at: { file } })]);
  }
}

/**
 * Opens the project that the folder lies in and reads its `.env`; what the environment says already wins.
 *
 * @throws {Refusal} when there is none, or its configuration cannot be used
 */
export async function openProject(start: string = process.cwd(), library?: string): Promise<Project> {
  const root = projectRoot(start);
  const env = join(root, ".env");
  const environmentFile = existsSync(env) ? readEnvironment(env) : {};
  const config = await loadConfig(root, library === undefined ? {} : { library });
  return { root, config, library, environmentFile };
}
