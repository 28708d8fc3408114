/** Which folders of revisions a branch adds or changes, by git. */
import { git } from "./git-command.ts";

const HELP =
  "Name a branch or commit that is there; in CI, fetch the whole history (fetch-depth: 0). Without --since all revisions are verified.";

/**
 * Names of folders in which something is otherwise than where the branch left `since`, committed or not.
 *
 * @param out the folder of revisions
 */
export async function changedSince(out: string, since: string): Promise<Set<string>> {
  const [base = ""] = await git(out, HELP, "merge-base", "--end-of-options", since, "HEAD");
  const changed = await git(out, HELP, "diff", "--name-only", "--relative", base, "--", ".");
  const untracked = await git(out, HELP, "ls-files", "--others", "--exclude-standard", "--", ".");
  return new Set([...changed, ...untracked].map((path) => path.split("/")[0] ?? ""));
}
