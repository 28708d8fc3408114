import { afterEach, describe, expect, test } from "vitest";
import { branchConflicts } from "../../scripts/branches/branch-conflicts.ts";
import { loadRevisions, readSnapshot } from "../../scripts/migrations/folder.ts";
import { kitCheck } from "../../scripts/migrations/kit/drizzle-kit.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { removeProject } from "../support/cluster.ts";
import type { ProjectFiles } from "../support/project.ts";
import { branch, git, gitProject, merge } from "./git-project.ts";

const table = (name: string, columns: string) => `import { integer, varchar } from "drizzle-orm/pg-core";
import { s } from "./s.ts";
export const ${name} = s.table("${name}", { id: integer()${columns} });
`;
const ROLES = `roles:
  "\${env}_reader": {}
  "\${env}_other": {connection_limit: 1}
`;
const BASE: ProjectFiles = {
  "definitions/s.ts": 'import { pgSchema } from "drizzle-orm/pg-core";\nexport const s = pgSchema("S");\n',
  "definitions/t.ts": table("t", ", n: varchar({ length: 20 })"),
  "roles/r.yaml": ROLES,
};
const granted = (to: string, privileges: string) =>
  `grants:\n  - { to: "\${env}_${to}", privileges: ${privileges}, tables: S.t }\n`;

let project: Project;
afterEach(() => removeProject(project.root));

/** Both branches, merged: the revisions, and what is told. */
async function conflicts(one: ProjectFiles, other: ProjectFiles, renames: readonly string[] = []) {
  project = await gitProject(BASE);
  await branch(project, "one", [{ files: one }]);
  await branch(project, "other", [{ files: other, renames }]);
  git(project.root, "merge", "-q", "--no-edit", "-X", "ours", "one");
  const revisions = await loadRevisions(project.config.out);
  const found = await branchConflicts(project, revisions);
  return { revisions, found };
}

const short = (text: string) => text.replaceAll(/\d{14}_/g, "");

describe("two branches that conflict are told with both revisions, the object and its place", () => {
  test.each([
    [
      "a column altered and dropped",
      { "definitions/t.ts": table("t", ", n: varchar({ length: 30 })") },
      { "definitions/t.ts": table("t", "") },
      ["one_1 alters column S.t.n, other_1 drops column S.t.n"],
      "definitions/t.ts:3",
    ],
    [
      "a table dropped that the other grants on",
      { "definitions/t.ts": "", "roles/r.yaml": ROLES },
      { "roles/g.yaml": granted("reader", "SELECT") },
      ["one_1 drops S.t, other_1 sets SELECT on table S.t for ${env}_reader"],
      undefined,
    ],
    [
      "the same grant",
      { "roles/a.yaml": granted("reader", "SELECT") },
      { "roles/b.yaml": granted("reader", "SELECT") },
      [
        "one_1 sets SELECT on table S.t for ${env}_reader, other_1 sets SELECT on table S.t for ${env}_reader",
      ],
      "roles/a.yaml:2",
    ],
    [
      "a role that both change",
      { "roles/r.yaml": ROLES.replace("1}", "2}") },
      { "roles/r.yaml": ROLES.replace("1}", "3}") },
      ["one_1 sets the role ${env}_other, other_1 sets the role ${env}_other"],
      "roles/r.yaml:3",
    ],
    [
      "a role that goes and gets something",
      { "roles/r.yaml": ROLES.replace(/ {2}.*other.*/, 'removed:\n  "${env}_other": {}') },
      { "roles/g.yaml": granted("other", "SELECT") },
      ["one_1 drops ${env}_other, other_1 sets SELECT on table S.t for ${env}_other"],
      undefined,
    ],
  ])("%s", async (_name, one, other, messages, place) => {
    const { found, revisions } = await conflicts(one, other);
    expect(found.map(({ code }) => code)).toEqual(messages.map(() => "branches-conflict"));
    expect(found.map(({ message }) => short(message))).toEqual(
      messages.map((message) => `two branches change the same thing: ${message}`),
    );
    const [first] = found;
    expect(first?.related?.map(({ at }) => at.file)).toEqual(
      revisions.slice(1).map(({ folder }) => `${folder}/delta.json`),
    );
    const at = first?.at;
    if (place) expect(`${at?.file}:${at?.line}`).toContain(place);
    expect(first?.help).toContain("dwh rebase");
  });

  test("a table renamed that the other grants on", async () => {
    const { found } = await conflicts(
      { "roles/g.yaml": granted("reader", "SELECT") },
      { "definitions/t.ts": table("u", ", n: varchar({ length: 20 })") },
      ["S.t=S.u"],
    );
    expect(found.map(({ message }) => short(message))).toEqual([
      "two branches change the same thing: one_1 sets SELECT on table S.t for ${env}_reader, other_1 renames S.t",
    ]);
  });
});

test("what drizzle-kit says of tables and we say is the same", async () => {
  const cases: readonly [ProjectFiles, ProjectFiles][] = [
    [{ "definitions/u.ts": table("u", "") }, { "definitions/v.ts": table("v", "") }],
    [
      { "definitions/t.ts": table("t", ", n: varchar({ length: 20 }), a: integer()") },
      { "definitions/t.ts": table("t", "") },
    ],
    [
      { "definitions/t.ts": "" },
      { "definitions/t.ts": table("t", ", n: varchar({ length: 20 }), b: integer()") },
    ],
    [
      { "definitions/t.ts": table("t", ", n: varchar({ length: 30 })") },
      { "definitions/t.ts": table("t", ", n: varchar({ length: 30 })") },
    ],
  ];
  const verdicts: [kit: boolean, ours: boolean][] = [];
  for (const [one, other] of cases) {
    const { revisions, found } = await conflicts(one, other);
    const files = revisions.map((revision) => ({ name: revision.name, text: readSnapshot(revision) }));
    verdicts.push([(await kitCheck(files)) !== undefined, found.length > 0]);
    await removeProject(project.root);
  }
  expect(verdicts).toEqual([
    [false, false],
    [false, false],
    [true, true],
    [false, false],
  ]);
});

test("branches that something has joined are settled, others do not conflict", async () => {
  project = await gitProject(BASE);
  await branch(project, "one", [{ files: { "definitions/u.ts": table("u", "") } }]);
  await branch(project, "other", [{ files: { "roles/g.yaml": granted("reader", "INSERT") } }]);
  merge(project, "one");
  expect(await branchConflicts(project, await loadRevisions(project.config.out))).toEqual([]);
});
