// The user that servers run as, and the folders that it can enter.
import { existsSync, readFileSync } from "node:fs";
import { chmod, mkdir, readFile, realpath, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { keptFolder, privateHome } from "../../kept/kept-folder.ts";
import { problem, Refusal } from "../../model/diagnostic.ts";

/** The user a server process gets, in the form `spawn` takes; empty: the user we are. */
export type RunAs = { uid: number; gid: number } | { uid?: never; gid?: never };

/**
 * The user that PostgreSQL, which refuses to run as root, runs as: when we are root the system's user
 * `postgres`, else its `nobody`; ourselves when we are not root.
 *
 * @throws {Refusal} when we are root and the system has neither user
 */
export async function runAs(): Promise<RunAs> {
  if (process.getuid?.() !== 0) return {};
  const users = await readFile("/etc/passwd", "utf8").catch(() => "");
  for (const name of ["postgres", "nobody"]) {
    const entry = users.match(new RegExp(`^${name}:[^:]*:(-?\\d+):(-?\\d+):`, "m"));
    if (entry) return { uid: Number(entry[1]), gid: Number(entry[2]) };
  }
  throw new Refusal([
    problem(
      "no-user-for-server",
      "PostgreSQL does not run as root, and this system has neither a user postgres nor a user nobody for it",
      { help: "Run this command as another user, or set DATABASE_URL to a server of your own." },
    ),
  ]);
}

/**
 * Whether `who` may enter (or, for a file, execute) `path` and every directory above it. Looks at the mode
 * bits only, so an access list that allows more is not seen.
 *
 * @throws Error (ENOENT) when `path` does not exist.
 */
export async function canReach(path: string, who: RunAs): Promise<boolean> {
  if (who.uid === undefined) return true;
  for (let at = await realpath(path); ; at = dirname(at)) {
    const { mode, uid, gid } = await stat(at);
    const shift = uid === who.uid ? 6 : gid === who.gid ? 3 : 0;
    if (((mode >> shift) & 1) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

/**
 * The folder for a project's clusters of one kind, made (mode 0711) if it is not there: `.dwh/<kind>`, or one
 * in the project's {@link privateHome} when the user PostgreSQL runs as cannot enter `.dwh`.
 *
 * @throws {Refusal} as {@link runAs} and {@link privateHome} do
 */
export async function clusterHome(projectRoot: string, kind: "local" | "scratch"): Promise<string> {
  const inside = await keptFolder(projectRoot);
  const reachable = await canReach(inside, await runAs());
  const home = join(reachable ? inside : await privateHome(projectRoot), kind);
  if (await mkdir(home, { recursive: true })) await chmod(home, 0o711);
  return home;
}

/**
 * Whether a process with this pid lives.
 *
 * @param started what {@link processTraits} said of it, to know it from a later process with the same pid.
 */
export function processLives(pid: number, started = ""): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPERM") return false; // EPERM: it lives, under another user
  }
  const seen = processTraits(pid);
  // A zombie answers to signal 0, and containers often have nobody who buries it.
  return !seen || (seen.state !== "Z" && seen.state !== "X" && (started === "" || started === seen.started));
}

/** What tells a process from others: its program, Linux' letter for its state, its start in ticks since boot. */
interface ProcessTraits {
  readonly name: string;
  readonly state: string;
  readonly started: string;
}

/** The traits of a process; undefined when there is none, and on systems without Linux' /proc. */
export function processTraits(pid: number): ProcessTraits | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, "utf8");
    const nameEnd = text.lastIndexOf(")");
    const fields = text.slice(nameEnd + 2).split(" ");
    const name = text.slice(text.indexOf("(") + 1, nameEnd);
    return { name, state: fields[0] ?? "", started: fields[19] ?? "" };
  } catch {
    return undefined;
  }
}

/**
 * Has `cleanUp`, which cannot await, run when our process ends by itself, or by SIGINT, SIGTERM or SIGHUP; the
 * latest comes first.
 *
 * @returns what takes that back.
 */
export function onOurEnd(cleanUp: () => void): () => void {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const stop = () => {
    process.off("exit", cleanUp);
    for (const signal of signals) process.off(signal, onSignal);
  };
  const onSignal = (signal: NodeJS.Signals) => {
    cleanUp();
    stop();
    // Having listened, we are the ones to end the process, unless others listen too.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  process.prependListener("exit", cleanUp);
  for (const signal of signals) process.prependListener(signal, onSignal);
  return stop;
}

/** Signals the process of a pid file and blocks ours until it has removed the file, for two seconds at most. */
export function endProcessSync(pidFile: string, signal: NodeJS.Signals): void {
  if (!existsSync(pidFile)) return;
  process.kill(Number.parseInt(readFileSync(pidFile, "utf8"), 10), signal);
  const never = new Int32Array(new SharedArrayBuffer(4));
  for (const deadline = Date.now() + 2_000; existsSync(pidFile) && Date.now() < deadline; ) {
    Atomics.wait(never, 0, 0, 5);
  }
}
