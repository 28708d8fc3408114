import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { rebase } from "../../scripts/branches/rebase-revisions.ts";
import { squash } from "../../scripts/branches/squash-revisions.ts";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { contents } from "../support/cli.ts";
import { removeProject } from "../support/cluster.ts";
import { type ProjectFiles, revise, writeFiles } from "../support/project.ts";
import { branch, byHand, commit, expectWhole, git, gitProject, merge, messages } from "./git-project.ts";

const table = (name: string, columns = "") => `import { integer, varchar } from "drizzle-orm/pg-core";
import { s } from "./s.ts";
export const ${name} = s.table("${name}", { id: integer()${columns} });
`;
const BASE: ProjectFiles = {
  "definitions/s.ts": 'import { pgSchema } from "drizzle-orm/pg-core";\nexport const s = pgSchema("S");\n',
  "definitions/t.ts": table("t", ", n: varchar({ length: 20 })"),
  "roles/r.yaml": 'roles:\n  "${env}_reader": {}\n',
};
const READS = (tables: string) =>
  `grants:\n  - { to: "\${env}_reader", privileges: SELECT, tables: ${tables} }\n`;

let project: Project;
beforeEach(async () => {
  project = await gitProject(BASE);
});
afterEach(() => removeProject(project.root));

const revisions = () => loadRevisions(project.config.out);
const sqlOf = async (message: string, file = "migration.sql") => {
  const revision = (await revisions()).find(({ name }) => name.slice(15) === message);
  return readFileSync(join(revision?.folder ?? "", file), "utf8");
};

/** What main did meanwhile, and one's own branch with that merged. */
async function mergedInto(own: string, main: ProjectFiles): Promise<void> {
  git(project.root, "checkout", "-q", "main");
  await branch(project, "theirs", [{ message: "theirs", files: main }]);
  git(project.root, "checkout", "-q", "main");
  merge(project, "theirs");
  git(project.root, "checkout", "-q", own);
  git(project.root, "merge", "-q", "--no-edit", "-X", "ours", "main");
}

describe("own revisions are made again behind those of main", () => {
  test("several of them, the last one with what main declared of its table", async () => {
    await branch(project, "own", [
      { files: { "definitions/u.ts": table("u") } },
      { files: { "definitions/v.ts": table("v", ", a: integer()") } },
      { files: { "definitions/v.ts": table("v", ", b: integer()") }, renames: ["S.v.a=S.v.b"] },
    ]);
    await mergedInto("own", { "roles/g.yaml": READS("S.*") });
    const before = await revisions();
    const { moved, base, agrees } = await rebase(project);
    expect(base).toBe("main");
    expect(agrees).toBe(true);
    expect(moved.map(({ from, to }) => [from.slice(15), to?.slice(15)])).toEqual([
      ["own_1", "own_1"],
      ["own_2", "own_2"],
      ["own_3", "own_3"],
    ]);
    expect(await messages(project)).toEqual(["base", "theirs", "own_1", "own_2", "own_3"]);
    const after = await revisions();
    expect(after.at(-1)?.createdAt).toBeGreaterThan(before.at(-1)?.createdAt ?? 0);
    expect(await sqlOf("own_3")).toContain('RENAME COLUMN "a" TO "b"');
    expect(await sqlOf("own_3")).toContain('GRANT SELECT ON TABLE "S"."u", "S"."v"');
    await expectWhole(project);
    // What went is kept, and once more there is nothing to do.
    for (const { from } of moved) expect(existsSync(join(project.root, ".dwh/replaced", from))).toBe(true);
    expect((await rebase(project)).moved).toEqual([]);
  });

  test("one that conflicts is planned anew out of the definitions", async () => {
    await branch(project, "own", [
      { files: { "definitions/t.ts": table("t", ", n: varchar({ length: 40 })") } },
    ]);
    await mergedInto("own", { "definitions/t.ts": table("t", ", n: varchar({ length: 30 })") });
    await rebase(project);
    expect(await messages(project)).toEqual(["base", "theirs", "own_1"]);
    expect(await sqlOf("own_1", "down.sql")).toContain("character varying(30)");
    await expectWhole(project);
  });

  test("one that main did too has nothing left to do", async () => {
    await branch(project, "own", [{ files: { "definitions/u.ts": table("u") } }]);
    await mergedInto("own", { "definitions/u.ts": table("u") });
    const { moved } = await rebase(project);
    expect(moved.map(({ to }) => to)).toEqual([undefined]);
    expect(await messages(project)).toEqual(["base", "theirs"]);
    await expectWhole(project);
  });

  test("SQL that was written by hand stays as it was written, and is proved", async () => {
    await branch(project, "own", [{ files: { "definitions/u.ts": table("u") } }]);
    await byHand(project, "own 2", {
      up: 'CREATE FUNCTION "S"."f"() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;\n',
      down: 'DROP FUNCTION "S"."f"();\n',
    });
    commit(project.root, "own 2");
    await mergedInto("own", { "definitions/w.ts": table("w") });
    await rebase(project);
    expect(await messages(project)).toEqual(["base", "theirs", "own_1", "own_2"]);
    expect(await sqlOf("own_2")).toContain('CREATE FUNCTION "S"."f"()');
    expect((await revisions()).at(-1)?.byHand).toBe(true);
    await expectWhole(project);
  });
});

test("a branch that began with a first revision of its own", async () => {
  git(project.root, "checkout", "-q", "--orphan", "own");
  git(project.root, "rm", "-rqf", "generated");
  await revise(project, "own 1", { proof: false });
  await writeFiles(project.root, { "definitions/u.ts": table("u") });
  await revise(project, "own 2", { proof: false });
  commit(project.root, "own");
  git(project.root, "merge", "-q", "--no-edit", "--allow-unrelated-histories", "main");
  await expect(rebase(project)).rejects.toThrow("base creates table S.t");
  await squash(project, { message: "rest" });
  expect(await messages(project)).toEqual(["base", "rest"]);
  expect(await sqlOf("rest")).not.toContain('"t"');
  await expectWhole(project);
});

describe("nothing is changed", () => {
  test("where main is not merged", async () => {
    await branch(project, "own", [{ files: { "definitions/u.ts": table("u") } }]);
    git(project.root, "checkout", "-q", "main");
    await branch(project, "theirs", [{ files: { "definitions/w.ts": table("w") } }]);
    git(project.root, "branch", "-f", "main", "theirs");
    git(project.root, "checkout", "-q", "own");
    const before = await contents(project.root);
    await expect(rebase(project)).rejects.toMatchObject({ diagnostics: [{ code: "branch-behind" }] });
    expect(await contents(project.root)).toEqual(before);
  });

  test("where one of several conflicts", async () => {
    await branch(project, "own", [
      { files: { "definitions/t.ts": table("t", ", n: varchar({ length: 40 })") } },
      { files: { "definitions/u.ts": table("u") } },
    ]);
    await mergedInto("own", { "definitions/t.ts": table("t", ", n: varchar({ length: 30 })") });
    const before = await contents(project.root);
    await expect(rebase(project)).rejects.toMatchObject({
      diagnostics: [{ code: "branches-conflict", help: expect.stringContaining("dwh squash") }],
    });
    expect(await contents(project.root)).toEqual(before);
  });

  test("where hand-written SQL fails behind the others", async () => {
    await branch(project, "own", []);
    await byHand(project, "own", {
      up: 'CREATE VIEW "S"."w" AS SELECT 1 AS one;\n',
      down: 'DROP VIEW "S"."w";\n',
    });
    commit(project.root, "own");
    await mergedInto("own", { "definitions/w.ts": table("w") });
    const before = await contents(project.root);
    await expect(rebase(project)).rejects.toMatchObject({
      diagnostics: [{ code: "statement-failed", help: expect.stringContaining("dwh squash --edit") }],
    });
    expect(await contents(project.root)).toEqual(before);
  });

  test("where git does not know the branch", async () => {
    await expect(rebase(project, { base: "nowhere" })).rejects.toMatchObject({
      diagnostics: [{ code: "no-base-branch" }],
    });
  });
});
