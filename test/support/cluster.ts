import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, mkdtemp, rename, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import postgres from "postgres";
import { inject } from "vitest";
import { type BinariesOptions, findBinaries } from "../../scripts/database/servers/binaries.ts";
import { clusterHome } from "../../scripts/database/servers/run-as.ts";
import { openScratch } from "../../scripts/database/servers/scratch.ts";

/** The PostgreSQL that the tests' own clusters run: the package at TEST_POSTGRES_PACKAGE, else this platform's. */
export function embeddedPackage(): BinariesOptions {
  const { TEST_POSTGRES_PACKAGE: packageName } = process.env;
  return packageName ? { packageName } : {};
}

/** A PostgreSQL server for the tests. */
export interface TestCluster {
  /** A superuser's address. */
  readonly adminUrl: string;
  /** The folder of the cluster with nothing in it that it began as, where it is an embedded one. */
  readonly empty?: string;
  /** Ends the server, unless it is one that was there before. */
  stop(): Promise<void>;
}

/**
 * The server the tests run on: the one at TEST_DATABASE_URL (a superuser's address), else a container of
 * TEST_POSTGRES_IMAGE, else an embedded one in a temporary folder.
 *
 * @param empty a cluster with nothing in it to begin with, where there is one
 */
export async function testCluster(empty?: string): Promise<TestCluster> {
  const { TEST_DATABASE_URL: url, TEST_POSTGRES_IMAGE: image } = process.env;
  if (url) return { adminUrl: url, stop: async () => {} };
  if (image) {
    const { PostgreSqlContainer } = await import("@testcontainers/postgresql");
    const container = await new PostgreSqlContainer(image).start();
    return { adminUrl: container.getConnectionUri(), stop: async () => void (await container.stop()) };
  }
  const folder = await temporaryProject();
  const { version } = await findBinaries(embeddedPackage());
  const own = join(await clusterHome(folder, "scratch"), `empty-${version}`);
  // PostgreSQL has it from 16 on.
  const cheap = Number.parseInt(version, 10) >= 16 ? { scram_iterations: "1" } : {};
  if (empty) await linkEmptyCluster(folder, empty);
  else await makeEmptyCluster(folder, own, cheap);
  const settings = { max_connections: "200", ...cheap };
  const scratch = await openScratch(folder, { ...embeddedPackage(), base: "0", settings });
  return {
    adminUrl: scratch.url,
    empty: own,
    stop: async () => {
      await scratch.close();
      await removeProject(folder);
    },
  };
}

/**
 * Makes the cluster with nothing in it that all others are copies of; its password is kept as these settings say, since 4096
 * rounds of hashing cost more than the rest of a login.
 */
async function makeEmptyCluster(
  folder: string,
  path: string,
  settings: Readonly<Record<string, string>>,
): Promise<void> {
  const scratch = await openScratch(folder, { ...embeddedPackage(), base: "0", settings });
  const sql = postgres(scratch.url, { max: 1 });
  const { password } = new URL(scratch.url);
  await sql.unsafe(`ALTER ROLE postgres PASSWORD '${password}'`).finally(() => sql.end());
  await scratch.saveAs("e");
  await rm(path, { recursive: true });
  await rename(join(dirname(path), basename(path).replace("empty-", "e-")), path);
}

/** Who makes and drops databases on a server, by its address. */
const makers = new Map<string, { readonly sql: postgres.Sql; readonly strategy: Promise<string> }>();

/** A connection that is kept for it: to open one costs more than a database. */
function makerOn(adminUrl: string) {
  const known = makers.get(adminUrl);
  if (known) return known;
  const sql = postgres(adminUrl, { max: 1, idle_timeout: 20, onnotice: () => {} });
  const maker = { sql, strategy: cheapestStrategy(sql) };
  makers.set(adminUrl, maker);
  return maker;
}

/** Files are copied for a tenth of what their blocks cost in the log, where nothing is synced. Before 15 it was the only way. */
async function cheapestStrategy(sql: postgres.Sql): Promise<string> {
  const [row] = await sql<{ copies: boolean }[]>`
    SELECT current_setting('server_version_num')::int >= 150000 AND NOT current_setting('fsync')::bool AS copies`;
  return row?.copies ? " STRATEGY file_copy" : "";
}

/** A new database of its own name on the server, and what drops it again, with whoever is still in it. */
export async function freshDatabase(
  adminUrl: string,
  template?: string,
): Promise<{ readonly url: string; drop(): Promise<void> }> {
  const name = `test_${randomBytes(8).toString("hex")}`;
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const { sql, strategy } = makerOn(adminUrl);
  const like = template === undefined ? "" : ` TEMPLATE "${template}"`;
  await sql.unsafe(`CREATE DATABASE ${name}${like}${await strategy}`);
  return {
    url: url.href,
    drop: async () => void (await sql.unsafe(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`)),
  };
}

/** A folder that stands for a project; open to other users, as `mkdtemp` alone would not make it. */
export async function temporaryProject(mode = 0o755): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "dwh-test-"));
  await chmod(folder, mode);
  return folder;
}

const linkEmptyCluster = async (projectRoot: string, empty: string): Promise<void> =>
  symlink(empty, join(await clusterHome(projectRoot, "scratch"), basename(empty)));

/** Spares the project that its first scratch server is made from nothing, which costs more than many a test. */
export async function shareEmptyCluster(projectRoot: string): Promise<void> {
  const empty = inject("emptyCluster");
  if (empty) await linkEmptyCluster(projectRoot, empty);
}

/** Removes the folder and whatever its clusters left elsewhere; its servers are to be stopped before. */
export async function removeProject(folder: string): Promise<void> {
  await rm(dirname(await clusterHome(folder, "local")), { recursive: true, force: true });
  await rm(folder, { recursive: true, force: true });
}

/** Starts a process that runs this TypeScript, whose imports are relative to this file's folder. */
export async function startScript(source: string): Promise<ChildProcess> {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: dirname(fileURLToPath(import.meta.url)), loader: "ts" },
    define: { "import.meta.url": JSON.stringify(import.meta.url) },
    bundle: true,
    platform: "node",
    format: "esm",
    write: false,
  });
  const child = spawn(process.execPath, ["--input-type=module"], { stdio: ["pipe", "pipe", "inherit"] });
  child.stdin.end(outputFiles[0]?.text);
  return child;
}

/** The first line that a process prints. */
export function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = "";
    child.stdout?.on("data", (chunk) => {
      text += chunk;
      if (text.includes("\n")) resolve(text.slice(0, text.indexOf("\n")));
    });
    child.once("close", () => reject(new Error(`The process printed no line, but: ${text}`)));
  });
}

/** What a process ended with: its exit code or the signal. */
export function ending(child: ChildProcess): Promise<number | NodeJS.Signals | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  if (child.signalCode !== null) return Promise.resolve(child.signalCode);
  return new Promise((resolve) => child.once("exit", (code, signal) => resolve(code ?? signal)));
}
