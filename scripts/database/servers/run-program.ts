// Runs programs: PostgreSQL's own, and those that copy and remove folders of a thousand files.
import { spawn } from "node:child_process";
import { cp, realpath, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { problem, Refusal } from "../../model/diagnostic.ts";
import { onOurEnd, type RunAs } from "./run-as.ts";

/**
 * Runs a program to its end, which is ours at the latest.
 *
 * @throws {Refusal} with the last lines of its output when it does not end with code 0
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  as: RunAs,
  cwd: string,
): Promise<void> {
  const child = spawn(program, args, { ...as, cwd, env: environment(), windowsHide: true });
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => output.push(chunk));
  const stopWatching = onOurEnd(() => child.kill("SIGKILL"));
  const code = await new Promise<unknown>((resolve) => {
    child.once("error", resolve);
    child.once("close", (code, signal) => resolve(signal ?? code));
  });
  stopWatching();
  if (code === 0) return;
  const said = lastLines(Buffer.concat(output).toString());
  throw new Refusal([
    problem("program-failed", `${program} failed (${code}):\n${said}`, {
      help: "Correct what it says, such as a full disk or a folder that may not be written to, and try again.",
    }),
  ]);
}

/** What has `cp` copy a folder (links lead to it) with modes and, when we are root, owners; it shares blocks where it can. */
export const COPY_FLAGS = process.platform === "darwin" ? "-RHpc" : "-RHp";

/** Copies a folder in this way, where there is no `cp`. */
export async function copyFolder(from: string, to: string): Promise<void> {
  await cp(await realpath(from), to, { recursive: true });
}

/** Removes a folder of which nobody needs anything any more; there need not be one. */
export async function removeFolder(folder: string): Promise<void> {
  // Node's own takes as long as a short command for a thousand files.
  if (process.platform !== "win32")
    await runProgram("rm", ["-rf", folder], {}, dirname(folder)).catch(() => {});
  await rm(folder, { recursive: true, force: true, maxRetries: 5 });
}

/** The environment for PostgreSQL's programs: ours without its own variables, messages in English, time in UTC. */
export function environment(): NodeJS.ProcessEnv {
  const foreign = Object.entries(process.env).filter(([name]) => !/^(PG|LC_|LANG)/i.test(name));
  return { ...Object.fromEntries(foreign), LC_ALL: "C", TZ: "UTC" };
}

/** The last 15 lines of a program's output or log. */
export function lastLines(text: string): string {
  return text.trimEnd().split("\n").slice(-15).join("\n");
}
