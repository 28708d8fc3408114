import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { build } from "esbuild";
import postgres from "postgres";
import { openScratch } from "../../scripts/database/servers/scratch.ts";
import { pair, report, time } from "./measure.ts";

const TABLES = 10_000;
const SCHEMAS = 40;
const ROLES = 40;

/** 128 privileges a table: 8 roles have all eight, 32 have two. */
const ALIKE = `
  SELECT string_agg(format('bench_%s=%s/postgres', role, CASE WHEN role % 5 = 0 THEN 'arwdDxtm' ELSE 'ar' END), ',')
  FROM generate_series(1, ${ROLES}) AS role`;

/** As many, and no two tables alike: which roles have all eight is the table's number in binary. */
const DISTINCT = `
  SELECT string_agg(format('bench_%s=%s/postgres', role,
    CASE WHEN role > 14 THEN CASE WHEN role % 5 = 0 THEN 'arwdDxtm' ELSE 'ar' END
         WHEN (number >> (role - 1)) & 1 = 1 THEN 'arwd' ELSE 'r' END), ',')
  FROM generate_series(1, ${ROLES}) AS role`;

/** A script that runs one query and forgets the answer. */
export function plainQuery(url: string): string {
  const driver = import.meta.resolve("postgres");
  return `import postgres from ${JSON.stringify(driver)};
const sql = postgres(${JSON.stringify(url)}, { max: 1, fetch_types: false });
await sql.unsafe("SELECT relacl::text FROM pg_catalog.pg_class").values();
await sql.end();
`;
}

/** {@link file://./inspect-and-plan.ts}, bundled as the command line is. */
async function inspectionScript(folder: string): Promise<string> {
  const outfile = join(folder, "inspect.mjs");
  await build({
    entryPoints: [join(import.meta.dirname, "inspect-and-plan.ts")],
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    target: "node20",
    loader: { ".sql": "text" },
  });
  return outfile;
}

async function setAcls(url: string, items: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  // The way of GRANT would take minutes for distinct ACLs; what is read is the same.
  await sql.unsafe(`
    SET allow_system_table_mods = on;
    UPDATE pg_catalog.pg_class c
    SET relacl = ('{postgres=arwdDxtm/postgres,' || (${items}) || '}')::aclitem[]
    FROM (SELECT oid, substr(relname, 3)::int AS number FROM pg_catalog.pg_class WHERE relname ~ '^t_[0-9]+$') AS t
    WHERE t.oid = c.oid`);
  await sql.end();
}

/** 10,000 tables and 1.28 million entries, first with ACLs that are alike, then each with its own. */
export async function benchInspection(bench: string): Promise<void> {
  const folder = join(bench, "inspection");
  await mkdir(folder, { recursive: true });
  const scratch = await openScratch(folder, { base: "0" });
  try {
    const sql = postgres(scratch.url, { max: 1, onnotice: () => {} });
    await sql.unsafe(`DO $$ BEGIN
      FOR i IN 1..${ROLES} LOOP EXECUTE format('CREATE ROLE bench_%s', i); END LOOP;
      FOR i IN 1..${SCHEMAS} LOOP EXECUTE format('CREATE SCHEMA s_%s', i); END LOOP;
    END $$`);
    for (let start = 1; start <= TABLES; start += 500) {
      await sql.unsafe(`DO $$ BEGIN
        FOR i IN ${start}..${start + 499} LOOP
          EXECUTE format('CREATE TABLE s_%s.t_%s (id int, a text, b text, c date)', i % ${SCHEMAS} + 1, i);
        END LOOP; END $$`);
    }
    await sql.end();
    const plain = join(folder, "plain.mjs");
    await writeFile(plain, plainQuery(scratch.url));
    const ours = await inspectionScript(folder);
    const run = (script: string) => ({
      run: () => time(process.execPath, [script, scratch.url, String(TABLES)], folder),
    });
    for (const [what, items, goal] of [
      ["10,000 tables × 40 roles", ALIKE, "at most 2 times, 200 MiB"],
      ["the same, each table its own ACL", DISTINCT, "at most 3.5 times"],
    ] as const) {
      await setAcls(scratch.url, items);
      report(`${what}: inspection, empty plan`, "SELECT relacl", await pair(run(ours), run(plain)), goal);
    }
  } finally {
    await scratch.close();
  }
}
