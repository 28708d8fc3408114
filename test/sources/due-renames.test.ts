import { cp, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, expect, it } from "vitest";
import { parse, stringify } from "yaml";
import { readRolesFiles } from "../../scripts/declarations/language/role-files.ts";
import { newRole } from "../../scripts/model/role.ts";
import { agree, planRevision } from "../../scripts/revise/plan-revision.ts";
import { dueRenames } from "../../scripts/sources/due-renames.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { makeProject, plan, revise, writeFiles } from "../support/project.ts";

const ROOT = resolve(import.meta.dirname, "../..");

const DEFINITIONS = `import { integer, pgSchema } from "drizzle-orm/pg-core";
export const dm = pgSchema("DM_A");
export const x = dm.table("x", { id: integer() });
`;

const roles = (template: string, analyst: string) => `levels:
  read: {tables: SELECT}
access_roles:
  \${env}_${template}_\${schema}_\${level}: {levels: read, in: "*"TEMPLATE}
roles:
  \${env}_${analyst}: {access: {level: read, in: DM_A}, settings: {work_mem: 64MB}ROLE}
`;

const BEFORE = roles("dwh", "analyst").replace("TEMPLATE", "").replace("ROLE", "");
const AFTER = roles("lake", "insight")
  .replace("TEMPLATE", ', renamed_from: "${env}_dwh_${schema}_${level}"')
  .replace("ROLE", ', renamed_from: "${env}_analyst"');

const projects: Project[] = [];
afterAll(() => Promise.all(projects.map(({ root }) => rm(root, { recursive: true, force: true }))));

it("roles and templates are renamed once, with nothing else to do, and back", async () => {
  const project = await makeProject({ "definitions/a.ts": DEFINITIONS, "roles/a.yaml": BEFORE });
  projects.push(project);
  await revise(project, "before", { proof: false });
  await writeFiles(project.root, { "roles/a.yaml": AFTER });
  expect((await agree(await readSources(project))).agrees).toBe(false);

  const { migration, down, difference } = await plan(project, "rename");
  expect(migration).toBe(`-- Renamed roles
ALTER ROLE "\${env}_analyst" RENAME TO "\${env}_insight";
ALTER ROLE "\${env}_dwh_dm_a_read" RENAME TO "\${env}_lake_dm_a_read";
`);
  expect(down).toBe(`-- Renamed roles
ALTER ROLE "\${env}_lake_dm_a_read" RENAME TO "\${env}_dwh_dm_a_read";
ALTER ROLE "\${env}_insight" RENAME TO "\${env}_analyst";
`);
  expect(difference.renames.map(({ kind, to }) => [kind, ...to])).toEqual([
    ["role", "${env}_insight"],
    ["role", "${env}_lake_dm_a_read"],
  ]);

  await revise(project, "rename", { proof: false });
  const sources = await readSources(project);
  expect((await agree(sources)).agrees).toBe(true);
  expect((await planRevision(sources, "again", [])).kind).toBe("nothing");
});

/** The project's own role files with one environment's name in the place of the variable. */
async function rolesOfOne(env: string, renamedFrom?: string): Promise<string> {
  const files = await readRolesFiles(ROOT, "roles");
  const texts = files.map(({ text }) => {
    const roles = parse(text.replaceAll("${env}", env));
    for (const [name, body] of Object.entries({ ...roles.access_roles, ...roles.roles })) {
      Object.assign(body as object, { shared: true });
      if (renamedFrom) Object.assign(body as object, { renamed_from: name.replace(env, renamedFrom) });
    }
    return roles;
  });
  return stringify(Object.assign({}, ...texts));
}

it("the whole warehouse's access roles go from one environment's name to the other's in a line each", async () => {
  const project = await makeProject({ "roles/a.yaml": await rolesOfOne("test") });
  projects.push(project);
  await cp(join(ROOT, "definitions"), join(project.root, "definitions"), { recursive: true });
  await revise(project, "before", { proof: false });
  await writeFiles(project.root, { "roles/a.yaml": await rolesOfOne("prod", "test") });
  const { migration, down, difference } = await plan(project, "swap");
  expect(difference.renames.filter(({ to }) => /^prod_(sensitive_)?dwh_/.test(to[0] ?? ""))).toHaveLength(
    126,
  );
  for (const script of [migration, down]) {
    const [title, ...lines] = script.trimEnd().split("\n");
    expect(title).toBe("-- Renamed roles");
    expect(lines.filter((line) => !/^ALTER ROLE "\w+" RENAME TO "\w+";$/.test(line))).toEqual([]);
    expect(lines).toHaveLength(129);
  }
});

it("only roles that are known by their former names alone are renamed, and none that others make", () => {
  const recorded = new Map(
    [newRole("a"), newRole("b"), newRole("c", { management: "external" }), newRole("y")].map((role) => [
      role.name,
      role,
    ]),
  );
  const due = dueRenames(recorded, [
    { from: "a", to: "x" },
    { from: "b", to: "y" },
    { from: "c", to: "z" },
    { from: "d", to: "w" },
  ]);
  expect(due).toEqual([{ kind: "role", from: ["a"], to: ["x"] }]);
});
