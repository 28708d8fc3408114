// The clusters that are kept for scratch servers to be copies of: put there, and taken away.
import { existsSync } from "node:fs";
import { readdir, rename, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { newRun, type Run, removeRun } from "./scratch-runs.ts";

const KEPT_STATES = 4;

/** Deletes all but those that were used last. */
export async function discardOldest(home: string): Promise<void> {
  const names = (await readdir(home)).filter((name) => /^[0-9a-f]+-/.test(name));
  const used = async (state: string) => (await stat(state).catch(() => undefined))?.mtimeMs ?? 0;
  const states = names.map(async (name) => ({ path: join(home, name), at: await used(join(home, name)) }));
  const latestFirst = (await Promise.all(states)).sort((a, b) => b.at - a.at);
  for (const { path } of latestFirst.slice(KEPT_STATES)) await discard(home, path);
}

/** Keeps a stopped cluster under this path, unless another process's is there already. */
export async function moveTo(path: string, run: Run): Promise<void> {
  await rename(run.dir, path).catch((error) => {
    if (!existsSync(path)) throw error;
  });
  await markUsed(path);
}

/** Says that it is of use, so that others go before it. */
export async function markUsed(path: string): Promise<void> {
  const now = new Date();
  await utimes(path, now, now);
}

/** Deletes a kept cluster under another name, so that one deleted by half is never taken for whole. */
export async function discard(home: string, path: string): Promise<undefined> {
  const run = newRun(home);
  await rename(path, run.dir).catch(() => {});
  await removeRun(run);
}
