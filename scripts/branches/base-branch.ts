// Which revisions are one's own: those that the base branch does not have, by git.
import { existsSync } from "node:fs";
import type { Revision } from "../migrations/folder.ts";
import { git } from "../migrations/git-command.ts";
import { FOLDER } from "../migrations/revision-name.ts";
import { problem, Refusal } from "../model/diagnostic.ts";

const HELP =
  "Name the branch that yours goes into with --base (make: base=…), as git knows it: --base origin/main.";

/** Where there is no other word, the first of these that git knows. */
const USUAL = ["main", "master"];

/** Revisions by whose they are. */
export interface BaseAndOwn {
  /** As git knows it. */
  readonly base: string;
  /** Of the base branch, those that are here. */
  readonly others: readonly Revision[];
  readonly own: readonly Revision[];
}

async function isCommit(folder: string, name: string): Promise<boolean> {
  const given = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`];
  return git(folder, HELP, ...given).then(
    () => true,
    () => false,
  );
}

/** The branch that one's own goes into: as said, else what the remote's HEAD is, else main or master. */
async function baseBranch(folder: string, given: string | undefined): Promise<string> {
  // Outside of a repository, git's own words are better than ours.
  await git(folder, HELP, "rev-parse", "--git-dir");
  const [remote] = await git(
    folder,
    HELP,
    "for-each-ref",
    "--format=%(symref:short)",
    "refs/remotes/origin/HEAD",
  );
  const names = given === undefined ? [...(remote ? [remote] : []), ...USUAL] : [given];
  for (const name of names) if (await isCommit(folder, name)) return name;
  throw new Refusal([
    problem("no-base-branch", `git knows no branch ${names.join(" or ")} that has others' revisions`, {
      help: HELP,
    }),
  ]);
}

/**
 * Tells one's own revisions from those that the base branch has.
 *
 * @param base the branch, where it is said
 * @throws {Refusal} where the base branch has revisions that are not here
 */
export async function ownRevisions(
  out: string,
  revisions: readonly Revision[],
  base?: string,
): Promise<BaseAndOwn> {
  if (!existsSync(out)) return { base: base ?? "", others: [], own: [] };
  const branch = await baseBranch(out, base);
  const listed = await git(out, HELP, "ls-tree", "-d", "--name-only", branch, "--", "./");
  const ofBase = listed.filter((name) => FOLDER.test(name));
  const here = new Set(revisions.map(({ name }) => name));
  const behind = ofBase.filter((name) => !here.has(name));
  if (behind.length > 0) {
    throw new Refusal([
      problem(
        "branch-behind",
        `${branch} has ${behind.length === 1 ? "a revision that is" : "revisions that are"} not here: ${behind.join(", ")}`,
        { help: `Merge it first, with the definitions that belong to it: git merge ${branch}` },
      ),
    ]);
  }
  const known = new Set(ofBase);
  return {
    base: branch,
    others: revisions.filter(({ name }) => known.has(name)),
    own: revisions.filter(({ name }) => !known.has(name)),
  };
}
