/**
 * A million rows whose texts are encrypted by the keys of their rows, and decrypted again, beside PostgreSQL that does the
 * same in one statement by one key; then the same rows in batches. Once each.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { ensureLocalServer, stopLocalServer } from "../../scripts/database/servers/local-server.ts";
import { report, type Sample, time } from "./measure.ts";

const ROWS = 1_000_000;

const definitions = (
  isEncrypted: boolean,
): string => `import { bytea, integer, pgSchema, text } from "drizzle-orm/pg-core";
import { annotate, pgExtension } from "dwh-definitions";
export const s = pgSchema("BENCH");
export const pgcrypto = pgExtension("pgcrypto");
export const keys = s.table("keys", { id: integer().primaryKey(), key: bytea().notNull() });
annotate(keys, { sensitive: true });
export const info = s.table("info", { id: integer().primaryKey(), email: ${isEncrypted ? "bytea" : "text"}() });
${isEncrypted ? 'annotate(info, { encrypted: { columns: ["email"], keys, id: "id" } });' : ""}
`;

const CONFIG = `export default {
  dialect: "postgresql", schema: "./definitions/**/*.ts", warehouse: { variables: { env: ["test"] } },
};
`;

/** One key for all of them. */
const REFERENCE = `ALTER TABLE "BENCH"."plain" ALTER email TYPE bytea
  USING pgp_sym_encrypt(email, repeat('ab', 32), 'cipher-algo=aes256, s2k-mode=1, s2k-digest-algo=sha256, compress-algo=0')`;

async function timed(work: () => Promise<unknown>): Promise<Sample> {
  const start = process.hrtime.bigint();
  await work();
  return { seconds: Number(process.hrtime.bigint() - start) / 1e9, memory: 0 };
}

/** Times them once each. */
export async function benchEncryption(bench: string, cli: string): Promise<void> {
  const folder = join(bench, "encryption");
  await mkdir(join(folder, "definitions"), { recursive: true });
  await mkdir(join(folder, "roles"));
  await writeFile(join(folder, "drizzle.config.ts"), CONFIG);
  const { url } = await ensureLocalServer(folder);
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const dwh = (...args: readonly string[]) => time(process.execPath, [cli, ...args], folder);
  const revision = async (isEncrypted: boolean, ...flags: readonly string[]) => {
    await writeFile(join(folder, "definitions/info.ts"), definitions(isEncrypted));
    await dwh("revision", "-m", `encrypted ${isEncrypted}`, ...flags);
  };
  try {
    await revision(false);
    await dwh("upgrade");
    await sql.unsafe(`INSERT INTO "BENCH".info SELECT n, 'somebody' || n || '@example.org' FROM generate_series(1, ${ROWS}) n;
      INSERT INTO "BENCH".keys SELECT id, gen_random_bytes(32) FROM "BENCH".info;
      CREATE TABLE "BENCH".plain AS SELECT id, email FROM "BENCH".info`);
    const reference = await timed(() => sql.unsafe(REFERENCE));
    await sql.unsafe(`DROP TABLE "BENCH".plain`);
    await revision(true);
    const beside = "one ALTER TABLE, one key";
    report("a million rows encrypted", beside, { ours: await dwh("upgrade"), reference }, "");
    report("a million rows decrypted", beside, { ours: await dwh("downgrade", "--", "-1"), reference }, "");
    await dwh("upgrade");
    await revision(false, "--online");
    report("a million rows decrypted in batches", beside, { ours: await dwh("upgrade"), reference }, "");
    report(
      "a million rows encrypted in batches",
      beside,
      { ours: await dwh("downgrade", "--", "-1"), reference },
      "",
    );
  } finally {
    await sql.end();
    await stopLocalServer(folder);
  }
}
