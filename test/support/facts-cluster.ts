import { randomBytes } from "node:crypto";
import { rmSync } from "node:fs";
import { chown, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { findBinaries } from "../../scripts/database/servers/binaries.ts";
import { startCluster, stopCluster } from "../../scripts/database/servers/cluster.ts";
import { endProcessSync, onOurEnd, runAs } from "../../scripts/database/servers/run-as.ts";
import { runProgram } from "../../scripts/database/servers/run-program.ts";
import { embeddedPackage, removeProject, temporaryProject } from "./cluster.ts";

/** A server of its own whose first superuser is called `boot`, where everybody else needs no password. */
export interface FactsCluster {
  readonly major: number;
  /** Opens one connection; `boot` is let in from here only. */
  connect(user: string, database: string, onnotice?: (notice: postgres.Notice) => void): postgres.Sql;
  /** Whether a session waits for a lock. */
  someoneWaits(): Promise<boolean>;
  /** Makes the database `facts` anew, and drops all roles and databases beside those a cluster begins with. */
  reset(): Promise<void>;
  stop(): Promise<void>;
}

/** Why the facts cannot be tried on the server the tests run on; undefined where they can. */
export const noFactsCluster: string | undefined = process.env.TEST_DATABASE_URL
  ? "not on the server of TEST_DATABASE_URL: they need a cluster of their own"
  : undefined;

const HBA = `host all boot all scram-sha-256\nhost all all all trust\n`;
const SETTINGS = {
  fsync: "off",
  full_page_writes: "off",
  synchronous_commit: "off",
  autovacuum: "off",
  shared_buffers: "32MB",
};

/** Opens the cluster: a container of TEST_POSTGRES_IMAGE, else an embedded one in a temporary folder. */
export async function openFactsCluster(): Promise<FactsCluster> {
  const image = process.env.TEST_POSTGRES_IMAGE;
  const server = image ? await startContainer(image) : await startEmbedded();
  const connect: FactsCluster["connect"] = (user, database, onnotice = () => {}) =>
    postgres({
      ...server.address,
      ...(user === "boot" ? { password: server.password } : {}),
      user,
      database,
      onnotice,
      max: 1,
      fetch_types: false,
      prepare: false,
    });
  const control = connect("boot", "postgres");
  const reset = async () => {
    const databases =
      await control`SELECT datname FROM pg_database WHERE NOT datistemplate AND datname <> 'postgres'`;
    for (const { datname } of databases) await control`DROP DATABASE ${control(datname)} WITH (FORCE)`;
    const roles = await control`SELECT rolname FROM pg_roles WHERE oid >= 16384`;
    if (roles.length > 0) await control`DROP ROLE ${control(roles.map(({ rolname }) => rolname))}`;
    await control`CREATE DATABASE facts`;
  };
  await reset();
  const [version] = await control`SELECT current_setting('server_version_num')::int / 10000 AS major`;
  return {
    major: version?.major,
    connect,
    reset,
    someoneWaits: async () => {
      const [waiting] = await control`SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' LIMIT 1`;
      return waiting !== undefined;
    },
    stop: async () => {
      await control.end({ timeout: 5 });
      await server.stop();
    },
  };
}

interface Server {
  readonly address: { readonly host: string; readonly port: number };
  readonly password: string;
  stop(): Promise<void>;
}

async function startEmbedded(): Promise<Server> {
  const folder = await temporaryProject();
  const dataDir = join(folder, "data");
  const stopWatching = onOurEnd(() => {
    endProcessSync(join(dataDir, "postmaster.pid"), "SIGQUIT");
    rmSync(folder, { recursive: true, force: true });
  });
  const stop = async () => {
    await stopCluster(dataDir, "immediate");
    await removeProject(folder);
    stopWatching();
  };
  try {
    const password = await initCluster(dataDir);
    const { port } = await startCluster({ ...embeddedPackage(), dataDir, settings: SETTINGS });
    return { address: { host: "127.0.0.1", port }, password, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** @returns the password of `boot` */
async function initCluster(dataDir: string): Promise<string> {
  const [{ initdb }, user] = await Promise.all([findBinaries(embeddedPackage()), runAs()]);
  const password = randomBytes(24).toString("base64url");
  const passwordFile = `${dataDir}.password`;
  await writeFile(passwordFile, password, { mode: 0o600 });
  await mkdir(dataDir, { mode: 0o700 });
  if (user.uid !== undefined) {
    for (const path of [passwordFile, dataDir]) await chown(path, user.uid, user.gid);
  }
  const identity = ["--username=boot", "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C"];
  const files = [`--pwfile=${passwordFile}`, `--pgdata=${dataDir}`, "--no-sync", "--wal-segsize=1"];
  await runProgram(initdb, [...identity, ...files], user, join(dataDir, ".."));
  await writeFile(join(dataDir, "pg_hba.conf"), HBA);
  return password;
}

async function startContainer(image: string): Promise<Server> {
  const { PostgreSqlContainer } = await import("@testcontainers/postgresql");
  const password = randomBytes(24).toString("base64url");
  const container = await new PostgreSqlContainer(image)
    .withUsername("boot")
    .withPassword(password)
    .withEnvironment({
      POSTGRES_INITDB_ARGS: "--encoding=UTF8 --locale=C",
      POSTGRES_HOST_AUTH_METHOD: "trust",
    })
    .start();
  const address = { host: container.getHost(), port: container.getPort() };
  return { address, password, stop: async () => void (await container.stop()) };
}
