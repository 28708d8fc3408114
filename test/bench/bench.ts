/**
 * Times whole commands on the warehouse of this repository, each beside `drizzle-kit generate` on the same
 * definitions (or psql with the same statements) in the same run: medians of five runs after one that does not
 * count. Works in `.dwh/bench`, with a server of its own.
 */
import { spawnSync } from "node:child_process";
import { appendFile, cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { availableParallelism, totalmem } from "node:os";
import { join, resolve } from "node:path";
import postgres from "postgres";
import { ensureLocalServer, stopLocalServer } from "../../scripts/database/servers/local-server.ts";
import { fillVariables } from "../../scripts/model/variable.ts";
import { formatTable } from "../../scripts/terminal/table.ts";
import { benchAdoption } from "./adoption.ts";
import { benchEncryption } from "./encryption.ts";
import { benchInspection, plainQuery } from "./inspection.ts";
import { benchManyDatabases } from "./many-databases.ts";
import { pair, RUNS, report, rows, type Timed, time } from "./measure.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const BENCH = join(ROOT, ".dwh/bench");
const CLI = join(ROOT, "dist/cli.js");
const KIT = join(ROOT, "node_modules/drizzle-kit/bin.cjs");
const MANY = 100;

/** A copy of the project; `generated` says whether with its revisions. */
async function copyProject(name: string, generated: boolean): Promise<string> {
  const folder = join(BENCH, name);
  await mkdir(folder, { recursive: true });
  for (const part of ["definitions", "roles", "drizzle.config.ts", ...(generated ? ["generated"] : [])]) {
    await cp(join(ROOT, part), join(folder, part), { recursive: true });
  }
  return folder;
}

const dwh = (folder: string, ...args: readonly string[]) => time(process.execPath, [CLI, ...args], folder);
const kit = (folder: string) => time(process.execPath, [KIT, "generate", "--name", "bench"], folder);

async function revisions(folder: string): Promise<string[]> {
  const names = await readdir(join(folder, "generated")).catch(() => []);
  return names.filter((name) => /^\d{14}_/.test(name)).sort();
}

/** Removes the revisions beyond the first `count`. */
async function keepRevisions(folder: string, count: number): Promise<void> {
  for (const name of (await revisions(folder)).slice(count)) {
    await rm(join(folder, "generated", name), { recursive: true });
  }
}

const addTable = (folder: string, name: string) =>
  appendFile(
    join(folder, "definitions/stg/rental.ts"),
    `\nexport const ${name} = stgRental.table("${name}", { id: serial().primaryKey(), note: varchar() });\n`,
  );

const GENERATE = "drizzle-kit generate";

/**
 * Takes back the revision of a run and edits a file, before each run and once now: what is kept of the run before does
 * not hold.
 */
async function editedAnew(folder: string): Promise<() => Promise<void>> {
  const file = join(folder, "definitions/stg/rental.ts");
  const text = await readFile(file, "utf8");
  const count = (await revisions(folder)).length;
  let edits = 0;
  const reset = async () => {
    await keepRevisions(folder, count);
    await writeFile(file, text);
    await addTable(folder, `bench_new_${++edits}`);
  };
  await reset();
  return reset;
}

async function benchRevision(): Promise<void> {
  const folder = await copyProject("revision", true);
  await dwh(folder, "revision", "-m", "nothing");
  const unchanged = { run: () => dwh(folder, "revision", "-m", "nothing") };
  report(
    "revision, no change",
    GENERATE,
    await pair(unchanged, { run: () => kit(folder) }),
    "at most 0.35 times",
  );
  const reset = await editedAnew(folder);
  const reference = { run: () => kit(folder), reset };
  const plain = { run: () => dwh(folder, "revision", "-m", "one table", "--no-proof"), reset };
  report("revision, one new table, no proof", GENERATE, await pair(plain, reference), "at most 0.9 times");
  const proved = { run: () => dwh(folder, "revision", "-m", "one table"), reset };
  report("revision, one new table, proved", GENERATE, await pair(proved, reference), "at most 1.3 times");
}

/** A long history of a warehouse that does not grow: one default, changed again and again. */
async function benchMany(): Promise<void> {
  const folder = await copyProject("many", true);
  const file = join(folder, "definitions/stg/rental.ts");
  const text = await readFile(file, "utf8");
  for (let number = (await revisions(folder)).length; number < MANY; number++) {
    const column = `note: varchar().default("${number}")`;
    const table = `stgRental.table("bench", { id: serial().primaryKey(), ${column} })`;
    await writeFile(file, `${text}\nexport const bench = ${table};\n`);
    await dwh(folder, "revision", "-m", `default ${number}`, "--no-proof");
  }
  const count = (await revisions(folder)).length;
  await addTable(folder, "bench_new");
  const reset = () => keepRevisions(folder, count);
  const reference = { run: () => kit(folder), reset };
  const plain = { run: () => dwh(folder, "revision", "-m", "one table", "--no-proof"), reset };
  report(
    `one new table after ${count} revisions, no proof`,
    GENERATE,
    await pair(plain, reference),
    "no slower",
  );
  const proved = { run: () => dwh(folder, "revision", "-m", "one table"), reset };
  report(
    `one new table after ${count} revisions, proved`,
    GENERATE,
    await pair(proved, reference),
    "no slower",
  );
}

async function benchFirst(): Promise<void> {
  const folder = await copyProject("first", false);
  const reset = () => rm(join(folder, "generated"), { recursive: true, force: true });
  const first = { run: () => dwh(folder, "revision", "-m", "init"), reset };
  report(
    "first revision of everything, proved",
    GENERATE,
    await pair(first, { run: () => kit(folder), reset }),
    "at most 2.5 times",
  );
}

async function benchUpgrade(): Promise<void> {
  const folder = await copyProject("upgrade", true);
  await keepRevisions(folder, 1);
  const [revision = ""] = await revisions(folder);
  const { url } = await ensureLocalServer(folder);
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const script = async (file: string) =>
    fillVariables(await readFile(join(folder, "generated", revision, file), "utf8"), { env: "test" });
  const up = await script("migration.sql");
  const down = await script("down.sql");
  const file = join(folder, "migration.filled.sql");
  await writeFile(file, up);
  const psql = spawnSync("psql", ["--version"]).status === 0;
  try {
    const ours: Timed = {
      run: () => dwh(folder, "upgrade"),
      reset: async () => void (await dwh(folder, "downgrade", "base")),
    };
    const reference: Timed = {
      run: psql
        ? () => time("psql", ["-1", "-q", "-v", "ON_ERROR_STOP=1", "-f", file, url], folder)
        : async () => {
            const start = process.hrtime.bigint();
            await sql.unsafe(up);
            return { seconds: Number(process.hrtime.bigint() - start) / 1e9, memory: 0 };
          },
      reset: async () => void (await sql.unsafe(down)),
    };
    const beside = psql ? "psql -1" : "one simple query";
    report("upgrade of everything", beside, await pair(ours, reference), "at most 1.3 times");
    await dwh(folder, "upgrade");
    const catalog = join(folder, "catalog.mjs");
    await writeFile(catalog, plainQuery(url));
    report(
      "inspection and an empty plan",
      "SELECT relacl",
      await pair(
        { run: () => dwh(folder, "diff", "recorded", "live", "--access") },
        { run: () => time(process.execPath, [catalog], folder) },
      ),
      "at most 2 times",
    );
  } finally {
    await sql.end();
    await stopLocalServer(folder);
  }
}

/** What every command pays before it begins. */
async function benchStart(): Promise<void> {
  await mkdir(BENCH, { recursive: true });
  const node = { run: () => time(process.execPath, ["-e", "0"], BENCH) };
  report("--version", "node -e 0", await pair({ run: () => dwh(BENCH, "--version") }, node), "1.5 times");
}

/** Groups of rows, by the names under which they can be asked for: `tsx test/bench/bench.ts upgrade adoption`. */
const PARTS: Readonly<Record<string, () => Promise<void>>> = {
  start: benchStart,
  revision: benchRevision,
  first: benchFirst,
  upgrade: benchUpgrade,
  inspection: () => benchInspection(BENCH),
  adoption: () => benchAdoption(BENCH, CLI),
  databases: () => benchManyDatabases(BENCH, CLI),
  many: benchMany,
  encryption: () => benchEncryption(BENCH, CLI),
};

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !Object.hasOwn(PARTS, name));
if (unknown.length > 0)
  throw new Error(`no rows are called ${unknown.join(", ")}; there are ${Object.keys(PARTS).join(", ")}`);

await rm(BENCH, { recursive: true, force: true });
try {
  for (const [name, run] of Object.entries(PARTS))
    if (asked.length === 0 || asked.includes(name)) await run();
} finally {
  await rm(BENCH, { recursive: true, force: true });
}
const gib = Math.round(totalmem() / 2 ** 30);
process.stdout.write(`${formatTable(rows)}\n\n`);
process.stdout.write(
  `Medians of ${RUNS} runs, ${new Date().toISOString().slice(0, 10)}, ${availableParallelism()} cores, ${gib} GiB, Node ${process.versions.node}.\n`,
);
