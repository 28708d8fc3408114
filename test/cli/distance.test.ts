import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { dwh, userProject } from "../support/cli.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";

const DEFINITIONS = `import { integer, pgSchema } from "drizzle-orm/pg-core";
export const shop = pgSchema("SHOP");
export const orders = shop.table("orders", { id: integer() });
`;

const CONFIG = `export default {
  dialect: "postgresql",
  schema: "./definitions/**/*.ts",
  warehouse: {
    variables: { env: ["test"] },
    targets: { there: { urlFrom: "THERE_URL", variables: { env: "test" } } },
  },
};
`;

describe("a distance is an argument, wherever options stand", () => {
  let root: string;
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  const run = (...args: readonly string[]) => dwh(root, args, { THERE_URL: database.url });

  beforeAll(async () => {
    database = await freshDatabase(inject("adminUrl"));
    root = await userProject({ "definitions/shop.ts": DEFINITIONS, "drizzle.config.ts": CONFIG });
    expect(await run("revision", "-m", "init", "--no-proof")).toMatchObject({ code: 0 });
  });
  afterAll(async () => {
    await database.drop();
    await removeProject(root);
  });

  test.each([
    [["downgrade", "-1", "--target", "there"]],
    [["downgrade", "--target", "there", "-1"]],
    [["downgrade", "-1", "--target=there"]],
    [["downgrade", "--target", "there", "--", "-1"]],
  ])("%j", async (args) => {
    expect(await run("upgrade", "+1", "--target", "there")).toMatchObject({ code: 0 });
    const { code, out } = await run(...args);
    expect(out).toContain("is at base");
    expect(code).toBe(0);
  });

  test("a distance of two digits, too", async () => {
    expect((await run("downgrade", "-12", "--target", "there")).err).toContain("unknown-revision");
  });
});
