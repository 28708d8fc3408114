/** What git says of a folder. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { problem, Refusal } from "../model/diagnostic.ts";

const run = promisify(execFile);

/** Lines that git says in a folder. @throws {Refusal} with git's words where it refuses, and what to do about that */
export async function git(folder: string, help: string, ...args: readonly string[]): Promise<string[]> {
  try {
    const { stdout } = await run("git", ["-c", "core.quotePath=false", ...args], {
      cwd: folder,
      maxBuffer: 2 ** 28,
    });
    return stdout.split("\n").filter((line) => line !== "");
  } catch (error) {
    const { code, stderr, message } = error as Error & { code?: string | number; stderr?: string };
    const [why = message] = (stderr ?? "").split("\n").filter((line) => line !== "");
    const said = code === "ENOENT" ? "git is not installed" : why.replace(/^fatal: /, "");
    throw new Refusal([
      problem("git-failed", `git does not say what changed in ${folder}: ${said}`, { help }),
    ]);
  }
}
