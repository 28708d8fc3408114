/** Which folders of revisions a branch adds or changes, by git. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { problem, Refusal } from "../model/diagnostic.ts";

const run = promisify(execFile);

/** Lines that git says in a folder. @throws {Refusal} with git's words where it refuses */
async function git(folder: string, ...args: readonly string[]): Promise<string[]> {
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
      problem("git-failed", `git does not say what changed in ${folder}: ${said}`, {
        help: "Name a branch or commit that is there; in CI, fetch the whole history (fetch-depth: 0). Without --since all revisions are verified.",
      }),
    ]);
  }
}

/**
 * Names of folders in which something is otherwise than where the branch left `since`, committed or not.
 *
 * @param out the folder of revisions
 */
export async function changedSince(out: string, since: string): Promise<Set<string>> {
  const [base = ""] = await git(out, "merge-base", "--end-of-options", since, "HEAD");
  const changed = await git(out, "diff", "--name-only", "--relative", base, "--", ".");
  const untracked = await git(out, "ls-files", "--others", "--exclude-standard", "--", ".");
  return new Set([...changed, ...untracked].map((path) => path.split("/")[0] ?? ""));
}
