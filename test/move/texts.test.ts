import { randomBytes } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { agree } from "../../scripts/revise/plan-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, target } from "../support/project.ts";

const HARMFUL = [
  "=======",
  "<<<<<<< ours",
  "--> statement-breakpoint",
  "it's \\ \r",
  "-- when env = prod",
  "",
].join("\n");

describe("texts that look like a part of the format", () => {
  const role = `tx_${randomBytes(4).toString("hex")}`;
  let project: Project;
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let sql: Sql;

  beforeAll(async () => {
    const text = JSON.stringify(HARMFUL);
    project = await makeProject({
      "definitions/s.ts": `import { sql } from "drizzle-orm";
import { check, integer, pgPolicy, pgSchema, text } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";
const harmful = ${text};
const literal = sql.raw("E'" + harmful.replaceAll("\\\\", "\\\\\\\\").replaceAll("'", "''") + "'");
export const s = pgSchema("S");
export const t = s.table("t", { id: integer(), note: text().default(sql\`\${literal}\`) }, (t) => [
  pgPolicy("all of it", { using: sql\`note <> \${literal}\` }),
  check("other", sql\`note <> 'a --> statement-breakpoint' -- --> statement-breakpoint isn't
\`),
]);
export const v = s.view("v").as((query) => query.select({ note: sql<string>\`\${literal}\`.as("n --> statement-breakpoint") }).from(t));
annotate(t, { comment: harmful, columns: { note: { comment: harmful } } });
`,
      "roles/r.yaml": `roles:\n  ${role}:\n    shared: true\n    comment: ${text}\n`,
    });
    database = await freshDatabase(inject("adminUrl"));
    sql = await connect(database.url);
  });
  afterAll(async () => {
    await sql.end();
    await database.drop();
    const admin = await connect(inject("adminUrl"));
    await admin.unsafe(`DROP ROLE IF EXISTS ${role}`).finally(() => admin.end());
    await removeProject(project.root);
  });

  test("are proved, written, read, applied and taken back as they are", async () => {
    await revise(project, "texts");
    expect((await agree(await readSources(project))).agrees).toBe(true);
    await migrate(project, target(database.url, { env: "test" }), { direction: "up", to: "head" });
    await sql.unsafe(`INSERT INTO "S".t (id) VALUES (1)`);
    const [row] = await sql.unsafe(
      `SELECT note, obj_description('"S".t'::regclass) AS "onTable", shobj_description('${role}'::regrole, 'pg_authid') AS "onRole"
       FROM "S".t`,
    );
    expect(row).toEqual({ note: HARMFUL, onTable: HARMFUL, onRole: HARMFUL });
    await migrate(project, target(database.url, { env: "test" }), {
      direction: "down",
      to: "base",
      destructive: "everything",
    });
  });

  test("line ends that git changed, and markers that were proved, are the file's own; others are not", async () => {
    const [revision] = await loadRevisions(project.config.out);
    const file = join(revision?.folder ?? "", "migration.sql");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replaceAll("\n", "\r\n"));
    expect((await loadRevisions(project.config.out))[0]?.migration).toBe(text);
    await migrate(project, target(database.url, { env: "test" }), { direction: "up", to: "head" });
    await writeFile(file, `${text}=======\n`);
    await expect(loadRevisions(project.config.out)).rejects.toThrow("conflict markers");
  });
});
