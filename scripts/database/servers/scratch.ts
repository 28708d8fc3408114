// Short-lived clusters, copied from kept states.
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, mkdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { withConnection } from "../connect/connect.ts";
import { type BinariesOptions, findBinaries } from "./binaries.ts";
import { initCluster, startCluster, stopCluster } from "./cluster.ts";
import { discard, discardOldest, markUsed, moveTo } from "./kept-states.ts";
import { clusterHome } from "./run-as.ts";
import { makeRunFolder, newRun, type Run, removeLeftOvers, removeRun } from "./scratch-runs.ts";

const SETTINGS = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  autovacuum: "off",
  shared_buffers: "32MB",
  max_connections: "20",
  // A first revision makes everything in one transaction, which holds some ten locks a table.
  max_locks_per_transaction: "4096",
  wal_level: "minimal",
  wal_init_zero: "off",
  max_wal_senders: "0",
};

/** Which cluster {@link openScratch} is to open. */
export interface ScratchOptions extends BinariesOptions {
  /** The hash (hexadecimal) of the state wanted, as it was given to {@link Scratch.saveAs}. */
  readonly base: string;
  /** States that will do where that one is not cached, the best first. */
  readonly orElse?: readonly string[];
  /** Configuration parameters beside or instead of ours; no white space in the values. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Told once a program makes or copies the cluster: that goes on while this process has no time to look after it. */
  readonly onBegun?: (() => void) | undefined;
}

/** What a proof must say to a server that others use too. */
interface SharedServer {
  /** The roles that go with the scratch database. */
  readonly made: ReadonlySet<string>;
  /**
   * Has these roles removed in the end.
   *
   * @param outside those that may be there already, and then stay
   * @throws {Refusal} where one of the others is there already
   */
  claim(roles: readonly string[], outside: readonly string[]): Promise<void>;
}

/** A running cluster of our own, gone when it is closed or our process ends. */
export interface Scratch {
  /** The superuser's address of the database `postgres`, password included. */
  readonly url: string;
  /** The hash of the state that the cluster is in, one of those asked for; undefined where it is empty. */
  readonly state: string | undefined;
  /** Only of a server that others use too, where nothing is kept. */
  readonly shared?: SharedServer;
  /**
   * Stops the server, ending its sessions, and keeps the cluster as the state of `hash`. The scratch is closed
   * then, even when this fails. A state that is there already stays.
   *
   * @throws Error when the scratch is closed, `hash` is not hexadecimal, or the server does not stop.
   */
  saveAs(hash: string): Promise<void>;
  /** Stops the server at once and deletes the cluster; does nothing to a closed scratch. */
  close(): Promise<void>;
}

/**
 * Opens a short-lived cluster: a copy of the cached state `base`, or an empty one when that is not cached.
 * It is made for speed, not for safety: a power failure ruins it.
 *
 * @throws Error when `base` is not hexadecimal, or the cluster cannot be made or started.
 */
export async function openScratch(projectRoot: string, options: ScratchOptions): Promise<Scratch> {
  const home = await clusterHome(projectRoot, "scratch");
  const { version } = await findBinaries(options);
  const stateOf = (hash: string) => {
    if (!/^[0-9a-f]+$/.test(hash)) throw new Error(`Not a hexadecimal hash: ${hash}`);
    return join(home, `${hash}-${version}`);
  };
  await removeLeftOvers(home);
  let found: { readonly state: string; readonly opened: Opened } | undefined;
  for (const state of [options.base, ...(options.orElse ?? [])]) {
    const kept = stateOf(state);
    if (found || !existsSync(kept)) continue;
    // A state that cannot be copied or started is as good as none.
    const opened = await openCopy(home, kept, options).catch(() => discard(home, kept));
    found = opened && { state, opened };
  }
  const { run, url } = found?.opened ?? (await openEmpty(home, version, options));
  let ending: Promise<void> | undefined;
  return {
    url,
    state: found?.state,
    async saveAs(hash) {
      const state = stateOf(hash);
      if (ending) throw new Error("This scratch cluster is closed.");
      const saving = saveRun(home, run, state);
      ending = saving.catch(() => {});
      await saving;
    },
    close() {
      ending ??= removeRun(run);
      return ending;
    },
  };
}

type Opened = { readonly run: Run; readonly url: string };

/** Starts a copy of a kept cluster. */
async function openCopy(home: string, kept: string, options: ScratchOptions): Promise<Opened> {
  const run = newRun(home);
  try {
    await markUsed(kept);
    await makeRunFolder(run);
    const password = await readFile(join(kept, "password"), "utf8");
    await writeFile(join(run.dir, "password"), password, { mode: 0o600 });
    await mkdir(run.dataDir, { mode: 0o700 });
    const copyOf = join(kept, "data");
    const { uid, gid } = await stat(copyOf);
    // The server may read its own alone, so that it copies them.
    if (process.getuid?.() === 0) await chown(run.dataDir, uid, gid);
    const settings = { ...SETTINGS, ...options.settings };
    const { port } = await startCluster({ ...options, dataDir: run.dataDir, copyOf, settings });
    const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
    await withConnection(url, async () => {});
    return { run, url };
  } catch (error) {
    await removeRun(run);
    throw error;
  }
}

/** A copy of the cluster with nothing in it; where the one that is kept is damaged, of a new one. */
async function openEmpty(home: string, version: string, options: ScratchOptions): Promise<Opened> {
  const open = async () => openCopy(home, await emptyCluster(home, version, options), options);
  return open().catch(async () => {
    await discard(home, join(home, `empty-${version}`));
    return open();
  });
}

/** The cached cluster with nothing in it, made the first time. */
async function emptyCluster(home: string, version: string, options: ScratchOptions): Promise<string> {
  const empty = join(home, `empty-${version}`);
  if (existsSync(empty)) return empty;
  const run = newRun(home);
  try {
    const password = randomBytes(24).toString("base64url");
    await makeRunFolder(run);
    await writeFile(join(run.dir, "password"), password, { mode: 0o600 });
    const making = initCluster({ ...options, dataDir: run.dataDir, password });
    options.onBegun?.();
    await making;
    await moveTo(empty, run);
  } finally {
    await removeRun(run);
  }
  return empty;
}

async function saveRun(home: string, run: Run, state: string): Promise<void> {
  try {
    await stopCluster(run.dataDir, "fast");
    await rm(join(run.dir, "server.log"), { force: true });
    await moveTo(state, run);
  } finally {
    await removeRun(run);
  }
  await discardOldest(home);
}
