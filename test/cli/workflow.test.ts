import { readdirSync, readFileSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { contents, dwh, dwhProcess, userProject } from "../support/cli.ts";
import { removeProject } from "../support/cluster.ts";
import { writeFiles } from "../support/project.ts";

const TABLE = (type: string) => `import { date, integer, pgSchema, varchar } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";

export const shop = pgSchema("SHOP");

export const orders = shop.table("orders", { id: integer().primaryKey(), total: ${type}, примечание: varchar() });

export const totals = shop.view("totals").as((qb) => qb.select({ total: sql\`count(total)\`.as("total") }).from(orders));
`;

const ROLES = `levels:
  read: { tables: SELECT }
access_roles:
  \${env}_\${schema}_\${level}: { levels: [read], in: "*" }
roles:
  \${env}_аналитик: { comment: "Читает всё: it's \${env}", access: { level: read, in: SHOP } }
`;

/** The whole workflow through the command line, on a local server of the project's own. */
describe("the workflow", () => {
  let root: string;
  const revisions = () => readdirSync(join(root, "generated")).sort();
  const newest = (file: string) =>
    readFileSync(join(root, "generated", revisions().at(-1) ?? "", file), "utf8");

  /** Runs a command that must succeed. */
  const run = (...args: readonly string[]) => runBy(dwh, ...args);
  async function runBy(by: typeof dwh, ...args: readonly string[]): Promise<string> {
    const { code, out, err } = await by(root, args);
    expect(err).not.toContain("error");
    expect({ code, err }).toEqual({ code: 0, err: expect.anything() });
    return out;
  }

  beforeEach(async () => {
    root = await userProject({ "definitions/shop.ts": TABLE("integer()"), "roles/roles.yaml": ROLES });
    await run("revision", "-m", "Первая: init");
  });
  afterEach(async () => {
    await dwh(root, ["stop"]);
    await removeProject(root);
  });

  test("the same declarations write nothing; the first revision goes up and down", async () => {
    expect(revisions()[0]).toMatch(/^\d{14}_первая_init$/);
    const alone = (...args: readonly string[]) => runBy(dwhProcess, ...args);
    expect(await alone("revision", "-m", "again")).toContain("Nothing changed");
    expect(revisions().length).toBe(1);
    expect(await alone("upgrade")).toContain("1 revision done");
    expect(await alone("upgrade")).toContain("Nothing to do");
    expect(await alone("info")).toContain("первая_init");
    expect(await alone("history")).toContain("Первая: init");
    expect(await alone("downgrade", "base")).toContain("is at base");
    expect(newest("review.md")).toContain("up, down and up again");
  });

  test("SQL that fails on the scratch server is shown and corrected by hand", async () => {
    await writeFiles(root, { "definitions/shop.ts": TABLE("date()") });
    const before = await contents(root);
    const failed = await dwh(root, ["revision", "-m", "days", "--destructive"]);
    expect(failed.code).toBe(2);
    expect(failed.err).toContain("SET DATA TYPE date");
    expect(failed.err).toMatch(/42846/);
    expect(failed.err).toContain("--edit");
    expect(await contents(root)).toEqual(before);
    expect((await dwh(root, ["revision", "--continue"])).err).toContain("no-draft");
    await run("revision", "-m", "days", "--edit", "--destructive");
    expect(revisions().length).toBe(1);
    for (const [file, value] of [
      ["migration.sql", "date '2020-01-01' + \"total\""],
      ["down.sql", "\"total\" - date '2020-01-01'"],
    ] as const) {
      const path = join(root, ".dwh/draft", file);
      const text = await readFile(path, "utf8");
      expect(text).toContain("SET DATA TYPE");
      await writeFile(path, text.replace(/USING .*;/, `USING ${value};`));
    }
    await run("revision", "--continue");
    expect(revisions().length).toBe(2);
    expect(await run("check")).toContain("agree");
    expect(await run("upgrade")).toContain("2 revisions done");
  });

  test("a corrected draft that destroys more than was allowed is refused", async () => {
    await writeFiles(root, { "definitions/shop.ts": TABLE("integer().notNull()") });
    await run("revision", "-m", "again", "--edit");
    const path = join(root, ".dwh/draft/migration.sql");
    await writeFile(path, `delete from "SHOP".orders;\n${await readFile(path, "utf8")}`);
    const { code, err } = await dwh(root, ["revision", "--continue"]);
    expect([code, err]).toEqual([2, expect.stringContaining("the revision deletes rows of SHOP.orders")]);
    expect(err).toContain("--destructive");
    expect(revisions().length).toBe(1);
    await run("revision", "--continue", "--destructive");
    const review = newest("review.md");
    expect(review.slice(review.indexOf("Destroys data"))).toMatch(
      /^Destroys data[^#]*deletes rows of SHOP\.orders/,
    );
  });

  test("a corrected draft that does not do what is declared is refused", async () => {
    await writeFiles(root, {
      "definitions/shop.ts": `${TABLE("integer()")}\nexport const more = shop.table("more", { id: integer() });\n`,
    });
    await run("revision", "-m", "more", "--edit");
    const path = join(root, ".dwh/draft/migration.sql");
    await writeFile(path, (await readFile(path, "utf8")).replace(/GRANT SELECT.*;/, ""));
    const { code, err } = await dwh(root, ["revision", "--continue"]);
    expect(err).toContain("proof-differs");
    expect(err).toContain("test_shop_read lacks SELECT on table SHOP.more");
    expect(code).toBe(2);
    await writeFile(path, (await readFile(path, "utf8")).replace("CREATE TABLE", "CREATE TABEL"));
    expect((await dwh(root, ["revision", "--continue"])).err).toMatch(/draft\/migration\.sql:1:8/);
    expect(revisions().length).toBe(1);
  });

  test("SQL that is written by hand only", async () => {
    const out = await run("revision", "-m", "a function", "--empty");
    expect(out).toContain("Kept as a draft in .dwh/draft.\nWrite migration.sql and down.sql there");
    const draft = (file: string, text: string) => writeFile(join(root, ".dwh/draft", file), text);
    await draft("migration.sql", "CREATE FUNCTION \"SHOP\".one() RETURNS int LANGUAGE sql AS 'SELECT 1';\n");
    await draft("down.sql", "SELECT 1;\n");
    expect((await dwh(root, ["revision", "--continue"])).err).toContain('routine "SHOP".one()');
    await draft("down.sql", 'DROP FUNCTION "SHOP".one();\n');
    expect(await run("revision", "--continue")).toContain('made by hand: routine "SHOP".one()');
    expect(revisions()[1]).toMatch(/_a_function$/);
    expect(await run("check")).toContain("agree");
    await writeFiles(root, { "definitions/shop.ts": TABLE("varchar()") });
    expect((await dwh(root, ["revision", "-m", "more", "--empty"])).err).toContain("revision-not-empty");
    expect(await run("upgrade")).toContain("2 revisions done");
  });
});
