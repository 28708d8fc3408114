import { randomBytes } from "node:crypto";
import { rename } from "node:fs/promises";
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { readHistory } from "../../scripts/database/apply/history-table.ts";
import { connect, withConnection } from "../../scripts/database/connect/connect.ts";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { PreparedRevisions } from "../../scripts/move/prepared-revisions.ts";
import { historyTable } from "../../scripts/sources/history-place.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { moveSeveral } from "../../scripts/terminal/several-targets.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";

const COUNT = 12;
const suffix = randomBytes(4).toString("hex");

const tables = (count: number): string => `import { integer, pgSchema } from "drizzle-orm/pg-core";
export const shop = pgSchema("SHOP");
${Array.from({ length: count }, (_, index) => `export const t${index} = shop.table("t${index}", { id: integer() });`).join("\n")}
`;

let project: Project;
let head: string;
const databases: Awaited<ReturnType<typeof freshDatabase>>[] = [];
const names = Array.from({ length: COUNT }, (_, index) => `shop-${String(index + 1).padStart(2, "0")}`);
const urlOf = (name: string): string => databases[names.indexOf(name)]?.url ?? "";

beforeAll(async () => {
  project = await makeProject({
    "definitions/shop.ts": tables(1),
    "roles/roles.yaml": `roles:
  "many_\${env}_${suffix}":
    grants:
      - { privileges: CONNECT, database: current }
      - { privileges: SELECT, tables: "SHOP.*" }
`,
  });
  await revise(project, "one", { proof: false });
  await writeFiles(project.root, { "definitions/shop.ts": tables(3) });
  await revise(project, "three", { proof: false });
  head = (await loadRevisions(project.config.out)).at(-1)?.name ?? "";
  for (let index = 0; index < COUNT; index++) databases.push(await freshDatabase(inject("adminUrl")));
});
afterAll(async () => {
  for (const { drop } of databases) await drop();
  await withConnection(inject("adminUrl"), (sql) =>
    sql.unsafe(`DROP ROLE IF EXISTS "many_test_${suffix}", "many_prod_${suffix}"`),
  );
  await removeProject(project.root);
});

/** Half of them are of another environment. */
const environment = (name: string) => (names.indexOf(name) % 2 === 0 ? "test" : "prod");

/** Moves all, and gives the exit code and what was said. */
async function moveAll(
  direction: "up" | "down",
  to: string,
  onStep: (name: string, text: string) => Promise<void> | void,
) {
  const prepared = new PreparedRevisions();
  let said = "";
  const out = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    said += text;
    return true;
  });
  const err = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  try {
    const code = await moveSeveral(names, 4, async (name) => {
      const at = target(urlOf(name), { env: environment(name) });
      await onStep(name, "begins");
      return { shown: name, ...(await migrate(project, at, { direction, to, prepared })) };
    });
    return { code, said };
  } finally {
    out.mockRestore();
    err.mockRestore();
  }
}

/** What a database says of itself. */
async function stateOf(name: string) {
  const sql = await connect(urlOf(name));
  try {
    const history = (await readHistory(sql, historyTable(project, { variables: {} }))).at(-1)?.name;
    const role = `many_${environment(name)}_${suffix}`;
    const [row] = await sql`SELECT has_table_privilege(${role}, '"SHOP".t2', 'SELECT') AS reads,
      has_database_privilege(${role}, current_database(), 'CONNECT') AS connects`;
    return { history, ...row };
  } finally {
    await sql.end();
  }
}

test("many databases of one cluster: one that fails stops no other; the folder is read once", async () => {
  const [, , broken = ""] = names;
  await withConnection(urlOf(broken), (sql) => sql.unsafe('CREATE SCHEMA "SHOP"'));
  // The first revision names the database that it runs in: of it nothing is shared but what was read.
  const first = await moveAll("up", "1", () => {});
  expect(first.code).toBe(2);
  const moved = `${project.config.out}-away`;
  let isAway = false;
  // The last to begin finds no folder any more: what is alike was read and prepared by the first.
  const up = await moveAll("up", "head", async (name) => {
    if (name !== names.at(-1)) return;
    await rename(project.config.out, moved);
    isAway = true;
  });
  expect(isAway).toBe(true);
  await rename(moved, project.config.out);
  expect(up.code).toBe(2);
  for (const name of names) {
    const isBroken = name === broken;
    expect(up.said).toMatch(
      new RegExp(`^${name} +${isBroken ? "failed" : `done +1 +${head}`} +\\d+ ms$`, "m"),
    );
    if (!isBroken) expect(await stateOf(name)).toEqual({ history: head, reads: true, connects: true });
  }
  await withConnection(urlOf(broken), (sql) => sql.unsafe('DROP SCHEMA "SHOP"'));
  const again = await moveAll("up", "head", () => {});
  expect(again.code).toBe(0);
  expect(again.said).toMatch(new RegExp(`^${broken} +done +2 +${head}`, "m"));
  const back = await moveAll("down", "base", () => {});
  expect(back.code).toBe(0);
  // The last database of each environment took the role along.
  await withConnection(inject("adminUrl"), async (sql) =>
    expect(await sql`SELECT rolname FROM pg_roles WHERE rolname LIKE ${`many_%_${suffix}`}`).toEqual([]),
  );
});
