import { randomBytes } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { cp, mkdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { transaction } from "../../scripts/database/connect/transaction.ts";
import { loadMigration } from "../../scripts/declarations/code/load-migration.ts";
import { loadRevisions, type Revision, readRevisions } from "../../scripts/migrations/folder.ts";
import type { Diagnostic } from "../../scripts/model/diagnostic.ts";
import { type Move, migrate } from "../../scripts/move/migrate.ts";
import { printedMove } from "../../scripts/move/printed-move.ts";
import { CODE_SCAFFOLD } from "../../scripts/revise/code-scaffold.ts";
import { verifyRevision } from "../../scripts/revise/verify-revision.ts";
import { runMigration } from "../../scripts/sources/migration-run.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { type ByHand, reviseByHand } from "../support/draft.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";
import { refusalOf } from "../support/refusal.ts";

const env = `co${randomBytes(4).toString("hex")}`;

const definitions = (
  columns: string,
) => `import { integer, jsonb, pgSchema, text } from "drizzle-orm/pg-core";
export const s = pgSchema("S");
export const t = s.table("t", { id: integer().primaryKey(), name: text(), more: jsonb()${columns} });
`;

/** Fills a column between the statement that adds it and the one that wants values, for what SQL cannot say. */
const CODE = `import { createHash } from "node:crypto";
import type { MigrationContext, MigrationSql } from "dwh-definitions";

const table = ["S", "t"];
export async function up(sql: MigrationSql, { variables, run, log }: MigrationContext): Promise<void> {
  const rows = await sql<{ id: number; name: string }>\`SELECT id, name FROM \${sql.identifier(...table)} ORDER BY id\`;
  for (const { id, name } of rows) {
    const hash = createHash("sha256").update(name ?? "").digest("hex");
    const { count } = await sql\`UPDATE \${sql.identifier(...table)} SET hash = \${hash}, more = \${sql.json([variables.env, null])}
      WHERE id = ANY (\${[id]})\`;
    if (count !== 1) throw new Error("not one row");
  }
  log(\`\${rows.length} rows in \${run}\`);
}

export async function down(sql: MigrationSql) {
  await sql.unsafe("UPDATE \\"S\\".t SET more = $1 WHERE hash IS NOT NULL", [{ back: true }]);
}
`;

let project: Project;
let coded: Revision;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;

beforeAll(async () => {
  project = await makeProject({ "definitions/s.ts": definitions("") }, [env]);
  await revise(project, "first", { proof: false });
  await writeFiles(project.root, { "definitions/s.ts": definitions(", hash: text().notNull()") });
  coded = await reviseByHand(project, "hashes", {
    "migration.sql": `ALTER TABLE "S"."t" ADD COLUMN "hash" text;
-- run migration.ts
ALTER TABLE "S"."t" ALTER COLUMN "hash" SET NOT NULL;
`,
    "migration.ts": CODE,
  });
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
});
afterAll(async () => {
  await sql.end();
  await database.drop();
  await removeProject(project.root);
});

const move = (direction: Move["direction"], to: string, more: Partial<Move> = {}) =>
  migrate(project, target(database.url, { env }), { direction, to, destructive: "everything", ...more });

const rows = async () => [...(await sql.unsafe(`SELECT * FROM "S".t ORDER BY id`))];

/** The first of what it is refused for. */
async function refusedFor(work: Promise<unknown>): Promise<Diagnostic> {
  const { diagnostics } = await refusalOf(work);
  return diagnostics[0] as Diagnostic;
}

test("it runs where the script says, up and down, and is rolled back by a dry run", async () => {
  await move("up", "1");
  await sql.unsafe(`INSERT INTO "S".t VALUES (1, 'a'), (2, 'b')`);
  const tried = await move("up", "head", { dryRun: true });
  expect(tried.moved[0]?.notices).toContain("LOG: 2 rows in dry run");
  expect(Object.keys((await rows())[0] ?? {})).not.toContain("hash");
  const done = await move("up", "head");
  expect(done.moved[0]?.notices).toContain("LOG: 2 rows in move");
  const [first] = await rows();
  expect(first).toMatchObject({ more: [env, null], hash: expect.stringMatching(/^ca978112ca1b/) });
  await move("down", "-1");
  expect(await rows()).toEqual([
    { id: 1, name: "a", more: { back: true } },
    { id: 2, name: "b", more: { back: true } },
  ]);
});

test("its folder, its review and verify say that nobody vouches for it, other runners stop at the guard", async () => {
  const review = readFileSync(join(coded.folder, "review.md"), "utf8");
  expect(review).toContain("- `migration.ts` runs in the same transaction\n");
  expect(coded.migration).toMatch(/^-- under any other runner\nDO .*runs its migration\.ts/);
  const verified = await verifyRevision(project, await loadRevisions(project.config.out), coded);
  expect(verified.problems).toEqual([]);
  expect(verified.notVouched).toContain("migration.ts: runs code");
  const printed = await refusedFor(
    printedMove(project, target(database.url, { env }), { direction: "up", to: "head" }),
  );
  expect(printed).toMatchObject({
    code: "code-not-printed",
    at: { file: join(coded.folder, "migration.ts") },
  });
});

test("an edited file is refused as edited SQL is, and one that no revision has", async () => {
  const file = join(coded.folder, "migration.ts");
  await writeFile(file, CODE.replace("sha256", "sha512"));
  expect(await refusedFor(move("up", "head"))).toMatchObject({ code: "revision-changed", at: { file } });
  await rm(file);
  expect(await refusedFor(move("up", "head"))).toMatchObject({ code: "revision-changed", at: { file } });
  await writeFile(file, CODE.replaceAll("\n", "\r\n"));
  expect((await readRevisions(project.config.out)).diagnostics).toEqual([]);
  await writeFile(file, CODE);
  const [first] = await loadRevisions(project.config.out);
  const added = join(first?.folder ?? "", "migration.ts");
  await cp(file, added);
  const { diagnostics } = await readRevisions(project.config.out);
  expect(diagnostics).toMatchObject([{ code: "code-unknown", at: { file: added } }]);
  await rm(added);
});

/** Its functions, of which only this matters. */
const up = (body: string) =>
  `import type { MigrationSql } from "dwh-definitions";\nexport async function up(sql: MigrationSql) {\n  ${body}\n}\n`;

const FAILURES: readonly (readonly [what: string, text: string, expected: object])[] = [
  [
    "throws",
    up('const rows = await sql`SELECT 1`;\n  if (rows.length > 0) throw new TypeError("no\\n  at all");'),
    { code: "code-failed", message: "migration.ts: TypeError: no", at: { line: 4 } },
  ],
  ["gives false", up("return false;"), { code: "code-failed", message: "migration.ts: up() returned false" }],
  [
    "is refused by PostgreSQL",
    up('await sql`INSERT INTO ${sql.identifier("S", "t")} (name, id) VALUES (${"c"}, ${null})`;'),
    {
      code: "code-failed",
      message: expect.stringContaining("migration.ts: PostgreSQL says ERROR 23502"),
      excerpt: 'INSERT INTO "S"."t" (name, id) VALUES ($1, $2)',
      at: { line: 3 },
    },
  ],
  [
    "goes on behind what PostgreSQL refused",
    up('await sql.unsafe("DELETE FROM \\"S\\".t");\n  await sql`SELECT 1 / 0`.catch(() => {});'),
    { code: "code-failed", message: expect.stringContaining("22012"), at: { line: 4 } },
  ],
  [
    "does not wait",
    up("void sql`SELECT pg_sleep(0.1)`;"),
    { message: expect.stringContaining("a statement is not awaited"), at: { line: 3 } },
  ],
  [
    "would end the transaction",
    up('await sql.unsafe("SELECT 1; COMMIT");'),
    { message: "migration.ts: COMMIT cannot stand in a revision", at: { line: 3 } },
  ],
  ["does not compile", "export const up = (;", { code: "compile-error", at: { line: 1 } }],
  ["has no up", "export const down = () => {};", { code: "code-shape" }],
  [
    "imports definitions",
    'import { s } from "../../definitions/s.ts";\nexport const up = () => void s;',
    { code: "code-imports", message: expect.stringContaining("definitions/s.ts") },
  ],
];

const ABOUT = {
  revision: "none",
  direction: "up",
  run: "move",
  target: "test",
  variables: {},
  serverMajor: 18,
} as const;

test("a failure is told at its line, and of what it did nothing stays", async () => {
  const file = join(project.root, ".dwh/draft/migration.ts");
  await mkdir(dirname(file), { recursive: true });
  const before = await rows();
  for (const [what, text, { at, ...expected }] of FAILURES as readonly [string, string, { at?: object }][]) {
    const work = loadMigration(project.root, { file, text }).then((loaded) =>
      transaction(sql, (tx) => runMigration(tx, loaded, ABOUT)),
    );
    expect([what, await refusedFor(work)]).toEqual([
      what,
      expect.objectContaining({ ...expected, at: expect.objectContaining({ file, ...at }) }),
    ]);
  }
  expect(await rows()).toEqual(before);
});

test.each<readonly [string, ByHand, string]>([
  ["without a file", { "migration.sql": "-- run migration.ts\nSELECT 1;\n" }, "no migration.ts beside it"],
  [
    "twice",
    {
      "migration.sql": "-- run migration.ts\nSELECT 1;\n-- run migration.ts\nSELECT 2;\n",
      "migration.ts": up(""),
    },
    "for the second time",
  ],
  [
    "under a condition",
    { "migration.sql": "-- run migration.ts\n-- when server >= 17\nSELECT 1;\n", "migration.ts": up("") },
    "under a condition",
  ],
  [
    "beside steps",
    { "migration.sql": 'CREATE INDEX CONCURRENTLY "i" ON "S"."t" ("name");\n', "migration.ts": up("") },
    "is one transaction",
  ],
])("a place is refused: %s", async (_, byHand, words) => {
  const found = await refusedFor(reviseByHand(project, "a place", byHand, { proof: false }));
  expect(found).toMatchObject({ code: "code-place", message: expect.stringContaining(words) });
});

test("what fails on a database is rolled back, stands in the log, and is the file's line", async () => {
  const body = `if ((await sql\`SELECT FROM "S".t\`).length !== 2) throw new Error("not two rows");`;
  const written = await reviseByHand(
    project,
    "fails",
    { "migration.sql": "SELECT 1;\n", "migration.ts": up(body) },
    { proof: false },
  );
  await sql.unsafe(`DELETE FROM "S".t WHERE id = 2`);
  const found = await refusedFor(move("up", "head"));
  expect(found).toMatchObject({
    code: "code-failed",
    message: expect.stringContaining("migration.ts: not two rows"),
    at: { file: join(written.folder, "migration.ts"), line: 3 },
  });
  const [last] = await sql.unsafe("SELECT * FROM drizzle.__drizzle_migrations_log ORDER BY id DESC LIMIT 1");
  expect(last).toMatchObject({
    revision: written.name,
    outcome: "failed",
    problem: "code-failed: migration.ts: not two rows",
  });
  expect(await sql.unsafe("SELECT name FROM drizzle.__drizzle_migrations")).toHaveLength(2);
  await rm(written.folder, { recursive: true });
});

test("the scaffold is what it can begin with", async () => {
  const text = CODE_SCAFFOLD;
  const written = await reviseByHand(project, "nothing yet", { "migration.ts": text });
  expect(existsSync(join(written.folder, "migration.ts"))).toBe(true);
});
