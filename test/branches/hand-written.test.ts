import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { rebase } from "../../scripts/branches/rebase-revisions.ts";
import { squash } from "../../scripts/branches/squash-revisions.ts";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import { requiredBy } from "../../scripts/migrations/requirements.ts";
import { draftFolder } from "../../scripts/revise/draft.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { removeProject } from "../support/cluster.ts";
import { reviseByHand } from "../support/draft.ts";
import { branch, commit, expectWhole, git, gitProject, merge, messages } from "./git-project.ts";

const table = (name: string) => `import { integer, pgSchema } from "drizzle-orm/pg-core";
export const s_${name} = pgSchema("S_${name.toUpperCase()}");
export const ${name} = s_${name}.table("${name}", { id: integer() });
`;

const code = (text: string) => `import type { MigrationSql } from "dwh-definitions";
export async function up(sql: MigrationSql) {
  await sql\`UPDATE \${sql.identifier("S_T", "t")} SET id = ${text}\`;
}
`;

let project: Project;
beforeEach(async () => {
  project = await gitProject({ "definitions/t.ts": table("t") });
  git(project.root, "checkout", "-q", "-b", "own", "main");
  await reviseByHand(project, "one", { "migration.ts": code("1") }, { proof: false });
  await reviseByHand(
    project,
    "two",
    { "migration.sql": '-- requires: 2, 1\n-- as elevated\nDELETE FROM "S_T"."t" WHERE id = 5;\n' },
    { proof: false },
  );
  commit(project.root, "own");
});
afterEach(() => removeProject(project.root));

test("rebase keeps code and elevated statements, and writes the new names of what is required", async () => {
  git(project.root, "checkout", "-q", "main");
  await branch(project, "theirs", [{ message: "theirs", files: { "definitions/u.ts": table("u") } }]);
  git(project.root, "checkout", "-q", "main");
  merge(project, "theirs");
  git(project.root, "checkout", "-q", "own");
  git(project.root, "merge", "-q", "--no-edit", "main");
  const before = await loadRevisions(project.config.out);
  await rebase(project);
  expect(await messages(project)).toEqual(["base", "theirs", "one", "two"]);
  const [base, , one, two] = await loadRevisions(project.config.out);
  expect(before.map(({ name }) => name)).not.toContain(one?.name);
  expect(two && requiredBy(two).map(({ revision }) => revision)).toEqual([one?.name, base?.name]);
  expect(one?.code?.text).toBe(code("1"));
  await expectWhole(project);
});

test("squash keeps what is required of others, and code; of several it makes one draft for somebody to write", async () => {
  const [base, one] = await loadRevisions(project.config.out);
  const squashed = await squash(project, { message: "both" });
  expect(squashed.kind).toBe("draft");
  const read = (file: string) => readFileSync(join(draftFolder(project), file), "utf8");
  expect(read("migration.ts")).toBe(code("1"));
  expect(read("migration.sql")).toContain(`-- requires: ${base?.name}\n`);
  expect(read("migration.sql")).not.toContain(one?.name.slice(0, 14));
  expect(read("migration.sql")).toContain('-- as elevated\nDELETE FROM "S_T"."t" WHERE id = 5;');
  await reviseByHand(project, "three", { "migration.ts": code("3") }, { proof: false });
  commit(project.root, "three");
  await squash(project, { message: "all" });
  expect(read("migration.ts")).toMatch(/^throw new Error\("put what these revisions had into one/);
  expect(read("migration.ts")).toContain("//   await sql`UPDATE ${sql.identifier");
  expect(read("migration.ts")).toMatch(/^\/\/ Of \d{14}_three:$/m);
});
