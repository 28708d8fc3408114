import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { agree } from "../../scripts/revise/plan-revision.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { removeProject } from "../support/cluster.ts";
import { makeProject, revise, writeFiles } from "../support/project.ts";

/** The definitions with so many tables. */
const tables = (count: number): string =>
  `import { integer, pgSchema } from "drizzle-orm/pg-core";\nexport const s = pgSchema("S");\n${Array.from(
    { length: count },
    (_, index) => `export const t${index} = s.table("t${index}", { id: integer() });\n`,
  ).join("")}`;

test("a long history is kept as one state, which is made anew where it is broken", async () => {
  const project = await makeProject({ "definitions/s.ts": tables(0) });
  try {
    for (let count = 1; count <= 7; count++) {
      await writeFiles(project.root, { "definitions/s.ts": tables(count) });
      await revise(project, `table ${count}`, { proof: false });
    }
    const cache = join(project.root, ".dwh/cache");
    const kept = () => readdirSync(cache).filter((name) => name.startsWith("state-"));
    expect((await agree(await readSources(project))).agrees).toBe(true);
    expect(kept().length).toBe(1);
    expect((await agree(await readSources(project))).agrees).toBe(true);
    writeFileSync(join(cache, kept()[0] ?? ""), "{");
    expect((await agree(await readSources(project))).agrees).toBe(true);
    await writeFiles(project.root, { "definitions/s.ts": tables(8) });
    await revise(project, "after that", { proof: true });
    expect((await agree(await readSources(project))).agrees).toBe(true);
  } finally {
    await removeProject(project.root);
  }
});
