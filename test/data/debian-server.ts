/** A PostgreSQL that the system has installed, with pg_dump beside it, in a folder of its own. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chmod, chown, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "../../scripts/database/servers/cluster.ts";
import { runAs } from "../../scripts/database/servers/run-as.ts";

const ROOT = "/usr/lib/postgresql";

const NEEDED = ["initdb", "pg_ctl", "pg_dump", "pg_restore"];

/** The folder of its programs; undefined where none is installed, or a part of it. */
export const debianPrograms: string | undefined = (existsSync(ROOT) ? readdirSync(ROOT) : [])
  .sort((a, b) => Number(b) - Number(a))
  .map((major) => join(ROOT, major, "bin"))
  .find((folder) => NEEDED.every((program) => existsSync(join(folder, program))));

/** A server that runs. */
export interface DebianServer {
  /** A superuser's address. */
  readonly url: string;
  readonly folder: string;
  stop(): Promise<void>;
}

/** Runs a program to its end and gives what it printed. @throws {Error} with what it said where it failed */
export function runProgram(program: string, args: readonly string[], as: object = {}): Buffer {
  const options = { ...as, maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "pipe"] as ("ignore" | "pipe")[] };
  const { status, stdout, stderr, error } = spawnSync(program, args, options);
  if (status !== 0) throw new Error(`${program} ${args.join(" ")}: ${error ?? stderr}`);
  return stdout;
}

/** Makes and starts it. */
export async function startDebian(programs: string): Promise<DebianServer> {
  const who = await runAs();
  const folder = await mkdtemp(join(tmpdir(), "dwh-debian-"));
  if (who.uid !== undefined) await chown(folder, who.uid, who.gid);
  await chmod(folder, 0o755);
  const data = join(folder, "data");
  const as = { ...who, cwd: folder };
  const port = await freePort();
  const init = [
    "--pgdata",
    data,
    "--username",
    "postgres",
    "--auth",
    "trust",
    "--encoding",
    "UTF8",
    "--locale",
    "C",
    "--no-sync",
  ];
  runProgram(join(programs, "initdb"), init, as);
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off`;
  const control = (...args: string[]) =>
    spawnSync(join(programs, "pg_ctl"), ["--pgdata", data, "--wait", ...args], { ...as, stdio: "ignore" });
  control("--log", join(folder, "log"), "--options", settings, "start");
  return {
    url: `postgres://postgres@127.0.0.1:${port}/postgres`,
    folder,
    stop: async () => {
      control("--mode", "immediate", "stop");
      await rm(folder, { recursive: true, force: true });
    },
  };
}
