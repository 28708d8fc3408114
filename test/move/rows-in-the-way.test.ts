import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { type Move, migrate } from "../../scripts/move/migrate.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";
import { refusalOf } from "../support/refusal.ts";

const definitions = (
  columns: string,
  more = "",
) => `import { integer, pgSchema, text, varchar } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";
export const s = pgSchema("S");
export const t = s.table("t", { id: integer().primaryKey(), ${columns} });
${more}`;

describe("rows in the way of a revision, and rows that its way back destroys", () => {
  let project: Project;
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let sql: Sql;

  beforeEach(async () => {
    database = await freshDatabase(inject("adminUrl"));
    sql = await connect(database.url);
    project = await makeProject({ "definitions/s.ts": definitions("name: text()") }, ["test"]);
    await revise(project, "before", { proof: false });
    await move({ direction: "up", to: "head" });
    await sql.unsafe(
      `INSERT INTO "S".t VALUES (1, 'Ada'), (2, NULL), (3, NULL), (4, 'Éva'), (5, NULL), (6, NULL)`,
    );
  });
  afterEach(async () => {
    await sql.end();
    await database.drop();
    await removeProject(project.root);
  });

  const move = (request: Move) => migrate(project, target(database.url, { env: "test" }), request);
  const refusal = async (request: Move) => {
    const { diagnostics } = await refusalOf(move(request));
    return diagnostics.map(({ code, message }) => `${code}: ${message}`);
  };
  const change = async (columns: string, more = "") => {
    await writeFiles(project.root, { "definitions/s.ts": definitions(columns, more) });
    return revise(project, "after", { proof: false });
  };

  test("rows are counted and shown by their keys before a statement is sent; without them it runs", async () => {
    await change("name: text().notNull()");
    expect(await refusal({ direction: "up", to: "head" })).toEqual([
      "rows-in-the-way: S.t.name becomes NOT NULL: 4 rows of S.t are in the way, such as (id = 2), (id = 3), (id = 5)",
    ]);
    // Not looked at, PostgreSQL itself refuses.
    expect((await refusal({ direction: "up", to: "head", lookedAt: "none" }))[0]).toContain(
      "statement-failed",
    );
    await sql.unsafe(`UPDATE "S".t SET name = '?' WHERE name IS NULL`);
    const { moved } = await move({ direction: "up", to: "head" });
    expect(moved.map(({ notChecked }) => notChecked)).toEqual([[]]);
  });

  test("keys of something sensitive are not shown", async () => {
    await change("name: text().notNull()", "annotate(t, { sensitive: true });\n");
    await sql.unsafe(`TRUNCATE "S".t`);
    await move({ direction: "up", to: "head" });
    await change("name: text()", "annotate(t, { sensitive: true });\n");
    await move({ direction: "up", to: "head" });
    await sql.unsafe(`INSERT INTO "S".t VALUES (7, NULL)`);
    expect(await refusal({ direction: "down", to: "-1" })).toEqual([
      "rows-in-the-way: S.t.name becomes NOT NULL: 1 row of S.t are in the way",
    ]);
  });

  test("a way back that destroys rows needs a word, and none where there are none", async () => {
    await change("name: text(), city: text()");
    await move({ direction: "up", to: "head" });
    await move({ direction: "down", to: "-1" });
    await move({ direction: "up", to: "head" });
    await sql.unsafe(`UPDATE "S".t SET city = 'Wien' WHERE id < 3`);
    expect(await refusal({ direction: "down", to: "-1" })).toEqual([
      "way-back-destroys: the way back drops the column S.t.city: 2 rows of S.t",
    ]);
    await move({ direction: "down", to: "-1", destructive: "everything" });
    expect(await refusal({ direction: "down", to: "base" })).toEqual([
      "way-back-destroys: the way back drops the table S.t: 6 rows of S.t",
    ]);
    await move({ direction: "down", to: "base", destructive: "everything" });
  });

  test("values are cut on the way back only where that is said", async () => {
    await sql.unsafe(`TRUNCATE "S".t`);
    await change("name: varchar({ length: 4 })");
    await move({ direction: "up", to: "head" });
    await change("name: text()");
    await move({ direction: "up", to: "head" });
    await sql.unsafe(`INSERT INTO "S".t VALUES (1, 'Ada'), (2, 'Émilie')`);
    expect((await refusal({ direction: "down", to: "-1" }))[0]).toBe(
      "way-back-destroys: the way back cuts values of S.t.name to character varying(4): 1 row of S.t",
    );
    await move({ direction: "down", to: "-1", destructive: "everything" });
    expect((await sql.unsafe(`SELECT name FROM "S".t ORDER BY id`)).map(({ name }) => name)).toEqual([
      "Ada",
      "Émil",
    ]);
  });

  test("what may not be read is told as not looked at", async () => {
    await sql.unsafe(`UPDATE "S".t SET name = '?'`);
    await sql.unsafe(`ALTER TABLE "S".t ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY`);
    const role = `deployer_${database.url.slice(-8)}`;
    await sql.unsafe(
      `CREATE ROLE ${role} LOGIN PASSWORD 'x'; GRANT ALL ON SCHEMA drizzle TO ${role};
       GRANT ALL ON ALL TABLES IN SCHEMA drizzle TO ${role}; ALTER SCHEMA "S" OWNER TO ${role}; ALTER TABLE "S".t OWNER TO ${role};
       ALTER TABLE drizzle.__drizzle_migrations OWNER TO ${role}; ALTER TABLE drizzle.__drizzle_migrations_state OWNER TO ${role}`,
    );
    await change("name: text().notNull()");
    const url = new URL(database.url);
    url.username = role;
    url.password = "x";
    const { moved } = await migrate(project, target(url.href, { env: "test" }), {
      direction: "up",
      to: "head",
    });
    expect(moved[0]?.notChecked).toEqual([
      expect.stringContaining("S.t.name becomes NOT NULL: query would be affected by row-level security"),
    ]);
    // What nobody could count is not destroyed in silence; where there are no rows at all, it is.
    await change("name: text().notNull(), extra: integer()");
    const asDeployer = (direction: "up" | "down", to: string) =>
      migrate(project, target(url.href, { env: "test" }), { direction, to });
    await asDeployer("up", "head");
    await sql.unsafe(`UPDATE "S".t SET extra = 1`);
    await expect(asDeployer("down", "-1")).rejects.toThrow(
      /drops the column S\.t\.extra: rows that cannot be counted \(query would be affected/,
    );
    await sql.unsafe(`TRUNCATE "S".t`);
    expect((await asDeployer("down", "-1")).moved).toHaveLength(1);
    await sql.unsafe(`REASSIGN OWNED BY ${role} TO CURRENT_USER; DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });
});
