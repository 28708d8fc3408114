import { type ChildProcess, fork, spawn } from "node:child_process";
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

/** Of the environment only what is needed, and what is given. */
const environmentOf = (given: NodeJS.ProcessEnv): NodeJS.ProcessEnv => {
  const { PATH, HOME } = process.env;
  return { PATH, HOME, CI: "1", ...given };
};

/** Starts the built command in a folder. */
export function startDwh(
  folder: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  as: { readonly uid?: number; readonly gid?: number } = {},
): Running {
  const child = spawn(process.execPath, [join(ROOT, "dist/cli.js"), ...args], {
    ...as,
    cwd: folder,
    env: environmentOf(environment),
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

/** Runs the built command to its end, in a process of its own. */
export const dwhProcess = (...given: Parameters<typeof startDwh>): Promise<Ran> => startDwh(...given).ended;

let warm: ChildProcess | undefined;
let last: Promise<unknown> = Promise.resolve();

/** The process that commands share; it ends with ours. */
function warmProcess(): ChildProcess {
  if (warm?.connected) return warm;
  warm = fork(join(import.meta.dirname, "warm-dwh.mjs"), {
    execArgv: [],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  // What is written while no command runs is a mistake to be seen.
  warm.stdout?.pipe(process.stderr);
  warm.stderr?.pipe(process.stderr);
  return warm;
}

/**
 * Runs the built command to its end in a process that has it loaded, one command after another: what a process of its
 * own costs is mostly loading. Not for how the process itself ends, nor where a Makefile has targets of ours, which is
 * looked at once.
 */
export function dwh(
  folder: string,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): Promise<Ran> {
  const run = () =>
    new Promise<Ran>((done, fail) => {
      const child = warmProcess();
      const died = (code: number | null) =>
        fail(new Error(`dwh ${args.join(" ")} ended the process with ${code}`));
      child.once("exit", died);
      child.once("message", (ran) => {
        child.off("exit", died);
        done(ran as Ran);
      });
      child.send({ folder, args, environment: environmentOf(environment) });
    });
  const ran = last.then(run);
  last = ran.catch(() => {});
  return ran;
}

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
