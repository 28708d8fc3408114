import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, inject, test } from "vitest";
import { squash } from "../../scripts/branches/squash-revisions.ts";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { draftFolder } from "../../scripts/revise/draft.ts";
import { openProject, type Project } from "../../scripts/sources/project.ts";
import { contents, dwh } from "../support/cli.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { LIBRARY, type ProjectFiles, target, writeFiles } from "../support/project.ts";
import { branch, byHand, commit, expectWhole, gitProject, messages } from "./git-project.ts";

const table = (name: string, columns = "") => `import { integer, varchar } from "drizzle-orm/pg-core";
import { s } from "./s.ts";
export const ${name} = s.table("${name}", { id: integer()${columns} });
`;
const BASE: ProjectFiles = {
  "definitions/s.ts": 'import { pgSchema } from "drizzle-orm/pg-core";\nexport const s = pgSchema("S");\n',
  "definitions/t.ts": table("t", ", n: varchar({ length: 20 })"),
  "roles/r.yaml": 'roles:\n  "${env}_reader": {}\n',
};

let project: Project;
beforeEach(async () => {
  project = await gitProject(BASE);
});
afterEach(() => removeProject(project.root));

const head = async () => (await loadRevisions(project.config.out)).at(-1);

/** Three revisions: a column that gets another name twice, and a table. */
const threeSteps = () =>
  branch(project, "own", [
    { files: { "definitions/t.ts": table("t", ", m: varchar({ length: 20 })") }, renames: ["S.t.n=S.t.m"] },
    { files: { "definitions/u.ts": table("u", ", a: integer()") } },
    {
      files: {
        "definitions/t.ts": table("t", ", o: varchar({ length: 20 })"),
        "definitions/u.ts": table("u", ", b: integer()"),
      },
      renames: ["S.t.m=S.t.o", "S.u.a=S.u.b"],
    },
  ]);

describe("the revisions that main does not have become one", () => {
  test("what they said of names is not asked again", async () => {
    await threeSteps();
    const replaced = (await loadRevisions(project.config.out)).slice(1).map(({ name }) => name);
    const squashed = await squash(project, { message: "all of it" });
    expect(squashed).toMatchObject({ kind: "written", replaced });
    expect(await messages(project)).toEqual(["base", "all_of_it"]);
    const migration = (await head())?.migration ?? "";
    expect(migration).toContain('RENAME COLUMN "n" TO "o"');
    expect(migration.match(/RENAME/g)).toHaveLength(1);
    await expectWhole(project);
    for (const name of replaced) expect(existsSync(join(project.root, ".dwh/replaced", name))).toBe(true);
  });

  test("without a message where it is several it is refused, and of one it is kept", async () => {
    await threeSteps();
    await expect(squash(project)).rejects.toMatchObject({ diagnostics: [{ code: "message-missing" }] });
    await squash(project, { message: "once" });
    await squash(project);
    expect(await messages(project)).toEqual(["base", "once"]);
  });

  test("what they allowed to be destroyed stays allowed, what comes beside it does not", async () => {
    await branch(project, "own", [{ files: { "definitions/t.ts": table("t") } }]);
    await squash(project, { message: "gone" });
    expect((await head())?.migration).toContain('DROP COLUMN "n"');
    await writeFiles(project.root, { "definitions/t.ts": "" });
    const before = await contents(project.root);
    await expect(squash(project)).rejects.toMatchObject({
      diagnostics: [{ code: "destructive", message: expect.stringContaining("S.t") }],
    });
    expect(await contents(project.root)).toEqual(before);
  });

  test("those that undo one another leave none", async () => {
    await branch(project, "own", [
      { files: { "definitions/u.ts": table("u") } },
      { files: { "definitions/u.ts": "" } },
    ]);
    expect(await squash(project, { message: "nothing" })).toMatchObject({ kind: "gone" });
    expect(await messages(project)).toEqual(["base"]);
    expect(await squash(project)).toEqual({ kind: "none", base: "main" });
  });
});

test("hand-written SQL is carried into a draft, and its revisions stay until that is proved", async () => {
  await branch(project, "own", [{ files: { "definitions/u.ts": table("u", ", a: integer()") } }]);
  await byHand(project, "own 2", {
    up: 'CREATE FUNCTION "S"."f"() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;\n',
    down: 'DROP FUNCTION "S"."f"();\n',
  });
  await byHand(project, "own 3", {
    up: 'CREATE FUNCTION "S"."g"() RETURNS integer LANGUAGE sql AS $$ SELECT "S"."f"() $$;\n',
    down: 'DROP FUNCTION "S"."g"();\n',
  });
  commit(project.root, "by hand");
  const before = await contents(project.config.out);
  expect(await squash(project, { message: "one" })).toMatchObject({ kind: "draft", carried: 4 });
  expect(await contents(project.config.out)).toEqual(before);
  const read = (file: string) => readFileSync(join(draftFolder(project), file), "utf8");
  expect(read("migration.sql").replaceAll(/\d{14}/g, "TIME")).toBe(`CREATE TABLE "S"."u" (
	"id" integer,
	"a" integer
);
--> statement-breakpoint
-- By hand, of TIME_own_2
CREATE FUNCTION "S"."f"() RETURNS integer LANGUAGE sql AS $$ SELECT 1 $$;
--> statement-breakpoint
-- By hand, of TIME_own_3
CREATE FUNCTION "S"."g"() RETURNS integer LANGUAGE sql AS $$ SELECT "S"."f"() $$;
`);
  expect(read("down.sql").match(/DROP \w+ \S+/g)).toEqual([
    'DROP FUNCTION "S"."g"();',
    'DROP FUNCTION "S"."f"();',
    'DROP TABLE "S"."u";',
  ]);
  const continued = await dwh(project.root, ["revision", "--continue"]);
  expect(continued.err).not.toContain("error");
  expect(continued.code).toBe(0);
  expect(await messages(project)).toEqual(["base", "one"]);
  expect((await head())?.byHand).toBe(true);
  expect(existsSync(draftFolder(project))).toBe(false);
  await expectWhole(project);
});

describe("what a database has applied is refused", () => {
  const TARGETS = `export default {
  dialect: "postgresql",
  schema: "./definitions/**/*.ts",
  warehouse: {
    variables: { env: ["test", "prod"] },
    targets: {
      test: { urlFrom: "SQUASH_TEST_URL", variables: { env: "test" } },
      prod: { urlFrom: "SQUASH_PROD_URL", variables: { env: "prod" } },
    },
  },
};
`;
  test("by each target that answers; one that does not counts as one that has, unless it is vouched for", async () => {
    const database = await freshDatabase(inject("adminUrl"));
    const env = { env: "test" };
    try {
      await threeSteps();
      await writeFiles(project.root, { "drizzle.config.ts": TARGETS });
      project = await openProject(project.root, LIBRARY);
      process.env.SQUASH_TEST_URL = database.url;
      const before = await contents(project.root);
      const codes = async (unappliedOn: readonly string[]) =>
        squash(project, { message: "x", unappliedOn }).then(
          ({ kind }) => [kind],
          (error: { diagnostics: { code: string; message: string }[] }) =>
            error.diagnostics.map(({ code, message }) => `${code} ${message.split(" ")[0]}`),
        );
      // Of prod nobody has the address, on test everything is applied.
      await migrate(project, target(database.url, env), { direction: "up", to: "head" });
      expect(await codes([])).toEqual(["applied-there test", "target-unasked prod"]);
      expect(await codes(["prod"])).toEqual(["applied-there test"]);
      // Nobody vouches for a database that says otherwise.
      expect(await codes(["prod", "test"])).toEqual(["applied-there test"]);
      expect(await codes(["nowhere"])).toEqual(["unknown-target there"]);
      expect(await contents(project.root)).toEqual(before);
      const [, first] = await loadRevisions(project.config.out);
      await migrate(project, target(database.url, env), { direction: "down", to: `${first?.name}-1` });
      process.env.SQUASH_PROD_URL = "postgres://nobody@127.0.0.1:1/none";
      expect(await codes([])).toEqual(["target-unasked prod"]);
      expect(await codes(["prod"])).toEqual(["written"]);
      await migrate(project, target(database.url, env), { direction: "up", to: "head" });
      await migrate(project, target(database.url, env), { direction: "down", to: "base" });
    } finally {
      delete process.env.SQUASH_TEST_URL;
      delete process.env.SQUASH_PROD_URL;
      await database.drop();
    }
  });
});
