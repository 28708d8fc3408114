/**
 * What each step costs as a warehouse grows: `tsx test/bench/scale.ts all` times every step once at each size, and prints
 * the tables of docs/scale.md; `tsx test/bench/scale.ts AXIS SIZE…` times some, without arguments it prints what was timed. Works in `.dwh/scale`, with a
 * server of its own for each size.
 */
import { appendFile, mkdir, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import postgres from "postgres";
import { ensureLocalServer, stopLocalServer } from "../../scripts/database/servers/local-server.ts";
import { time } from "./measure.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const SCALE = join(ROOT, ".dwh/scale");
const RESULTS = join(SCALE, "results.json");
const CLI = join(ROOT, "dist/cli.js");

const USUAL = { tables: 100, roles: 10 };

/** Ten columns, and mostly a foreign key to the table before. */
const tableText = (schema: number, table: number): string => {
  const refers = table % 5 === 0 ? "" : `.references(() => t${table - 1}.id)`;
  return `export const t${table} = s${schema}.table("t_${table}", { id: serial().primaryKey(), name: varchar({ length: 100 }).notNull(), note: text(), amount: numeric({ precision: 10, scale: 2 }), active: boolean().notNull().default(true), created: timestamp().notNull().defaultNow(), kind: integer().notNull(), ref: integer()${refers}, a: text(), b: integer() });`;
};

const PER_SCHEMA = 50;
const IMPORTS = `import { boolean, integer, numeric, pgSchema, serial, text, timestamp, varchar } from "drizzle-orm/pg-core";`;

/** Each role gets two privileges on each table. */
const rolesText = (count: number): string =>
  `roles:\n${Array.from({ length: count }, (_, index) => `  "\${env}_scale_${index}":\n    grants: [{ privileges: [SELECT, INSERT], tables: "S_*.*" }]\n`).join("")}`;

const configText = (targets = "{}"): string => `export default {
  dialect: "postgresql",
  schema: "./definitions/**/*.ts",
  warehouse: { variables: { env: ["test"] }, targets: ${targets} },
};
`;

async function makeProject(name: string, tables: number, roles: number): Promise<string> {
  const folder = join(SCALE, name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(folder, "definitions"), { recursive: true });
  await mkdir(join(folder, "roles"));
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
  await writeFile(join(folder, "drizzle.config.ts"), configText());
  await writeFile(join(folder, "roles/roles.yaml"), rolesText(roles));
  for (let schema = 0; schema * PER_SCHEMA < tables; schema++) {
    const count = Math.min(PER_SCHEMA, tables - schema * PER_SCHEMA);
    const made = Array.from({ length: count }, (_, table) => tableText(schema, table));
    const text = [IMPORTS, `export const s${schema} = pgSchema("S_${schema}");`, ...made].join("\n");
    await writeFile(join(folder, `definitions/s${schema}.ts`), `${text}\n`);
  }
  return folder;
}

/** What one step took, in seconds and MiB. */
type Results = Record<string, Record<string, Record<string, readonly [seconds: number, memory: number]>>>;

const readResults = async (): Promise<Results> =>
  JSON.parse(await readFile(RESULTS, "utf8").catch(() => "{}")) as Results;

async function keep(
  axis: string,
  size: number,
  step: string,
  seconds: number,
  memory: number,
): Promise<void> {
  const results = await readResults();
  results[axis] ??= {};
  results[axis][step] ??= {};
  results[axis][step][size] = [seconds, memory];
  await writeFile(RESULTS, JSON.stringify(results, null, 1));
  process.stderr.write(`${axis} ${size}: ${step}: ${seconds.toFixed(2)} s, ${memory.toFixed(0)} MiB\n`);
}

/** Runs a command, which may find something, and keeps what it took where it is a step. */
const commandsOf =
  (axis: string, size: number, folder: string) =>
  async (step: string | undefined, ...args: readonly string[]): Promise<void> => {
    const { seconds, memory } = await time(process.execPath, [CLI, ...args], folder, [0, 1]);
    if (step !== undefined) await keep(axis, size, step, seconds, memory);
  };

const forget = (folder: string) => rm(join(folder, ".dwh/cache/answers.json"), { force: true });

const addTable = (folder: string, name: string) =>
  appendFile(
    join(folder, "definitions/s0.ts"),
    `export const ${name} = s0.table("${name}", { id: serial().primaryKey(), note: text() });\n`,
  );

async function dropLast(folder: string): Promise<void> {
  const names = (await readdir(join(folder, "generated"))).filter((name) => /^\d{14}_/.test(name)).sort();
  await rm(join(folder, "generated", names.at(-1) ?? ""), { recursive: true });
}

/** Every step of a warehouse of one size. */
async function timeWarehouse(axis: string, size: number, tables: number, roles: number): Promise<void> {
  const folder = await makeProject(`${axis}-${size}`, tables, roles);
  const run = commandsOf(axis, size, folder);
  const { url } = await ensureLocalServer(folder);
  try {
    await run("first revision, proved", "revision", "-m", "first");
    await run("upgrade", "upgrade");
    await forget(folder);
    await run("`check`", "check");
    await run("`check`, nothing changed since", "check");
    await run("`revision`, nothing changed since the last", "revision", "-m", "nothing");
    await run("`lint`", "lint");
    await run("`diff recorded live --access`", "diff", "recorded", "live", "--access");
    await run("`drift`", "drift");
    await addTable(folder, "fresh");
    await run("one new table, no proof", "revision", "-m", "one", "--no-proof");
    await dropLast(folder);
    await run("one new table, proved", "revision", "-m", "one");
    await run("its upgrade", "upgrade");
    const adopted = join(SCALE, `${axis}-${size}-adopted`);
    await rm(adopted, { recursive: true, force: true });
    await mkdir(adopted);
    await symlink(join(ROOT, "node_modules"), join(adopted, "node_modules"));
    await writeFile(join(adopted, "drizzle.config.ts"), configText());
    await writeFile(join(adopted, ".env"), `DATABASE_URL=${url}\n`);
    await commandsOf(axis, size, adopted)("`adopt --roles`", "adopt", "--roles");
    await run("downgrade of everything", "downgrade", "base");
  } finally {
    await stopLocalServer(folder);
  }
}

/** One new table, and what of its time goes to loading the definitions alone. */
async function timeEdit(size: number): Promise<void> {
  const folder = await makeProject(`edits-${size}`, size, USUAL.roles);
  const run = commandsOf("edits", size, folder);
  await run("first revision, no proof", "revision", "-m", "first", "--no-proof");
  await addTable(folder, "fresh");
  await run("one new table, no proof", "revision", "-m", "one", "--no-proof");
  const cache = join(folder, ".dwh/cache");
  const bundles = (await readdir(cache)).filter((name) => /^definitions-\w+\.mjs$/.test(name));
  const { seconds, memory } = await time(process.execPath, [join(cache, bundles.at(-1) ?? "")], folder);
  await keep("edits", size, "the definitions alone, loaded by Node.js", seconds, memory);
}

/** A history in which one default changes again and again. */
async function timeRevisions(size: number): Promise<void> {
  const folder = await makeProject(`revisions-${size}`, USUAL.tables, USUAL.roles);
  const run = commandsOf("revisions", size, folder);
  const file = join(folder, "definitions/s0.ts");
  const text = await readFile(file, "utf8");
  for (let number = 0; number < size; number++) {
    await writeFile(file, text.replace("note: text()", `note: text().default("${number}")`));
    await run(undefined, "revision", "-m", `default ${number}`, "--no-proof");
  }
  await ensureLocalServer(folder);
  try {
    await run("upgrade of all", "upgrade");
    await forget(folder);
    await run("`check`", "check");
    await run("`check`, nothing changed since", "check");
    await run("`drift`", "drift");
    await addTable(folder, "fresh");
    await run("one new table, no proof", "revision", "-m", "one", "--no-proof");
    await dropLast(folder);
    await run("one new table, proved", "revision", "-m", "one");
  } finally {
    await stopLocalServer(folder);
  }
}

/** One revision of ten tables on many databases of one cluster. */
async function timeDatabases(size: number): Promise<void> {
  const folder = await makeProject(`databases-${size}`, 10, 1);
  const run = commandsOf("databases", size, folder);
  const names = Array.from({ length: size }, (_, index) => `db${index}`);
  const { url } = await ensureLocalServer(folder);
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    const address = (name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
    await writeFile(join(folder, ".env"), names.map((name) => `${name}_URL=${address(name)}\n`).join(""));
    const targets = names.map((name) => `${name}: { urlFrom: "${name}_URL", variables: { env: "test" } }`);
    await writeFile(join(folder, "drizzle.config.ts"), configText(`{ ${targets.join(", ")} }`));
    for (const name of names) await sql.unsafe(`CREATE DATABASE "${name}"`);
    await run(undefined, "revision", "-m", "first", "--no-proof");
    await run("upgrade of all, 4 at once", "upgrade", "--target", "db*", "--parallel", "4");
    await run("`targets --check`", "targets", "--check");
  } finally {
    await sql.end();
    await stopLocalServer(folder);
  }
}

const AXES: Readonly<Record<string, (size: number) => Promise<void>>> = {
  tables: (size) => timeWarehouse("tables", size, size, USUAL.roles),
  edits: timeEdit,
  roles: (size) => timeWarehouse("roles", size, USUAL.tables, size),
  revisions: timeRevisions,
  databases: timeDatabases,
};

/** The line through the smallest and the largest size. */
function lineOf(of: Readonly<Record<string, readonly [seconds: number, memory: number]>>): string {
  const sizes = Object.keys(of).map(Number);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)];
  if (least === most) return "";
  const [first, last] = [of[least]?.[0] ?? 0, of[most]?.[0] ?? 0];
  const each = (last - first) / (most - least);
  if (each < 0.0001) return "the same at each";
  return `${(first - each * least).toFixed(1)} s + ${(each * 1000).toFixed(1)} ms × n`;
}

function asMarkdown(results: Results): string {
  return Object.entries(results)
    .map(([axis, steps]) => {
      const sizes = [...new Set(Object.values(steps).flatMap((of) => Object.keys(of)))]
        .map(Number)
        .sort((a, b) => a - b);
      const cells = Object.entries(steps).map(([step, of]) => {
        const shown = sizes.map((size) => of[size]?.[0].toFixed(2) ?? "");
        const memory = of[sizes.at(-1) ?? 0]?.[1].toFixed(0) ?? "";
        return `| ${[step, ...shown, lineOf(of), memory].join(" | ")} |`;
      });
      const head = [axis, ...sizes, "line", `MiB at ${sizes.at(-1)}`];
      return [`| ${head.join(" | ")} |`, `|${"---|".repeat(head.length)}`, ...cells].join("\n");
    })
    .join("\n\n");
}

/** Those of docs/scale.md. */
const SIZES: Readonly<Record<string, readonly number[]>> = {
  tables: [100, 300, 900],
  edits: [161, 1000, 3000, 10_000],
  roles: [10, 40, 160],
  revisions: [5, 20, 60],
  databases: [5, 20, 80],
};

const [asked, ...sizes] = process.argv.slice(2);
await mkdir(SCALE, { recursive: true });
const axes = asked === "all" ? Object.keys(SIZES) : asked === undefined ? [] : [asked];
for (const axis of axes) {
  for (const size of sizes.length > 0 ? sizes.map(Number) : (SIZES[axis] ?? [])) await AXES[axis]?.(size);
}
if (asked === undefined || asked === "all") process.stdout.write(`${asMarkdown(await readResults())}\n`);
