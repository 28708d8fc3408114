/** A project in a git repository of its own, with branches. */
import { execFileSync } from "node:child_process";
import { expect } from "vitest";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import { historyProblems } from "../../scripts/migrations/history-problems.ts";
import { parseRenameHint } from "../../scripts/migrations/kit/drizzle-kit-hints.ts";
import { isLinear } from "../../scripts/migrations/lineage.ts";
import { agree, planRevision } from "../../scripts/revise/plan-revision.ts";
import { verifyRevision } from "../../scripts/revise/verify-revision.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { makeProject, type ProjectFiles, revise, writeFiles } from "../support/project.ts";

const WHO = [
  "-c",
  "user.name=somebody",
  "-c",
  "user.email=somebody@example.org",
  "-c",
  "commit.gpgsign=false",
];

/** Runs git in a folder, apart from whatever the user of this machine has configured. */
export function git(root: string, ...args: readonly string[]): string {
  const env = { PATH: process.env.PATH, HOME: root, GIT_CONFIG_NOSYSTEM: "1" };
  return execFileSync("git", [...WHO, ...args], { cwd: root, env, encoding: "utf8", stdio: "pipe" });
}

/** Commits all that there is. */
export function commit(root: string, message: string): void {
  git(root, "add", "-A");
  git(root, "commit", "-q", "--allow-empty", "-m", message);
}

/** A project on the branch main with its first revision, `base`. The caller removes it. */
export async function gitProject(
  files: ProjectFiles,
  env: readonly string[] = ["test", "prod"],
): Promise<Project> {
  const project = await makeProject({ ".gitignore": "node_modules\n.dwh\n", ...files }, env);
  git(project.root, "init", "-q", "-b", "main");
  await revise(project, "base", { proof: false });
  commit(project.root, "base");
  return project;
}

/** Makes revisions on a branch from main, one for each step, and commits them; unproved, since that is what comes later. */
export async function branch(
  project: Project,
  name: string,
  steps: readonly {
    readonly message?: string;
    readonly files: ProjectFiles;
    readonly renames?: readonly string[];
  }[],
): Promise<void> {
  git(project.root, "checkout", "-q", "-b", name, "main");
  for (const [index, { message = `${name} ${index + 1}`, files, renames = [] }] of steps.entries()) {
    await writeFiles(project.root, files);
    await revise(project, message, { hints: renames.map(parseRenameHint), proof: false });
    commit(project.root, message);
  }
}

/** Merges a branch into the one that is checked out. */
export function merge(project: Project, name: string): void {
  git(project.root, "merge", "-q", "--no-edit", name);
}

/** The names of the revisions without their times. */
export const messages = async (project: Project): Promise<string[]> =>
  (await loadRevisions(project.config.out)).map(({ name }) => name.slice(15));

/** Writes a revision of hand-written SQL only. */
export async function byHand(
  project: Project,
  message: string,
  { up, down }: { readonly up: string; readonly down: string },
): Promise<void> {
  const planned = await planRevision(await readSources(project), message, [], { empty: true });
  if (planned.kind !== "planned") throw new Error(`planning came to ${planned.kind}`);
  const revision = { ...planned.revision, migration: up, down, byHand: true };
  await proveAndWrite(project, revision, { proof: false });
}

/** A history in one line, as it was written, that the definitions agree with, and of which each is as it says. */
export async function expectWhole(project: Project): Promise<void> {
  const all = await loadRevisions(project.config.out);
  expect(isLinear(all)).toBe(true);
  expect(historyProblems(all)).toEqual([]);
  expect((await agree(await readSources(project))).agrees).toBe(true);
  for (const revision of all.slice(1))
    expect((await verifyRevision(project, all, revision)).problems).toEqual([]);
}
