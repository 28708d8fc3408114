import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { rememberedVariables } from "../../scripts/database/apply/history-table.ts";
import { readHalfDone } from "../../scripts/database/apply/step-record.ts";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { transaction } from "../../scripts/database/connect/transaction.ts";
import type { Revision } from "../../scripts/migrations/folder.ts";
import type { Diagnostic } from "../../scripts/model/diagnostic.ts";
import { stepWords } from "../../scripts/move/half-done.ts";
import { type Move, migrate } from "../../scripts/move/migrate.ts";
import { MOST_BATCHES, proofCode } from "../../scripts/prove/script-code.ts";
import { historyTable } from "../../scripts/sources/history-place.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { removeProject } from "../support/cluster.ts";
import { type ByHand, reviseByHand } from "../support/draft.ts";
import { type OwnedDatabase, ownedDatabase } from "../support/owned-database.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";
import { refusalOf } from "../support/refusal.ts";

const env = `ba${randomBytes(4).toString("hex")}`;
const deployer = `deployer_${env}`;

const definitions = (column: string) => `import { integer, pgSchema } from "drizzle-orm/pg-core";
export const s = pgSchema("S");
export const t = s.table("t", { id: integer().primaryKey(), back: integer()${column} });
`;

/** A role that may do something with the column. */
const roles = (more: string) => `roles:
  "\${env}_reader":
    grants: [{ privileges: [USAGE], schemas: S }, { privileges: SELECT, tables: S.* }${more}]
`;

/** Both ways change a row by what it holds: of a row that is changed twice one can see it. */
const CODE = `import type { BatchContext, MigrationBatches, MigrationSql } from "dwh-definitions";

const table = ["S", "t"];
async function change(sql: MigrationSql, set: string, { after = 0, reached }: BatchContext<number>) {
  const rows = await sql.unsafe<{ id: number }>(
    \`UPDATE "S".t SET \${set} WHERE id IN (SELECT id FROM "S".t WHERE id > $1 AND id <= $2 ORDER BY id LIMIT 100) RETURNING id\`,
    [after, reached ? (reached.after ?? 0) : 2000000000],
  );
  return { rows: rows.count, after: Math.max(...rows.map(({ id }) => id)) };
}

export const batches: MigrationBatches<number> = {
  async up(sql, context) {
    const done = await change(sql, "n = coalesce(n, 0) + id", context);
    context.log(\`\${context.rows} rows before batch \${context.batch} in \${context.run}\`);
    return done;
  },
  down: (sql, context) => change(sql, "back = coalesce(back, 0) + n", context),
};
`;

const MIGRATION = `ALTER TABLE "S"."t" ADD COLUMN "n" integer;
-- run batches
ALTER TABLE "S"."t" ALTER COLUMN "n" SET NOT NULL;`;

let project: Project;
let filled: Revision;
let database: OwnedDatabase;
let admin: Sql;
let url: string;

beforeAll(async () => {
  project = await makeProject({ "definitions/s.ts": definitions(""), "roles/r.yaml": roles("") }, [env]);
  await revise(project, "first", { proof: false });
  await writeFiles(project.root, {
    "definitions/s.ts": definitions(", n: integer().notNull()"),
    "roles/r.yaml": roles(", { privileges: UPDATE, tables: S.t, columns: [n] }"),
  });
  filled = await reviseByHand(project, "filled", {
    "migration.sql": (text) => text.replace(/ALTER TABLE[^;]*;/, MIGRATION),
    "down.sql": (text) => text.replace(/(?=ALTER TABLE)/, "-- run batches\n"),
    "migration.ts": CODE,
  });
  database = await ownedDatabase(deployer);
  admin = await connect(database.url);
  url = database.asDeployer;
});
afterAll(async () => {
  await admin.end();
  await database.drop();
  const cluster = await connect(inject("adminUrl"));
  await cluster.unsafe(`DROP ROLE ${env}_reader`);
  await cluster.end();
  await removeProject(project.root);
});

const move = (direction: Move["direction"], to: string, more: Partial<Move> = {}) =>
  migrate(project, target(url, { env }), { direction, to, destructive: "everything", ...more });

/** The first of what it is refused for. */
async function refusedFor(work: Promise<unknown>): Promise<Diagnostic> {
  const { diagnostics } = await refusalOf(work);
  return diagnostics[0] as Diagnostic;
}

/** How many rows a condition holds for. */
async function count(condition: string): Promise<number> {
  const [row] = await admin.unsafe(`SELECT count(*)::int AS count FROM "S".t WHERE ${condition}`);
  return row?.count;
}

/** Rows anew, of which one refuses to be changed until {@link mend}. */
async function fill(refusing: number): Promise<void> {
  await admin.unsafe(`TRUNCATE "S".t; INSERT INTO "S".t SELECT n FROM generate_series(1, 1000) n`);
  await admin.unsafe(`CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE 'not this row'; END $$;
    CREATE TRIGGER refuse BEFORE UPDATE ON "S".t FOR EACH ROW WHEN (OLD.id = ${refusing}) EXECUTE FUNCTION public.refuse()`);
}
const mend = () => admin.unsafe("DROP FUNCTION public.refuse() CASCADE");

/** Where it stands, as `info` says it. */
async function standing(): Promise<string> {
  const half = await readHalfDone(admin, historyTable(project, { variables: {} }));
  return half ? stepWords(half) : "whole";
}

test("they commit as they go; what stops goes on behind the last, and changes no row twice", async () => {
  await move("up", "1");
  await fill(450);
  const found = await refusedFor(move("up", "head"));
  expect(found).toMatchObject({
    code: "code-failed",
    message: expect.stringContaining("not this row"),
    at: { file: join(filled.folder, "migration.ts"), line: 5 },
    help: expect.stringContaining("is half done: step 1 of 3 of the way up, and 4 batches of 400 rows"),
  });
  expect(await count("n = id")).toBe(400);
  expect(await standing()).toBe("step 1 of 3 of the way up, and 4 batches of 400 rows");
  await mend();
  const said: string[] = [];
  const { moved } = await move("up", "head", { onStep: (text) => void said.push(text) });
  expect(moved[0]?.notices).toContain("LOG: 400 rows before batch 5 in move");
  expect(said).toContain(`${filled.name}: step 1 of 3 of the way up, and 5 batches of 500 rows`);
  expect([await count("n = id"), await standing()]).toEqual([1000, "whole"]);
  await move("down", "-1");
  expect([await count("back = id"), await standing()]).toEqual([1000, "whole"]);
});

test("a dry run runs all of them, and keeps nothing", async () => {
  await admin.unsafe(`UPDATE "S".t SET back = NULL`);
  const { moved } = await move("up", "head", { dryRun: true });
  expect(moved[0]?.notices).toContain("LOG: 1000 rows before batch 11 in dry run");
  const columns = await admin.unsafe("SELECT FROM information_schema.columns WHERE table_schema = 'S'");
  expect([columns.length, await standing()]).toEqual([2, "whole"]);
});

test("the way back from their midst is told how far they are, goes on itself, and leaves the rest alone", async () => {
  await fill(450);
  await refusedFor(move("up", "head"));
  await mend();
  await admin.unsafe(`CREATE FUNCTION public.refuse() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE 'not this row'; END $$;
    CREATE TRIGGER refuse BEFORE UPDATE ON "S".t FOR EACH ROW WHEN (OLD.id = 150) EXECUTE FUNCTION public.refuse()`);
  await refusedFor(move("down", "-1"));
  expect(await standing()).toBe("step 1 of 3 of the way back, and 1 batch of 100 rows");
  await mend();
  // Which rows have it, neither way could say.
  expect(await refusedFor(move("up", "head"))).toMatchObject({
    code: "half-done-rows",
    help: expect.stringContaining("Go on with `dwh downgrade`"),
  });
  await move("down", "-1");
  expect([await count("back = id"), await count("back IS NULL"), await standing()]).toEqual([
    400,
    600,
    "whole",
  ]);
  await admin.unsafe(`UPDATE "S".t SET back = NULL`);
  await move("up", "head");
  expect([await count("n = id"), await standing()]).toEqual([1000, "whole"]);
});

test("the run that goes on with it remembers new variables with the revision behind it", async () => {
  await move("down", "-1");
  await fill(450);
  await refusedFor(move("up", "head"));
  await mend();
  await writeFiles(project.root, {
    "definitions/s.ts": definitions(", n: integer().notNull(), more: integer()"),
  });
  await revise(project, "more", { proof: false });
  const variables = { ...project.config.variables, region: ["eu", "us"] };
  const regional = { ...project, config: { ...project.config, variables } };
  await migrate(regional, target(url, { env, region: "eu" }), { direction: "up", to: "head" });
  const remembered = await rememberedVariables(admin, historyTable(project, { variables: {} }));
  expect(remembered).toEqual({ env, region: "eu" });
});

test("the folder says what is committed on its own, and other runners stop at the guard", () => {
  const review = readFileSync(join(filled.folder, "review.md"), "utf8");
  expect(review).toContain("- `migration.ts` runs in batches, each committed on its own\n");
  expect(review).toContain('ALTER COLUMN "n" SET NOT NULL` runs behind batches of migration.ts');
  expect(review).toContain("turned round at");
  expect(filled.migration).toMatch(
    /^-- under any other runner\nDO .*runs its migration\.ts and has statements/,
  );
});

/** Batches of which only the way up matters. */
const up = (body: string) =>
  `import type { MigrationBatches } from "dwh-definitions";\nexport const batches: MigrationBatches = {\n  async up(sql, context) {\n    ${body}\n  },\n};\n`;
const ANALYZE = { "migration.sql": `-- run batches\nANALYZE "S"."t";\n` };

test.each<readonly [what: string, byHand: ByHand, code: string, words: string]>([
  [
    "no line",
    { "migration.ts": up("return 0;") },
    "code-place",
    "migration.sql does not say where `batches.up` runs",
  ],
  [
    "a line without batches",
    { ...ANALYZE, "migration.ts": "export const up = () => {};\n" },
    "code-place",
    "migration.ts exports no `batches.up`",
  ],
  ["a line without a file", ANALYZE, "code-place", "no migration.ts beside it"],
  [
    "two lines",
    {
      "migration.sql": `${ANALYZE["migration.sql"]}-- run batches\nSELECT 1;\n`,
      "migration.ts": up("return 0;"),
    },
    "code-place",
    "for the second time",
  ],
  [
    "both kinds",
    { ...ANALYZE, "migration.ts": `${up("return 0;")}export const down = () => {};\n` },
    "code-shape",
    "belong into a revision of their own",
  ],
  [
    "no number",
    { ...ANALYZE, "migration.ts": up("return undefined as never;") },
    "code-failed",
    "it must return how many rows",
  ],
  [
    "a circle",
    { ...ANALYZE, "migration.ts": up("return { rows: 1, after: 1 };") },
    "code-failed",
    "the same `after` as before, 1",
  ],
])("is refused: %s", async (_, byHand, code, words) => {
  const found = await refusedFor(reviseByHand(project, "refused", byHand));
  expect(found).toMatchObject({ code, message: expect.stringContaining(words) });
});

test("a proof does not wait for ever for their end", async () => {
  const loaded = { file: "migration.ts", batches: { up: async () => 1 }, placeOf: () => undefined };
  const { batch } = proofCode({ loaded, revision: "none", direction: "up" }, {}, 18);
  const at = (count: number) => ({ mark: { count, rows: count }, reached: undefined });
  const { mark } = (await transaction(admin, async (tx) => batch?.(tx, at(MOST_BATCHES - 1)))) ?? {};
  expect(mark).toEqual({ count: MOST_BATCHES, rows: MOST_BATCHES });
  const work = transaction(admin, async (tx) => batch?.(tx, at(MOST_BATCHES)));
  expect(await refusedFor(work)).toMatchObject({
    code: "code-failed",
    message: expect.stringContaining("and no end"),
  });
});
