// A cluster of our own: made, started, stopped.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { chown, mkdir, open, readFile, rm, stat } from "node:fs/promises";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { problem, Refusal } from "../../model/diagnostic.ts";
import { type BinariesOptions, findBinaries } from "./binaries.ts";
import { type RunningServer, removeStalePidFile, runningServer } from "./pid-file.ts";
import { onOurEnd, runAs } from "./run-as.ts";
import { COPY_FLAGS, copyFolder, environment, lastLines, runProgram } from "./run-program.ts";

const POLL_MS = 5;
const DEADLINE_MS = 60_000;

/**
 * Makes an empty cluster (UTF8, locale C, superuser `postgres`) that lets nobody in without `password`.
 *
 * @param options.dataDir does not exist yet; its parent does, and the user of `runAs` can enter that.
 * @throws Error with what initdb printed last when it fails; `dataDir` is then left half-made.
 */
export async function initCluster(
  options: BinariesOptions & { readonly dataDir: string; readonly password: string },
): Promise<void> {
  const { dataDir, password } = options;
  const [{ initdb }, user] = await Promise.all([findBinaries(options), runAs()]);
  const passwordFile = `${dataDir}.password`;
  const file = await open(passwordFile, "wx", 0o600);
  try {
    await file.writeFile(password).finally(() => file.close());
    await mkdir(dataDir, { mode: 0o700 });
    if (user.uid !== undefined) {
      await Promise.all([passwordFile, dataDir].map((path) => chown(path, user.uid, user.gid)));
    }
    const identity = ["--username=postgres", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"];
    const paths = [`--pwfile=${passwordFile}`, `--pgdata=${dataDir}`];
    await runProgram(initdb, [...identity, ...paths, "--no-sync", "--wal-segsize=1"], user, dirname(dataDir));
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** What {@link startCluster} needs to know. */
interface StartOptions extends BinariesOptions {
  readonly dataDir: string;
  /** The port wanted; when it is taken, or none is given, the server gets a free one. */
  readonly port?: number | undefined;
  /** Configuration parameters, such as `{ fsync: "off" }`; no white space in the values. */
  readonly settings?: Readonly<Record<string, string>>;
  /** Another data directory, of which `dataDir`, empty still, becomes a copy first. */
  readonly copyOf?: string;
  /** Told once that goes on by itself, though this process has no time to look after it. */
  readonly onBegun?: (() => void) | undefined;
}

/** Copies `$2` into `$3`, with the flags `$1`, and becomes the program behind: nobody needs to wait in between. */
const COPY_AND_RUN = 'cp "$1" "$2/." "$3" && shift 3 && exec "$@"';

/**
 * Starts the cluster's server, which then outlives our process, and waits until it accepts connections, on
 * 127.0.0.1 only. It runs as the owner of the data directory and writes `server.log` beside that.
 *
 * @throws {Refusal} with the last lines of `server.log` when the server is not ready within a minute
 */
export async function startCluster(options: StartOptions): Promise<RunningServer> {
  const { copyOf, ...others } = options;
  if (copyOf === undefined) await removeStalePidFile(options.dataDir);
  else if (process.platform === "win32") await copyFolder(copyOf, options.dataDir);
  const first = process.platform === "win32" ? others : options;
  let port = options.port ?? (await freePort());
  for (let attempt = 1; ; attempt++) {
    try {
      return await startOn(port, attempt === 1 ? first : others);
    } catch (error) {
      const taken = String(error).includes("could not create any TCP/IP sockets");
      const dying = String(error).includes("is still in use"); // by the last processes of a server that crashed
      if (attempt === 10 || !(taken || dying)) throw error;
      if (taken) port = await freePort();
      else await pause(100);
    }
  }
}

async function startOn(port: number, options: StartOptions): Promise<RunningServer> {
  const { dataDir, copyOf, onBegun } = options;
  const [{ postgres, pgCtl }, { uid, gid }] = await Promise.all([findBinaries(options), stat(dataDir)]);
  const ours = { port: `${port}`, listen_addresses: "127.0.0.1", unix_socket_directories: "" };
  const settings = Object.entries({ ...ours, ...options.settings });
  const args = settings.flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  // Windows' administrators can start a server only through pg_ctl. Elsewhere pg_ctl would add no more than
  // a shell and its own pace: it looks ten times a second whether the server is ready.
  const windows = process.platform === "win32";
  const program = windows ? pgCtl : postgres;
  const how = windows ? ["start", "-w", "-o", args.join(" ")] : args;
  const command = [program, ...how, "-D", dataDir];
  const copying = ["-c", COPY_AND_RUN, "sh", COPY_FLAGS, copyOf ?? "", dataDir];
  const [first, ...rest] = copyOf === undefined ? command : ["/bin/sh", ...copying, ...command];
  const log = await open(logOf(dataDir), "w", 0o600);
  const child = spawn(first ?? program, rest, {
    ...(process.getuid?.() === 0 ? { uid, gid } : {}),
    cwd: dirname(dataDir),
    env: environment(),
    stdio: ["ignore", log.fd, log.fd],
    detached: true,
    windowsHide: true,
  });
  let failure: string | undefined;
  child.once("error", (error) => {
    failure = error.message;
  });
  child.once("exit", (code, signal) => {
    if (!windows || code !== 0) failure = `it ended with ${signal ?? `code ${code}`}`;
  });
  child.unref();
  // While it copies it is no server yet that could be told to end.
  const isCopying = () => copyOf !== undefined && !existsSync(join(dataDir, "postmaster.pid"));
  const stopWatching = onOurEnd(() => isCopying() && endGroup(child.pid));
  onBegun?.();
  try {
    await log.close();
    for (const deadline = Date.now() + DEADLINE_MS; failure === undefined; await pause(POLL_MS)) {
      const server = await runningServer(dataDir);
      if (server?.ready) return server;
      if (Date.now() < deadline) continue;
      if (isCopying()) endGroup(child.pid);
      else child.kill("SIGQUIT");
      failure = "it was not ready within a minute";
    }
  } finally {
    stopWatching();
  }
  const message = `PostgreSQL did not start in ${dataDir}: ${failure}\n${await logTail(dataDir)}`;
  throw new Refusal([
    problem("server-not-started", message.trimEnd(), {
      at: { file: logOf(dataDir) },
      help: "Correct what its log says, and try again; or set DATABASE_URL to a server of your own.",
    }),
  ]);
}

/**
 * Stops the server of a data directory and waits until it is gone. `fast` ends its sessions and writes
 * everything to the data files; `immediate` is as good as a crash.
 *
 * @returns whether there was a server to stop.
 * @throws {Refusal} with the last lines of `server.log` when it still runs after a minute
 * @throws {Error} when it is not ours to stop
 */
export async function stopCluster(dataDir: string, mode: "fast" | "immediate"): Promise<boolean> {
  const server = await runningServer(dataDir);
  if (!server) return false;
  if (process.platform === "win32") {
    const { pgCtl } = await findBinaries();
    await runProgram(pgCtl, ["stop", "-w", "-m", mode, "-D", dataDir], {}, dirname(dataDir));
    return true;
  }
  process.kill(server.pid, mode === "fast" ? "SIGINT" : "SIGQUIT");
  for (const deadline = Date.now() + DEADLINE_MS; Date.now() < deadline; await pause(POLL_MS)) {
    if ((await runningServer(dataDir))?.pid !== server.pid) return true;
  }
  const message = `PostgreSQL does not stop in ${dataDir}\n${await logTail(dataDir)}`;
  throw new Refusal([
    problem("server-not-stopped", message.trimEnd(), {
      at: { file: logOf(dataDir) },
      help: `End what is still at work in it, or the process ${server.pid} itself.`,
    }),
  ]);
}

/** Ends a process that leads a group, and all in it; it may have ended. */
function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(process.platform === "win32" ? pid : -pid, "SIGKILL");
  } catch {}
}

/** A TCP port of 127.0.0.1 that nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject).listen(0, "127.0.0.1", resolve);
  });
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  if (address === null || typeof address === "string") throw new Error("The system gave no free port.");
  return address.port;
}

function logOf(dataDir: string): string {
  return join(dirname(dataDir), "server.log");
}

async function logTail(dataDir: string): Promise<string> {
  return lastLines(await readFile(logOf(dataDir), "utf8").catch(() => ""));
}
