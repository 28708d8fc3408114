// The live server of a data directory, as `postmaster.pid` there tells of it.
import { readFile, rm, stat } from "node:fs/promises";
import { uptime } from "node:os";
import { join } from "node:path";
import { processLives, processTraits } from "./run-as.ts";

/** A live server, as `postmaster.pid` in its data directory tells of it. */
export interface RunningServer {
  readonly pid: number;
  readonly port: number;
  /** Whether it accepts connections; false while it starts or stops. */
  readonly ready: boolean;
}

/** The live server of a data directory, ready or not; undefined when there is none. Starts no process. */
export async function runningServer(dataDir: string): Promise<RunningServer | undefined> {
  const file = await readPidFile(dataDir);
  return file && (await isServerOf(file, dataDir)) ? file : undefined;
}

/** The directory is the server's data directory as it was told it; it started `since`, in seconds since 1970. */
type PidFile = RunningServer & { readonly directory: string; readonly since: number };

async function readPidFile(dataDir: string): Promise<PidFile | undefined> {
  const text = await readFile(join(dataDir, "postmaster.pid"), "utf8").catch(() => "");
  const [pid, directory, since, port, , , , status] = text.split("\n");
  if (!pid || directory === undefined) return undefined;
  const ready = status?.trim() === "ready";
  return { pid: Number(pid), port: Number(port), ready, directory, since: Number(since) };
}

/** False for what a crash, a reboot or a copy of the whole folder leaves: a pid that is someone else's by now. */
async function isServerOf(file: PidFile, dataDir: string): Promise<boolean> {
  if (!processLives(file.pid)) return false;
  const program = processTraits(file.pid)?.name;
  const foreign = program === undefined ? file.since < Date.now() / 1000 - uptime() : program !== "postgres";
  if (foreign) return false;
  if (file.directory === dataDir) return true;
  const [theirs, ours] = await Promise.all([stat(file.directory).catch(() => undefined), stat(dataDir)]);
  return theirs === undefined || (theirs.ino === ours.ino && theirs.dev === ours.dev);
}

/** PostgreSQL itself sees when the pid's process is dead, but not when it is another process's or a zombie's. */
export async function removeStalePidFile(dataDir: string): Promise<void> {
  const file = await readPidFile(dataDir);
  if (file && !(await isServerOf(file, dataDir))) await rm(join(dataDir, "postmaster.pid"));
}
