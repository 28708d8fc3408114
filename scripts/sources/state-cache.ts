// Keeps drizzle-kit's view of the snapshots between runs.
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { keptFolder } from "../kept/kept-folder.ts";
import { sha256 } from "../migrations/delta-file.ts";
import { stateOfSnapshots } from "../migrations/kit/drizzle-kit.ts";
import { EMPTY_STATE, type KitState } from "../migrations/kit/kit-state.ts";
import type { SnapshotFile } from "../migrations/kit/snapshot-files.ts";

const PREFIX = "state-";

/** Counts what is kept and how; another makes what earlier versions of the program kept worthless. */
const FORMAT = 2;

/** The hash of what follows it in the file: what was damaged, or is somebody else's, is not taken for ours. */
const seal = (text: string): string => sha256(`${FORMAT}\n${text}`);

/** A cache is never needed: whatever is wrong with it, the state is made anew. */
async function readState(file: string): Promise<KitState | undefined> {
  const kept = await readFile(file, "utf8").catch(() => "");
  const [hash = ""] = kept.split("\n", 1);
  const text = kept.slice(hash.length + 1);
  return hash === seal(text) ? (JSON.parse(text) as KitState) : undefined;
}

async function keepState(folder: string, name: string, state: KitState): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    const temporary = join(folder, `${PREFIX}${process.pid}.writing`);
    const text = JSON.stringify(state);
    await writeFile(temporary, `${seal(text)}\n${text}`);
    await rename(temporary, join(folder, name));
    const old = (await readdir(folder)).filter((other) => other.startsWith(PREFIX) && other !== name);
    await Promise.all(old.map((other) => rm(join(folder, other), { force: true })));
  } catch {
    // Only time is lost.
  }
}

/**
 * The state that all snapshots add up to, kept in `.dwh/cache` under a hash of their texts, so that its cost does
 * not grow with the history, and commands that only read need not load drizzle-kit.
 *
 * @throws {Refusal} when branches conflict
 */
export async function cachedState(root: string, snapshots: readonly SnapshotFile[]): Promise<KitState> {
  if (snapshots.length === 0) return EMPTY_STATE;
  const folder = join(await keptFolder(root), "cache");
  const name = `${PREFIX}${sha256(JSON.stringify(snapshots))}.json`;
  const kept = await readState(join(folder, name));
  if (kept) return kept;
  const state = await stateOfSnapshots(snapshots);
  await keepState(folder, name, state);
  return state;
}
