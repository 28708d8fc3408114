import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { dwh, userProject } from "../support/cli.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";

const DEFINITIONS = `
import { integer, pgSchema } from "drizzle-orm/pg-core";
export const stg = pgSchema("STG_A");
export const t = stg.table("t", { id: integer("id") });
`;

describe("dwh adopt", () => {
  let folder: string;
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  const adopt = (...args: readonly string[]) =>
    // The roles of other tests in the same cluster come and go.
    dwh(folder, ["adopt", ...args, "--external", "*"], { DATABASE_URL: database.url, DWH_ENV: "test" });

  beforeAll(async () => {
    folder = await userProject({ "definitions/stg.ts": DEFINITIONS });
    database = await freshDatabase(inject("adminUrl"));
  });
  afterAll(async () => {
    await database.drop();
    await removeProject(folder);
  });

  test("takes a file's name with --roles only, and tells both ways where definitions are there and differ", async () => {
    const named = await adopt("--out", "x.yaml");
    expect(named).toMatchObject({ code: 64, err: expect.stringContaining("--out goes with --roles") });
    const differing = await adopt();
    expect(differing.code).toBe(1);
    expect(differing.out).toMatch(
      /is not what the definitions and role files say\.\n {2}.*declared at definitions/s,
    );
    expect(differing.out).toMatch(/dwh adopt --follow-server.*dwh adopt --stamp-anyway/s);
  });

  test("writes to standard output, a file, and never over one that is there", async () => {
    const shown = await adopt("--roles", "--out", "-");
    expect(shown.out).toMatch(/^# Access as it is in test_/);
    expect(existsSync(join(folder, "roles"))).toBe(false);

    const written = await adopt("--roles");
    expect(written.out).toMatch(/^Wrote roles\/adopted\.yaml: the roles of /);
    expect(await readFile(join(folder, "roles/adopted.yaml"), "utf8")).toBe(shown.out);

    const again = await adopt("--roles");
    expect(again.err).toContain("is new that another file of roles could say");
    expect(existsSync(join(folder, "roles/adopted-2.yaml"))).toBe(false);
    const over = await adopt("--roles", "--out", "roles/adopted.yaml");
    expect(over.code).toBe(2);
    expect(over.err).toContain("file-exists");
  });
});
