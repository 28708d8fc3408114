/** Three branches merged, joined, made again and made one, in a real git repository, and what databases make of it. */
import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { mergeHeads } from "../../scripts/branches/merge-heads.ts";
import { rebase } from "../../scripts/branches/rebase-revisions.ts";
import { squash } from "../../scripts/branches/squash-revisions.ts";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { catalogShape } from "../../scripts/database/inspect/shape.ts";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import { historyProblems } from "../../scripts/migrations/history-problems.ts";
import { headsOf } from "../../scripts/migrations/lineage.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { agree } from "../../scripts/revise/plan-revision.ts";
import { verifyRevision } from "../../scripts/revise/verify-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { type ProjectFiles, target } from "../support/project.ts";
import { branch, commit, git, gitProject, merge, messages } from "./git-project.ts";

const suffix = randomBytes(4).toString("hex");
const env = `test${suffix}`;
const deployer = `deployer_${suffix}`;

const HEAD = 'import { integer, varchar } from "drizzle-orm/pg-core";\nimport { s } from "./s.ts";\n';
const table = (name: string, columns: string, more = "") =>
  `${HEAD}${more}export const ${name} = s.table("${name}", { id: integer().primaryKey()${columns} });\n`;
const BASE: ProjectFiles = {
  "definitions/s.ts": 'import { pgSchema } from "drizzle-orm/pg-core";\nexport const s = pgSchema("S");\n',
  "definitions/t.ts": table("t", ", n: varchar({ length: 20 })"),
  "definitions/k.ts": table("k", ", kept: integer()"),
  "roles/r.yaml": 'roles:\n  "${env}_reader": {}\n',
};
const READS = 'grants:\n  - { to: "${env}_reader", privileges: [SELECT], tables: S.* }\n';
const WRITER =
  'roles:\n  "${env}_writer": {}\ngrants:\n  - { to: "${env}_writer", privileges: [INSERT, UPDATE], tables: S.k }\n';

type Database = Awaited<ReturnType<typeof freshDatabase>> & { readonly asDeployer: string };

let project: Project;
let admin: Sql;
const databases: Database[] = [];

beforeAll(async () => {
  admin = await connect(inject("adminUrl"));
  await admin.unsafe(`CREATE ROLE ${deployer} LOGIN CREATEROLE PASSWORD 'p'`);
  project = await gitProject(BASE, [env, `prod${suffix}`]);
});
afterAll(async () => {
  for (const database of databases) await database.drop();
  const rows = await admin.unsafe(
    `SELECT rolname FROM pg_roles WHERE strpos(rolname, '${suffix}') > 0 ORDER BY rolname = '${deployer}'`,
  );
  for (const { rolname } of rows) await admin.unsafe(`DROP OWNED BY "${rolname}"; DROP ROLE "${rolname}"`);
  await admin.end();
  await removeProject(project.root);
});

/** A database of which the deployer, who is no superuser, is the owner. */
async function makeDatabase(): Promise<Database> {
  const database = await freshDatabase(inject("adminUrl"));
  const url = new URL(database.url);
  await admin.unsafe(`ALTER DATABASE "${url.pathname.slice(1)}" OWNER TO ${deployer}`);
  url.username = deployer;
  url.password = "p";
  databases.push({ ...database, asDeployer: url.href });
  return { ...database, asDeployer: url.href };
}

const short = (name: string) => name.slice(15);

async function move({ asDeployer }: Database, direction: "up" | "down", to: string): Promise<string[]> {
  const { moved } = await migrate(project, target(asDeployer, { env }), {
    direction,
    to,
    destructive: "everything",
  });
  return moved.map(({ name }) => short(name));
}

async function on<Result>({ url }: Database, work: (sql: Sql) => Promise<Result>): Promise<Result> {
  const sql = await connect(url);
  return work(sql).finally(() => sql.end());
}

const fill = (database: Database) =>
  on(database, (sql) =>
    sql.unsafe(`INSERT INTO "S".t SELECT i, 'row ' || i FROM generate_series(1, 50) i;
      INSERT INTO "S".k SELECT i, i FROM generate_series(1, 50) i`),
  );
const shape = (database: Database) =>
  on(database, (sql) => catalogShape(sql, { roles: (role) => role.includes(suffix) && role !== deployer }));

/** One head, as it was written, what is declared, and each revision, of whatever came of it, does what it says. */
async function expectProved(): Promise<void> {
  const all = await loadRevisions(project.config.out);
  expect(headsOf(all)).toHaveLength(1);
  expect(historyProblems(all)).toEqual([]);
  expect((await agree(await readSources(project))).agrees).toBe(true);
  for (const revision of all) expect((await verifyRevision(project, all, revision)).problems).toEqual([]);
}

test("every order in which databases get the revisions comes to the same", async () => {
  await branch(project, "a", [
    { files: { "roles/a.yaml": READS } },
    { files: { "definitions/a.ts": table("a", "") } },
  ]);
  await branch(project, "b", [
    { files: { "definitions/k.ts": table("k", ", kept: integer(), m: integer().notNull().default(7)") } },
    { files: { "roles/b.yaml": WRITER } },
  ]);
  await branch(project, "c", [
    {
      files: { "definitions/t.ts": table("t", ", label: varchar({ length: 20 })") },
      renames: ["S.t.n=S.t.label"],
    },
    {
      files: {
        "definitions/c.ts": table(
          "c",
          ", t: integer().references(() => t.id)",
          'import { t } from "./t.ts";\n',
        ),
      },
    },
  ]);

  // On branch b somebody tries it; main's database has base and then a.
  const [ofMain, ofB] = [await makeDatabase(), await makeDatabase()];
  git(project.root, "checkout", "-q", "b");
  await move(ofB, "up", "head");
  await fill(ofB);
  git(project.root, "checkout", "-q", "main");
  await move(ofMain, "up", "head");
  await fill(ofMain);
  merge(project, "a");
  expect(await move(ofMain, "up", "head")).toEqual(["a_1", "a_2"]);

  // b is applied somewhere: it is joined, not made again.
  git(project.root, "checkout", "-q", "b");
  merge(project, "main");
  await mergeHeads(project);
  commit(project.root, "joined");
  expect(await move(ofB, "up", "head")).toEqual(["a_1", "a_2", "merge_a_2_and_b_2"]);
  git(project.root, "checkout", "-q", "main");
  merge(project, "b");
  expect(await move(ofMain, "up", "head")).toEqual(["b_1", "b_2", "merge_a_2_and_b_2"]);
  expect(await shape(ofB)).toEqual(await shape(ofMain));

  // c is applied nowhere: it is made again behind the others, and then one.
  git(project.root, "checkout", "-q", "c");
  merge(project, "main");
  expect(headsOf(await loadRevisions(project.config.out))).toHaveLength(2);
  const { moved, agrees } = await rebase(project);
  expect(moved.map(({ to = "" }) => short(to))).toEqual(["c_1", "c_2"]);
  expect(agrees).toBe(true);
  commit(project.root, "behind main");
  expect(await squash(project, { message: "c" })).toMatchObject({ kind: "written" });
  await expectProved();
  commit(project.root, "one");
  git(project.root, "checkout", "-q", "main");
  merge(project, "c");
  expect((await messages(project)).at(-1)).toBe("c");

  // Whatever was first, with rows or from nothing.
  const anew = await makeDatabase();
  expect(await move(ofMain, "up", "head")).toEqual(["c"]);
  expect(await move(ofB, "up", "head")).toEqual(["c"]);
  expect(await move(anew, "up", "head")).toHaveLength(7);
  const expected = await shape(ofMain);
  expect(await shape(ofB)).toEqual(expected);
  expect(await shape(anew)).toEqual(expected);
  for (const database of [ofMain, ofB]) {
    const [row] = await on(database, (sql) =>
      sql.unsafe(
        'SELECT count(*)::int AS rows, min(label) AS label, (SELECT sum(m)::int FROM "S".k) AS m FROM "S".t',
      ),
    );
    expect(row).toEqual({ rows: 50, label: "row 1", m: 350 });
  }
  for (const database of [ofB, ofMain, anew]) await move(database, "down", "base");
});
