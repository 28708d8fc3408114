// The project's development server, which outlives our process.
import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { connect } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import postgres from "postgres";
import { keptFolder } from "../../kept/kept-folder.ts";
import { problem, Refusal } from "../../model/diagnostic.ts";
import type { BinariesOptions } from "./binaries.ts";
import { initCluster, startCluster, stopCluster } from "./cluster.ts";
import { withLocalLock } from "./local-server-lock.ts";
import { runningServer } from "./pid-file.ts";
import { clusterHome } from "./run-as.ts";

const DATABASE = "warehouse";
const DEADLINE_MS = 120_000;
const POLL_MS = 20;

/** A project's own development server. */
interface LocalServer {
  /** The superuser's address of the database `warehouse`, password included. */
  readonly url: string;
  readonly port: number;
  readonly dataDir: string;
}

/**
 * Sees to it that the project's development server runs: makes it the first time, starts it when it is not
 * running. It outlives our process; several processes may ask at once.
 *
 * @param options.onProgress told, in a sentence, what takes a while.
 * @returns the server, and whether this call started it.
 * @throws {Refusal} when the server cannot be made or started, or the lock of another process is not given back
 * within two minutes
 */
export async function ensureLocalServer(
  projectRoot: string,
  options: BinariesOptions & { readonly onProgress?: (text: string) => void } = {},
): Promise<LocalServer & { readonly started: boolean }> {
  const dataDir = join(await clusterHome(projectRoot, "local"), "data");
  const running = await answering(projectRoot, dataDir);
  if (running) return { ...running, started: false };
  return withLocalLock(dirname(await accessFile(projectRoot)), async () => {
    await settle(dataDir);
    const running = await answering(projectRoot, dataDir);
    if (running) return { ...running, started: false };
    if (!existsSync(dataDir)) {
      options.onProgress?.("Making the local PostgreSQL server (once for this project)");
      await makeCluster(projectRoot, dataDir, options);
    }
    const access = await readAccess(projectRoot);
    if (!access) {
      throw new Refusal([
        problem("local-password-lost", "the password of the local server is lost", {
          at: { file: await accessFile(projectRoot) },
          help: `Delete ${dataDir}, with what is in that server, to begin anew.`,
        }),
      ]);
    }
    options.onProgress?.("Starting the local PostgreSQL server");
    // One transaction makes a whole warehouse, and holds some ten locks a table.
    const settings = { synchronous_commit: "off", max_locks_per_transaction: "1024" };
    const { port } = await startCluster({ ...options, dataDir, port: access.port, settings });
    if (port !== access.port) await writeAccess(projectRoot, { ...access, port });
    return { url: urlOf(access.password, port), port, dataDir, started: true };
  });
}

/** Whether the project has a server of its own, running or not. */
export async function hasLocalServer(projectRoot: string): Promise<boolean> {
  return existsSync(join(await clusterHome(projectRoot, "local"), "data"));
}

/**
 * Stops the project's server, keeping its data.
 *
 * @returns whether it ran.
 * @throws {Refusal} as `stopCluster` does, or when the lock is not to be had within two minutes
 */
export async function stopLocalServer(projectRoot: string): Promise<boolean> {
  if (!existsSync(dirname(await accessFile(projectRoot)))) return false;
  const dataDir = join(await clusterHome(projectRoot, "local"), "data");
  return withLocalLock(dirname(await accessFile(projectRoot)), () => stopCluster(dataDir, "fast"));
}

/** The project's server where it runs; it is not started. */
export async function runningLocalServer(projectRoot: string): Promise<LocalServer | undefined> {
  return answering(projectRoot, join(await clusterHome(projectRoot, "local"), "data"));
}

/**
 * Stops the project's server and removes it with all that is in it; the next one is made anew.
 *
 * @returns the folder that was removed; undefined where there was none
 * @throws {Refusal} as {@link stopLocalServer} does
 */
export async function removeLocalServer(projectRoot: string): Promise<string | undefined> {
  const file = await accessFile(projectRoot);
  const dataDir = join(await clusterHome(projectRoot, "local"), "data");
  if (!existsSync(file) && !existsSync(dataDir)) return undefined;
  return withLocalLock(dirname(file), async () => {
    await settle(dataDir);
    if (existsSync(dataDir)) await stopCluster(dataDir, "fast");
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    await rm(file, { force: true });
    return dataDir;
  });
}

async function answering(projectRoot: string, dataDir: string): Promise<LocalServer | undefined> {
  const [access, server] = await Promise.all([readAccess(projectRoot), runningServer(dataDir)]);
  if (!access || !server?.ready || !(await listens(server.port))) return undefined;
  return { url: urlOf(access.password, server.port), port: server.port, dataDir };
}

/** A pid file may be a crash's, and its pid another process's by now: only a connection is proof. */
function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const done = (result: boolean) => () => resolve(socket.destroy() && result);
    socket.once("connect", done(true)).once("error", done(false));
  });
}

/** Waits while the server is starting or stopping. */
async function settle(dataDir: string): Promise<void> {
  for (const deadline = Date.now() + DEADLINE_MS; Date.now() < deadline; await pause(POLL_MS)) {
    const server = await runningServer(dataDir);
    if (!server || server.ready) return;
  }
}

/** Makes the data directory beside its final name, so that one which was half made is never taken for whole. */
async function makeCluster(projectRoot: string, dataDir: string, options: BinariesOptions): Promise<void> {
  const prefix = "making-";
  const home = dirname(dataDir);
  for (const name of (await readdir(home)).filter((name) => name.startsWith(prefix))) {
    await stopCluster(join(home, name), "immediate");
    await rm(join(home, name), { recursive: true, force: true, maxRetries: 5 });
  }
  const making = join(home, prefix + randomBytes(6).toString("hex"));
  const password = randomBytes(24).toString("base64url");
  await initCluster({ ...options, dataDir: making, password });
  const { port } = await startCluster({ ...options, dataDir: making, settings: { fsync: "off" } });
  const sql = postgres(urlOf(password, port, "postgres"), { max: 1, ssl: false });
  await sql.unsafe(`CREATE DATABASE ${DATABASE}`).finally(() => sql.end());
  await stopCluster(making, "fast");
  await writeAccess(projectRoot, { port, password });
  await rename(making, dataDir);
}

function urlOf(password: string, port: number, database = DATABASE): string {
  return `postgres://postgres:${password}@127.0.0.1:${port}/${database}`;
}

type Access = { readonly port: number; readonly password: string };

async function accessFile(projectRoot: string): Promise<string> {
  return join(await keptFolder(projectRoot), "local", "server.json");
}

/** Undefined when there is none, or only what a power failure left of it. */
async function readAccess(projectRoot: string): Promise<Access | undefined> {
  const file = await accessFile(projectRoot);
  if (!existsSync(file)) return undefined;
  const text = await readFile(file, "utf8");
  return /^{.*}\n$/.test(text) ? (JSON.parse(text) as Access) : undefined;
}

async function writeAccess(projectRoot: string, access: Access): Promise<void> {
  const file = await accessFile(projectRoot);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(`${file}.new`, `${JSON.stringify(access)}\n`, { mode: 0o600 });
  await rename(`${file}.new`, file);
}
