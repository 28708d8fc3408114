import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import { bootstrap } from "../../scripts/move/bootstrap-script.ts";
import { type Move, migrate } from "../../scripts/move/migrate.ts";
import { printedMove } from "../../scripts/move/printed-move.ts";
import { verifyRevision } from "../../scripts/revise/verify-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import type { Target } from "../../scripts/sources/target.ts";
import { removeProject } from "../support/cluster.ts";
import { reviseByHand } from "../support/draft.ts";
import { type OwnedDatabase, ownedDatabase } from "../support/owned-database.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";
import { refusalOf } from "../support/refusal.ts";

const suffix = randomBytes(4).toString("hex");
const env = `el${suffix}`;
const deployer = `deployer_${suffix}`;
const elevated = `admin_${suffix}`;
const role = (name: string) => `"\${env}_${name}"`;

const definitions = (tables: string) => `import { integer, pgSchema } from "drizzle-orm/pg-core";
export const s = pgSchema("S");
export const t = s.table("t", { id: integer() });
${tables}`;

/** Nobody but a superuser makes a function in an untrusted language. */
const UNTRUSTED = `-- as elevated
CREATE FUNCTION "S"."pid"() RETURNS integer LANGUAGE internal AS 'pg_backend_pid';
INSERT INTO "S"."t" VALUES (1);
`;

let project: Project;
let database: OwnedDatabase;
let admin: Sql;
let url: string;

beforeAll(async () => {
  database = await ownedDatabase(deployer);
  admin = await connect(database.url);
  url = database.asDeployer;
  project = await makeProject(
    {
      "definitions/s.ts": definitions(""),
      "roles/r.yaml": `roles: { ${role("reader")}: {}, ${role("owner")}: {} }
grants: [{ to: ${role("reader")}, privileges: SELECT, tables: S.* }]
`,
    },
    [env],
  );
  await revise(project, "first", { proof: false });
  await reviseByHand(project, "a function", {
    "migration.sql": UNTRUSTED,
    "down.sql": `DELETE FROM "S"."t";\n-- as elevated\nDROP FUNCTION "S"."pid"();\n`,
  });
  await writeFiles(project.root, {
    "definitions/s.ts": definitions(`export const made = s.table("made", { id: integer() });
export const given = s.table("given", { id: integer() });`),
    "roles/owner.yaml": `owners: [{ owner: ${role("owner")}, tables: S.given }]\n`,
  });
  await reviseByHand(project, "tables", {
    "migration.sql": (text) => text.replaceAll("CREATE TABLE", "-- as elevated\nCREATE TABLE"),
  });
});
afterAll(async () => {
  await migrate(project, target(database.url, { env }), { direction: "down", to: "base" }).catch(() => {});
  await admin.end();
  await database.drop();
  const root = await connect(inject("adminUrl"));
  await root.unsafe(`DROP ROLE IF EXISTS ${elevated}`);
  await root.end();
  await removeProject(project.root);
});

const asDeployer = (elevatedRole?: string): Target => ({
  ...target(url, { env }),
  ...(elevatedRole !== undefined && { elevatedRole }),
});

const move = (to: Target, direction: Move["direction"], revision: string) =>
  migrate(project, to, { direction, to: revision });

test("review and the guard say what only our runner does", async () => {
  const [, second] = await loadRevisions(project.config.out);
  const review = readFileSync(join(second?.folder ?? "", "review.md"), "utf8");
  expect(review).toContain("## Runs as the target's elevated role, which owns what it makes\n");
  expect(review).toContain('- migration.sql: `CREATE FUNCTION "S"."pid"()');
  expect(review).toContain('- down.sql: `DROP FUNCTION "S"."pid"()');
  expect(second?.migration).toMatch(/^-- under any other runner\nDO .*has statements of an elevated role/);
  await expect(admin.unsafe(second?.migration.split("--> statement-breakpoint")[0] ?? "")).rejects.toThrow(
    "no other program can apply it",
  );
  const all = await loadRevisions(project.config.out);
  for (const revision of all.slice(1))
    expect((await verifyRevision(project, all, revision)).problems).toEqual([]);
});

test("without the role nothing is sent: the statement and the key of the target are named", async () => {
  await move(asDeployer(), "up", "1");
  const unnamed = await refusalOf(move(asDeployer(), "up", "head"));
  expect(unnamed.diagnostics[0]).toMatchObject({
    code: "elevated-role-missing",
    at: { line: 5, column: 1 },
    excerpt: expect.stringContaining('CREATE FUNCTION "S"."pid"()'),
    help: expect.stringContaining("`targets.test.elevatedRole`"),
  });
  const unknown = await refusalOf(move(asDeployer(elevated), "up", "head"));
  expect(unknown.diagnostics.map(({ code }) => code)).toEqual([
    "elevated-role-missing",
    "elevated-role-missing",
  ]);
  expect(unknown.message).toContain(`the role ${elevated} is not on this server`);
  await admin.unsafe(`CREATE ROLE ${elevated} SUPERUSER`);
  const closed = await refusalOf(move(asDeployer(elevated), "up", "head"));
  expect(closed.message).toContain(`${deployer} must be a member of ${elevated}`);
  const rows = await admin.unsafe("SELECT name FROM drizzle.__drizzle_migrations");
  expect(rows).toHaveLength(1);
});

test("what bootstrap prints is enough; the role runs what is elevated, and nothing else", async () => {
  const { sql, beyond } = await bootstrap(project, asDeployer(elevated));
  expect(beyond).toEqual([]);
  expect(sql).toHaveLength(1);
  for (const statement of sql) await admin.unsafe(statement);
  await move(asDeployer(elevated), "up", "head");
  const owners = await admin.unsafe(`
    SELECT relname AS name, pg_get_userbyid(relowner) AS owner FROM pg_class
    WHERE relnamespace = '"S"'::regnamespace
    UNION ALL SELECT proname, pg_get_userbyid(proowner) FROM pg_proc
    WHERE pronamespace = '"S"'::regnamespace ORDER BY name`);
  expect(owners.map(({ name, owner }) => [name, owner])).toEqual([
    ["given", `${env}_owner`],
    ["made", elevated],
    ["pid", elevated],
    ["t", deployer],
  ]);
  const [row] =
    await admin.unsafe(`SELECT bool_and(has_table_privilege('${env}_reader', oid, 'SELECT')) AS may
    FROM pg_class WHERE relnamespace = '"S"'::regnamespace`);
  expect(row?.may).toBe(true);
});

test("the way back runs as elevated too, and as a superuser without any role", async () => {
  await move(asDeployer(elevated), "down", "1");
  expect(await admin.unsafe(`SELECT FROM pg_proc WHERE proname = 'pid'`)).toHaveLength(0);
  await move(target(database.url, { env }), "up", "2");
  await move(asDeployer(elevated), "down", "1");
});

test("--sql prints who runs it", async () => {
  const printed = await printedMove(project, asDeployer(elevated), { direction: "up", to: "2" });
  expect(printed).toContain(
    `SET LOCAL ROLE "${elevated}";\nCREATE FUNCTION "S"."pid"() RETURNS integer LANGUAGE internal AS 'pg_backend_pid';\nRESET ROLE;`,
  );
  expect(await printedMove(project, asDeployer(), { direction: "up", to: "2" })).toContain(
    "targets.NAME.elevatedRole names no role",
  );
});

test("what runs in no transaction cannot be elevated", async () => {
  const found = await refusalOf(
    reviseByHand(project, "apart", {
      "migration.sql": '-- as elevated\nCREATE INDEX CONCURRENTLY "i" ON "S"."t" ("id");\n',
      "down.sql": 'DROP INDEX "S"."i";\n',
    }),
  );
  expect(found.diagnostics[0]).toMatchObject({ code: "statement-not-allowed", at: { line: 2, column: 1 } });
});
