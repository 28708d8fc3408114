import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { debianPrograms, startDebian } from "../data/debian-server.ts";
import { pair, report, time } from "./measure.ts";

const TABLES = 2_000;
const SCHEMAS = 40;
const ROLES = 30;

/**
 * A warehouse that grew: each role reads some schemas as a whole, writes into others, lacks a table here and has one more
 * there, and a few have columns, functions of nothing but their numbers.
 */
const GROWN = `DO $$
DECLARE name text; s int;
BEGIN
  FOR r IN 1..${ROLES} LOOP EXECUTE format('CREATE ROLE bench_%s', r); END LOOP;
  FOR s IN 1..${SCHEMAS} LOOP EXECUTE format('CREATE SCHEMA stg_%s', s); END LOOP;
  FOR i IN 1..${TABLES} LOOP
    EXECUTE format('CREATE TABLE stg_%s.%s_%s (id serial PRIMARY KEY, code text, amount numeric, at timestamptz)',
      i % ${SCHEMAS} + 1, (ARRAY['orders', 'customer', 'log', 'dim', 'fact'])[i % 5 + 1], i);
  END LOOP;
  FOR r IN 1..${ROLES} LOOP
    FOR s IN 1..${SCHEMAS} LOOP
      CONTINUE WHEN (r * 7 + s * 3) % 4 = 0;
      EXECUTE format('GRANT USAGE ON SCHEMA stg_%s TO bench_%s', s, r);
      EXECUTE format('GRANT %s ON ALL TABLES IN SCHEMA stg_%s TO bench_%s',
        CASE WHEN (r + s) % 5 = 0 THEN 'SELECT, INSERT, UPDATE, DELETE' ELSE 'SELECT' END, s, r);
    END LOOP;
    FOR i IN 1..${TABLES} LOOP
      name := format('stg_%s.%s_%s', i % ${SCHEMAS} + 1, (ARRAY['orders', 'customer', 'log', 'dim', 'fact'])[i % 5 + 1], i);
      IF (i * 31 + r * 17) % 97 = 0 THEN EXECUTE format('REVOKE ALL ON %s FROM bench_%s', name, r); END IF;
      IF (i * 13 + r * 5) % 89 = 0 THEN EXECUTE format('GRANT INSERT, UPDATE ON %s TO bench_%s', name, r); END IF;
      IF (i * 11 + r * 3) % 211 = 0 THEN EXECUTE format('GRANT UPDATE (code) ON %s TO bench_%s', name, r); END IF;
    END LOOP;
  END LOOP;
END $$`;

/** `adopt --roles` beside pg_dump of the same database, on the system's PostgreSQL where one is installed. */
export async function benchAdoption(bench: string, cli: string): Promise<void> {
  if (debianPrograms === undefined) {
    process.stderr.write("adoption of 2,000 tables: left out, no PostgreSQL with pg_dump is installed\n");
    return;
  }
  const folder = join(bench, "adoption");
  await mkdir(folder, { recursive: true });
  const server = await startDebian(debianPrograms);
  try {
    const sql = postgres(server.url, { max: 1, onnotice: () => {} });
    await sql.unsafe(GROWN).finally(() => sql.end());
    const config = `export default { dialect: "postgresql", schema: "./definitions/**/*.ts",
  warehouse: { targets: { bench: { urlFrom: "BENCH_DATABASE_URL" } } } };\n`;
    await writeFile(join(folder, "drizzle.config.ts"), config);
    await writeFile(join(folder, ".env"), `BENCH_DATABASE_URL=${server.url}\n`);
    const dump = ["--schema-only", "--file", join(folder, "dump.sql"), server.url];
    report(
      `${TABLES.toLocaleString("en")} tables × ${ROLES} roles: adopt --roles`,
      "pg_dump -s",
      await pair(
        {
          run: () =>
            time(process.execPath, [cli, "adopt", "--roles", "--target", "bench", "--out", "-"], folder),
        },
        { run: () => time(join(debianPrograms ?? "", "pg_dump"), dump, folder) },
      ),
      "at most 10 times, 400 MiB",
    );
  } finally {
    await server.stop();
  }
}
