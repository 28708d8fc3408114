import { cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import { historyProblems } from "../../scripts/migrations/history-problems.ts";
import { agree } from "../../scripts/revise/plan-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { removeProject } from "../support/cluster.ts";
import { makeProject, revise, writeFiles } from "../support/project.ts";

const TABLES = `import { integer, pgSchema } from "drizzle-orm/pg-core";
export const s = pgSchema("S");
export const t = s.table("t", { id: integer() });
`;
const MORE = `export const u = s.table("u", { id: integer() });\n`;
const ROLES = `roles: { "\${env}_reader": {}, "\${env}_other": {} }\n`;
const GRANT = `${ROLES}grants: [{ to: "\${env}_reader", privileges: SELECT, tables: S.t }]\n`;
const ROLE = `roles: { "\${env}_reader": {}, "\${env}_other": {}, "\${env}_new": {} }\n`;
const GONE = `roles: { "\${env}_reader": {} }\nremoved: { "\${env}_other": {} }\n`;

describe("two branches that do the same", () => {
  let project: Project;
  let base: string;

  beforeAll(async () => {
    project = await makeProject({ "definitions/s.ts": TABLES, "roles/r.yaml": ROLES });
    base = (await revise(project, "base", { proof: false })).name;
  });
  afterAll(() => removeProject(project.root));

  /** Makes the same revision on two branches, and merges them. */
  async function merged(files: Readonly<Record<string, string>>): Promise<readonly [string, string]> {
    const { out } = project.config;
    const aside = join(project.root, "aside");
    const clear = () => {
      for (const name of readdirSync(out)) if (name !== base) rmSync(join(out, name), { recursive: true });
    };
    clear();
    await writeFiles(project.root, { "definitions/s.ts": TABLES, "roles/r.yaml": ROLES, ...files });
    const one = (await revise(project, "one", { proof: false })).name;
    cpSync(join(out, one), join(aside, one), { recursive: true });
    clear();
    const two = (await revise(project, "two", { proof: false })).name;
    cpSync(join(aside, one), join(out, one), { recursive: true });
    return [one, two].sort() as [string, string];
  }

  test.each([
    ["a grant", GRANT, "adds SELECT on table S.t to ${env}_reader, which"],
    ["a role", ROLE, "adds ${env}_new, which"],
    ["a role that goes", GONE, "takes away ${env}_other, which"],
  ])("%s is told with both places, the later one to be made again", async (_name, roles, says) => {
    const [earlier, later] = await merged({ "roles/r.yaml": roles });
    const found = historyProblems(await loadRevisions(project.config.out));
    expect(found.map(({ code }) => code)).toEqual(["changed-twice"]);
    expect(found[0]?.message).toContain(`${later} ${says} ${earlier} has`);
    expect(found[0]?.at?.file).toContain(later);
    expect(found[0]?.related?.[0]?.at.file).toContain(earlier);
    rmSync(join(project.config.out, later), { recursive: true });
    expect(historyProblems(await loadRevisions(project.config.out))).toEqual([]);
    expect((await agree(await readSources(project))).agrees).toBe(true);
  });

  test("tables and their columns, made, renamed or dropped, are told with both places", async () => {
    const [earlier, later] = await merged({ "definitions/s.ts": `${TABLES}${MORE}` });
    const found = historyProblems(await loadRevisions(project.config.out));
    expect(found.map(({ code }) => code)).toEqual(["changed-twice"]);
    expect(found[0]?.message).toContain(`${later} creates tables S.u, as ${earlier} does on another branch`);
    expect(found[0]?.at?.file).toContain(later);
    expect(found[0]?.related?.[0]?.at.file).toContain(earlier);
    await merged({ "definitions/s.ts": TABLES.replace(/export const t.*\n/, "") });
    const [dropped] = historyProblems(await loadRevisions(project.config.out));
    expect(dropped?.message).toContain("drops tables S.t");
  });

  test("branches that do different things are fine, and one that undoes is not two", async () => {
    const { out } = project.config;
    const [earlier] = await merged({ "definitions/s.ts": `${TABLES}${MORE}` });
    for (const name of readdirSync(out))
      if (name !== base && name !== earlier) rmSync(join(out, name), { recursive: true });
    await writeFiles(project.root, { "definitions/s.ts": TABLES, "roles/r.yaml": GRANT });
    await revise(project, "back", { proof: false });
    await writeFiles(project.root, { "definitions/s.ts": `${TABLES}${MORE}`, "roles/r.yaml": ROLES });
    await revise(project, "again", { proof: false });
    await writeFiles(project.root, { "roles/r.yaml": GRANT });
    await revise(project, "granted again", { proof: false });
    expect(historyProblems(await loadRevisions(out))).toEqual([]);
  });
});
