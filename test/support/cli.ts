import { spawn } from "node:child_process";
import { mkdir, readdir, readFile, symlink } from "node:fs/promises";
import { join, resolve } from "node:path";
import { shareEmptyCluster, temporaryProject } from "./cluster.ts";
import { config, type ProjectFiles, writeFiles } from "./project.ts";

const ROOT = resolve(import.meta.dirname, "../..");

/** What a command said and how it ended. */
export interface Ran {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A command that runs. */
export interface Running {
  readonly pid: number;
  kill(signal: NodeJS.Signals): void;
  /** What it said on standard error up to now. */
  said(): string;
  readonly ended: Promise<Ran>;
}

/** Starts the built command in a folder; of the environment only what is needed, and what is given. */
export function startDwh(
  folder: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  as: { readonly uid?: number; readonly gid?: number } = {},
): Running {
  const { PATH, HOME } = process.env;
  const child = spawn(process.execPath, [join(ROOT, "dist/cli.js"), ...args], {
    ...as,
    cwd: folder,
    env: { PATH, HOME, CI: "1", ...environment },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let out = "";
  let err = "";
  child.stdout.on("data", (chunk) => {
    out += chunk;
  });
  child.stderr.on("data", (chunk) => {
    err += chunk;
  });
  const ended = new Promise<Ran>((done, fail) => {
    child.once("error", fail);
    child.once("close", (code) => done({ code, out, err }));
  });
  return { pid: child.pid ?? 0, kill: (signal) => child.kill(signal), said: () => err, ended };
}

/** Runs the built command to its end. */
export const dwh = (...given: Parameters<typeof startDwh>): Promise<Ran> => startDwh(...given).ended;

/** A project as a user has it: this package is in its node_modules. The caller removes it. */
export async function userProject(files: ProjectFiles): Promise<string> {
  const root = await temporaryProject();
  await mkdir(join(root, "node_modules"));
  await symlink(ROOT, join(root, "node_modules/dwh-definitions"));
  await symlink(join(ROOT, "node_modules/drizzle-orm"), join(root, "node_modules/drizzle-orm"));
  await writeFiles(root, { "drizzle.config.ts": config(["test", "prod"]), ...files });
  await shareEmptyCluster(root);
  return root;
}

/** Every file of a folder with its text, but for node_modules and what is kept in `.dwh`. */
export async function contents(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !/\/(node_modules|\.dwh)\//.test(path));
  return Object.fromEntries(
    await Promise.all(paths.map(async (path) => [path, await readFile(path, "utf8")])),
  );
}
