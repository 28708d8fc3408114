import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { mergeHeads } from "../../scripts/branches/merge-heads.ts";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import { headsOf } from "../../scripts/migrations/lineage.ts";
import { agree } from "../../scripts/revise/plan-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { contents } from "../support/cli.ts";
import { removeProject } from "../support/cluster.ts";
import { type ProjectFiles, revise, writeFiles } from "../support/project.ts";
import { branch, byHand, commit, git, gitProject, merge, messages } from "./git-project.ts";

const table = (name: string, columns = "") => `import { integer, varchar } from "drizzle-orm/pg-core";
import { s } from "./s.ts";
export const ${name} = s.table("${name}", { id: integer()${columns} });
`;
const BASE: ProjectFiles = {
  "definitions/s.ts": 'import { pgSchema } from "drizzle-orm/pg-core";\nexport const s = pgSchema("S");\n',
  "definitions/t.ts": table("t", ", n: varchar({ length: 20 })"),
  "roles/r.yaml": 'roles:\n  "${env}_reader": {}\n',
};
const READS = 'grants:\n  - { to: "${env}_reader", privileges: SELECT, tables: S.t }\n';

let project: Project;
beforeEach(async () => {
  project = await gitProject(BASE);
});
afterEach(() => removeProject(project.root));

describe("branches are joined", () => {
  test("once each is proved behind the other, and the next revision builds on that alone", async () => {
    await branch(project, "one", [
      { files: { "definitions/u.ts": table("u") } },
      { files: { "roles/g.yaml": READS } },
    ]);
    await branch(project, "other", [
      { files: { "definitions/t.ts": table("t", ", n: varchar({ length: 20 }), m: integer()") } },
    ]);
    merge(project, "one");
    const heads = headsOf(await loadRevisions(project.config.out)).map(({ name }) => name);
    const merged = await mergeHeads(project);
    expect(merged.heads).toEqual(heads);
    const short = merged.proved?.map((line) => line.replaceAll(/\d{14}_/g, ""));
    // Beside these, what the folder's order comes to: who was first within a second.
    expect(short).toEqual(
      expect.arrayContaining([
        "one_1 behind other_1, up, down and up again",
        "one_2 behind one_1, up, down and up again",
        "other_1 behind one_2, up, down and up again",
      ]),
    );
    const all = await loadRevisions(project.config.out);
    expect(all.at(-1)?.name).toBe(merged.name);
    expect(all.at(-1)?.message).toMatch(/^merge (one 2 and other 1|other 1 and one 2)$/);
    expect(all.at(-1)?.snapshot.parents).toHaveLength(2);
    expect(headsOf(all)).toHaveLength(1);
    expect((await agree(await readSources(project))).agrees).toBe(true);
    await writeFiles(project.root, { "definitions/w.ts": table("w") });
    const next = await revise(project, "next", { proof: false });
    expect(next.snapshot.parents).toEqual([all.at(-1)?.snapshot.id]);
    expect(await mergeHeads(project)).toEqual({ heads: [next.name] });
  });

  test("not where they conflict", async () => {
    await branch(project, "one", [
      { files: { "definitions/t.ts": table("t", ", n: varchar({ length: 30 })") } },
    ]);
    await branch(project, "other", [
      { files: { "definitions/t.ts": table("t", ", n: varchar({ length: 40 })") } },
    ]);
    git(project.root, "merge", "-q", "--no-edit", "-X", "ours", "one");
    const before = await contents(project.root);
    await expect(mergeHeads(project)).rejects.toMatchObject({ diagnostics: [{ code: "branches-conflict" }] });
    expect(await contents(project.root)).toEqual(before);
  });

  test("not where hand-written SQL fails behind the other, in either order", async () => {
    await branch(project, "one", []);
    await byHand(project, "one", {
      up: 'ALTER TABLE "S"."t" ADD CONSTRAINT "c" CHECK ("id" > 0);\n',
      down: 'ALTER TABLE "S"."t" DROP CONSTRAINT "c";\n',
    });
    commit(project.root, "one");
    await branch(project, "other", []);
    await byHand(project, "other", {
      up: 'ALTER TABLE "S"."t" ADD CONSTRAINT "c" CHECK ("id" > 1);\n',
      down: 'ALTER TABLE "S"."t" DROP CONSTRAINT "c";\n',
    });
    commit(project.root, "other");
    merge(project, "one");
    await expect(mergeHeads(project)).rejects.toMatchObject({
      diagnostics: [
        {
          code: "statement-failed",
          message: expect.stringMatching(/^behind \d+_\w+, \d+_\w+ is not what it was/),
        },
      ],
    });
    expect(await messages(project)).toHaveLength(3);
  });

  test("not where what comes out depends on which comes first", async () => {
    const fillfactor = (change: string) => `DO $$ BEGIN EXECUTE (
  SELECT format('ALTER TABLE "S"."t" SET (fillfactor = %s)', substr(reloptions[1], 12)::integer ${change})
  FROM pg_class WHERE oid = '"S"."t"'::regclass); END $$;
`;
    await byHand(project, "filled", {
      up: 'ALTER TABLE "S"."t" SET (fillfactor = 20);\n',
      down: 'ALTER TABLE "S"."t" RESET (fillfactor);\n',
    });
    commit(project.root, "filled");
    await branch(project, "one", []);
    await byHand(project, "one", { up: fillfactor("+ 10"), down: fillfactor("- 10") });
    commit(project.root, "one");
    await branch(project, "other", []);
    await byHand(project, "other", { up: fillfactor("* 2"), down: fillfactor("/ 2") });
    commit(project.root, "other");
    merge(project, "one");
    await expect(mergeHeads(project)).rejects.toMatchObject({
      diagnostics: [
        {
          code: "branches-differ",
          message: expect.stringMatching(/fillfactor=[56]0.* or .*fillfactor=[56]0/),
        },
      ],
    });
    expect(await messages(project)).toHaveLength(4);
  });
});
