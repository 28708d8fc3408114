import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { migrate } from "../../scripts/move/migrate.ts";
import { agree } from "../../scripts/revise/plan-revision.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { openCountedLine } from "../support/counted-line.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";

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

/** Of a small revision behind another one of the same run, as a superuser: from BEGIN to COMMIT. */
const MOST_ROUND_TRIPS = 11;

test("what a small revision of a long history waits for does not grow with the history", async () => {
  const project = await makeProject({ "definitions/s.ts": tables(0) });
  const database = await freshDatabase(inject("adminUrl"));
  try {
    for (let count = 1; count <= 9; count++) {
      await writeFiles(project.root, { "definitions/s.ts": tables(count) });
      await revise(project, `table ${count}`, { proof: false });
    }
    const roundTrips = async (to: string): Promise<number> => {
      const line = await openCountedLine(database.url);
      await migrate(project, target(line.url, { env: "test" }), { direction: "up", to });
      await line.stop();
      return line.roundTrips();
    };
    await roundTrips("+1");
    const [one, seven] = [await roundTrips("+1"), await roundTrips("head")];
    expect(one).toBeGreaterThan(MOST_ROUND_TRIPS);
    expect((seven - one) / 6).toBeLessThanOrEqual(MOST_ROUND_TRIPS);
  } finally {
    await database.drop();
    await removeProject(project.root);
  }
});
