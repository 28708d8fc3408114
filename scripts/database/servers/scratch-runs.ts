// The directories of scratch clusters, none of which outlives its process for long.
import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { chmod, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { stopCluster } from "./cluster.ts";
import { endProcessSync, onOurEnd, processLives, processTraits } from "./run-as.ts";
import { removeFolder } from "./run-program.ts";

const REMOVAL = { recursive: true, force: true, maxRetries: 5 };

/** The directory of one running cluster: `data`, its `password`, `server.log`. */
export interface Run {
  readonly dir: string;
  readonly dataDir: string;
}

const runs = new Set<Run>();
let stopWatching: () => void;

/** The directory of a cluster to come; removed at the latest when our process ends. */
export function newRun(home: string): Run {
  const { pid } = process;
  const owner = `${pid}-${processTraits(pid)?.started ?? ""}`;
  const dir = join(home, `run-${owner}-${randomBytes(6).toString("hex")}`);
  const run = { dir, dataDir: join(dir, "data") };
  if (runs.size === 0) stopWatching = onOurEnd(removeRunsSync);
  runs.add(run);
  return run;
}

/** Makes it, so that the user of the server can enter it. */
export async function makeRunFolder({ dir }: Run): Promise<void> {
  await mkdir(dir);
  await chmod(dir, 0o711);
}

/** Stops the server at once and removes its directory. */
export async function removeRun(run: Run): Promise<void> {
  await stopCluster(run.dataDir, "immediate");
  await removeFolder(run.dir);
  runs.delete(run);
  if (runs.size === 0) stopWatching();
}

/** Removes what processes left that were killed. */
export async function removeLeftOvers(home: string): Promise<void> {
  for (const name of await readdir(home)) {
    const [, pid, started] = name.match(/^run-(\d+)-(\d*)-/) ?? [];
    if (!pid || processLives(Number(pid), started)) continue;
    const dir = join(home, name);
    await stopCluster(join(dir, "data"), "immediate").catch(() => {});
    await rm(dir, REMOVAL).catch(() => {});
  }
}

function removeRunsSync(): void {
  for (const { dir, dataDir } of runs) {
    try {
      endProcessSync(join(dataDir, "postmaster.pid"), "SIGQUIT");
      rmSync(dir, REMOVAL);
    } catch {} // the next openScratch removes it
  }
  runs.clear();
}
