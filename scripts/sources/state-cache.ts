// Keeps drizzle-kit's view of the snapshots between runs.
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { keptFolder } from "../kept/kept-folder.ts";
import { readSealed, writeSealed } from "../kept/sealed-file.ts";
import { sha256 } from "../migrations/delta-file.ts";
import { stateOfSnapshots } from "../migrations/kit/drizzle-kit.ts";
import { EMPTY_STATE, type KitState } from "../migrations/kit/kit-state.ts";
import type { SnapshotFile } from "../migrations/kit/snapshot-files.ts";

const PREFIX = "state-";

/** Counts what is kept and how; another makes what earlier versions of the program kept worthless. */
const FORMAT = 2;

/** A cache is never needed: whatever is wrong with it, the state is made anew. */
async function readState(file: string): Promise<KitState | undefined> {
  const text = await readSealed(file, FORMAT);
  return text === undefined ? undefined : (JSON.parse(text) as KitState);
}

async function keepState(folder: string, name: string, state: KitState): Promise<void> {
  try {
    await writeSealed(join(folder, name), FORMAT, JSON.stringify(state));
    const old = (await readdir(folder)).filter((other) => other.startsWith(PREFIX) && other !== name);
    await Promise.all(old.map((other) => rm(join(folder, other), { force: true })));
  } catch {
    // Only time is lost.
  }
}

/**
 * The state that all snapshots add up to, kept in `.dwh/cache` under a hash of their hashes, so that its cost does
 * not grow with the history, and commands that only read need not load drizzle-kit.
 *
 * @param snapshots each with the hash that its text was found to have
 * @throws {Refusal} when branches conflict
 */
export async function cachedState(
  root: string,
  snapshots: readonly (SnapshotFile & { readonly hash: string | undefined })[],
): Promise<KitState> {
  if (snapshots.length === 0) return EMPTY_STATE;
  const folder = join(await keptFolder(root), "cache");
  const hashes = snapshots.map(({ name, hash }) => [name, hash]);
  const name = `${PREFIX}${sha256(JSON.stringify(hashes))}.json`;
  const kept = await readState(join(folder, name));
  if (kept) return kept;
  const state = await stateOfSnapshots(snapshots);
  await keepState(folder, name, state);
  return state;
}
