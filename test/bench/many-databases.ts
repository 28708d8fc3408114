/**
 * A hundred databases of one cluster, upgraded by one command and by a hundred. Roles are of the cluster: revisions
 * that change some run one after the other, so the role stands in a revision of its own, which is not timed.
 */
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { ensureLocalServer, stopLocalServer } from "../../scripts/database/servers/local-server.ts";
import { rows, type Sample, time } from "./measure.ts";

const COUNT = 100;
const ROOT = join(import.meta.dirname, "../..");

const names = Array.from({ length: COUNT }, (_, index) => `shop-${String(index + 1).padStart(3, "0")}`);
const variableOf = (name: string): string => `${name.replace("-", "_").toUpperCase()}_URL`;

const tables = (count: number): string => `import { integer, pgSchema, varchar } from "drizzle-orm/pg-core";
export const shop = pgSchema("SHOP");
${Array.from({ length: count }, (_, index) => `export const t${index} = shop.table("t${index}", { id: integer().primaryKey(), note: varchar() });`).join("\n")}
`;

const ROLES = `roles:
  "\${env}_bench_reader":
    grants: [{ privileges: SELECT, tables: "SHOP.*" }]
`;

const CONFIG = `export default {
  dialect: "postgresql",
  schema: "./definitions/**/*.ts",
  warehouse: {
    variables: { env: ["test"] },
    targets: { ${names.map((name) => `"${name}": { urlFrom: "${variableOf(name)}", variables: { env: "test" } }`).join(",\n")} },
  },
};
`;

/** Of one database, for the table. */
const each = ({ seconds }: Sample): string => `${((seconds / COUNT) * 1000).toFixed(0)} ms each`;

/** Times them once each: a hundred databases are a median of their own. */
export async function benchManyDatabases(bench: string, cli: string): Promise<void> {
  const folder = join(bench, "many-databases");
  await mkdir(join(folder, "definitions"), { recursive: true });
  await mkdir(join(folder, "roles"));
  await symlink(join(ROOT, "node_modules"), join(folder, "node_modules"));
  await writeFile(join(folder, "drizzle.config.ts"), CONFIG);
  await writeFile(join(folder, "roles/roles.yaml"), ROLES);
  const { url } = await ensureLocalServer(folder);
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  const dwh = (...args: readonly string[]) => time(process.execPath, [cli, ...args], folder);
  try {
    const addressOf = (name: string) => Object.assign(new URL(url), { pathname: `/${name}` }).href;
    await writeFile(
      join(folder, ".env"),
      names.map((name) => `${variableOf(name)}=${addressOf(name)}\n`).join(""),
    );
    for (const name of names) await sql.unsafe(`CREATE DATABASE "${name}"`);
    for (const count of [1, 10, 20]) {
      await writeFile(join(folder, "definitions/shop.ts"), tables(count));
      await dwh("revision", "-m", `tables ${count}`, "--no-proof");
    }
    await dwh("upgrade", "1", "--target", "shop-*");
    const alone = { seconds: 0, memory: 0 };
    for (const name of names) alone.seconds += (await dwh("upgrade", "--target", name)).seconds;
    for (const parallel of ["1", "4", "8"]) {
      await dwh("downgrade", "1", "--target", "shop-*", "--parallel", "8");
      const ours = await dwh("upgrade", "--target", "shop-*", "--parallel", parallel);
      const what = `${COUNT} databases, one command, ${parallel} at once: ${each(ours)}`;
      const ratio = (ours.seconds / alone.seconds).toFixed(2);
      const beside = `${COUNT} commands: ${each(alone)}`;
      rows.push([
        what,
        ours.seconds.toFixed(2),
        ours.memory.toFixed(0),
        beside,
        alone.seconds.toFixed(2),
        ratio,
        "",
      ]);
      process.stderr.write(`${what}, ${ratio} times ${beside}\n`);
    }
  } finally {
    await sql.end();
    await stopLocalServer(folder);
  }
}
