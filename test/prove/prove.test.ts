import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { agree, planRevision } from "../../scripts/revise/plan-revision.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { cases, openCase, planCase } from "../support/case.ts";
import { removeProject } from "../support/cluster.ts";
import { makeProject, plan, revise, writeFiles } from "../support/project.ts";

const TABLES = `import { integer, pgSchema } from "drizzle-orm/pg-core";
import { annotate } from "dwh-definitions";
export const s = pgSchema("S");
export const t = s.table("t", { id: integer().primaryKey() });
`;

describe("the proof", () => {
  let project: Project;

  beforeEach(async () => {
    project = await makeProject({
      "definitions/s.ts": TABLES,
      "roles/r.yaml": "roles: { rds_iam: { external: true } }\n",
    });
  });
  afterEach(() => removeProject(project.root));

  test("names of external roles stand for somebody on the scratch server", async () => {
    const entry = cases().find(({ name }) => name === "roles/members-and-external");
    if (!entry) throw new Error("the case is gone");
    const other = await openCase(entry, ["test", "prod"]);
    const revision = await planCase(other, entry);
    await proveAndWrite(other, revision, { proof: true });
    expect((await agree(await readSources(other))).agrees).toBe(true);
    await removeProject(other.root);
  });

  test("a revision that changes nothing on a server is a revision all the same", async () => {
    await revise(project, "init");
    await writeFiles(project.root, { "definitions/s.ts": `${TABLES}annotate(t, { sensitive: true });\n` });
    const { name, migration } = await revise(project, "marked");
    expect(migration).toBe("-- Nothing to do on a server.\n");
    expect(await readFile(join(project.config.out, name, "down.sql"), "utf8")).toBe(migration);
    expect(await planRevision(await readSources(project), "again", [])).toMatchObject({ kind: "nothing" });
  });

  test.each([
    ["a missing table", /CREATE TABLE[^;]*;/, "S.t is missing"],
    ["a column of another type", /"id" integer/, "S.t lacks the column: id integer not null", '"id" bigint'],
  ])("%s is found", async (_name, find, says, replace = "") => {
    const revision = await plan(project, "init");
    const migration = revision.migration.replace(find, replace);
    expect(migration).not.toBe(revision.migration);
    await expect(proveAndWrite(project, { ...revision, migration }, { proof: true })).rejects.toThrow(says);
  });

  test("a way down that leaves something is found", async () => {
    const revision = await plan(project, "init");
    const up = `${revision.migration.trimEnd()}\n--> statement-breakpoint\nCREATE TYPE public.mood AS ENUM ('ok');\n`;
    await expect(proveAndWrite(project, { ...revision, migration: up }, { proof: true })).rejects.toThrow(
      /does not restore the catalogs[\s\S]*mood/,
    );
  });

  test("states are kept: what came before is replayed only where it is missing", async () => {
    const steps: string[] = [];
    for (const [index, name] of ["a", "b", "c"].entries()) {
      const more = ["a", "b", "c"].slice(0, index + 1);
      const tables = more
        .map((key) => `export const ${key} = s.table("${key}", { id: integer() });\n`)
        .join("");
      await writeFiles(project.root, { "definitions/s.ts": `${TABLES}${tables}` });
      const revision = await plan(project, name);
      await proveAndWrite(project, revision, { proof: true, onStep: (text) => steps.push(text) });
    }
    expect(steps).toEqual(["a", "b", "c"].flatMap(() => ["Proving the way up", "Proving the way down"]));
  });
});
