/** PgBouncer as a transaction pooler before the server of the tests. */
import { spawn, spawnSync } from "node:child_process";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { freePort } from "../../scripts/database/servers/cluster.ts";
import { runAs } from "../../scripts/database/servers/run-as.ts";
import { temporaryProject } from "./cluster.ts";

const PROGRAM = ["pgbouncer", "/usr/sbin/pgbouncer"].find(
  (program) => spawnSync(program, ["--version"]).status === 0,
);

/** Why nothing can be tried behind a pooler; undefined where it can. */
export const noPooler: string | undefined = PROGRAM ? undefined : "pgbouncer is not installed";

/** A running pooler. */
export interface Pooler {
  /** The address of the same database behind it. */
  readonly url: string;
  stop(): Promise<void>;
}

/**
 * Starts a pooler for one database, which gives each transaction any of so many sessions.
 *
 * @param queryWait after how many seconds a client that gets no session is sent away
 */
export async function startPooler(url: string, sessions: number, queryWait = 120): Promise<Pooler> {
  const { hostname, port, username, password, pathname } = new URL(url);
  const database = pathname.slice(1);
  const folder = await temporaryProject();
  const listenPort = await freePort();
  const file = join(folder, "pgbouncer.ini");
  const login = `user=${decodeURIComponent(username)} password='${decodeURIComponent(password)}'`;
  await writeFile(
    file,
    `[databases]
${database} = host=${hostname} port=${port || 5432} ${login}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${listenPort}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = ${sessions}
query_wait_timeout = ${queryWait}
`,
  );
  const child = spawn(PROGRAM ?? "", [file], { ...(await runAs()), stdio: ["ignore", "ignore", "pipe"] });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  await new Promise<void>((resolve, reject) => {
    let said = "";
    child.stderr.on("data", (chunk) => {
      said += chunk;
      if (said.includes("process up")) resolve();
    });
    child.once("exit", () => reject(new Error(`pgbouncer did not start: ${said}`)));
  });
  const behind = new URL(url);
  behind.host = `127.0.0.1:${listenPort}`;
  return {
    url: behind.href,
    async stop() {
      child.kill("SIGINT");
      child.kill("SIGTERM");
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
