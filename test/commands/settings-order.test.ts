import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";
import { openProject } from "../../scripts/sources/project.ts";
import { openTarget } from "../../scripts/sources/target.ts";
import { removeProject, temporaryProject } from "../support/cluster.ts";
import { LIBRARY, writeFiles } from "../support/project.ts";

const root = await temporaryProject();
afterAll(() => removeProject(root));

const CONFIG = `export default {
  dialect: "postgresql",
  schema: ["./models/*.ts", "./more/*.ts"],
  out: "./history",
  migrations: { schema: "meta", table: "versions" },
  warehouse: {
    variables: { env: ["test", "prod"] },
    targets: { test: { urlFrom: "ORDER_TEST_URL", variables: { env: "test" } } },
  },
};
`;

/** Names that .env gives stay in the environment of the process. */
const NAMES = ["ORDER_TEST_URL", "DATABASE_URL", "DWH_ENV"];

beforeEach(() => {
  for (const name of NAMES) vi.stubEnv(name, undefined);
});
afterEach(() => {
  for (const name of NAMES) delete process.env[name];
  vi.unstubAllEnvs();
});

async function open(env: string) {
  await writeFiles(root, { "drizzle.config.ts": CONFIG, ".env": env });
  return openProject(root, LIBRARY);
}

test("the environment wins over .env, and .env is read", async () => {
  const env = "ORDER_TEST_URL=postgres://u:p@file/a\nDWH_ENV=prod\n";
  const fromFile = await openTarget(await open(env), "test");
  expect(fromFile).toMatchObject({ url: "postgres://u:p@file/a", variables: { env: "prod" } });
  process.env.ORDER_TEST_URL = "postgres://u:p@shell/a";
  process.env.DWH_ENV = "test";
  const fromShell = await openTarget(await open(env), "test");
  expect(fromShell).toMatchObject({ url: "postgres://u:p@shell/a", variables: { env: "test" } });
  expect(fromShell.shown).toBe("postgres://u:***@shell/a");
});

test("the target that is named, else DATABASE_URL", async () => {
  const project = await open("ORDER_TEST_URL=postgres://named/a\nDATABASE_URL=postgres://unnamed/a\n");
  expect(await openTarget(project, "test")).toMatchObject({ name: "test", url: "postgres://named/a" });
  process.env.DWH_ENV = "prod";
  expect(await openTarget(project, undefined)).toMatchObject({
    name: "DATABASE_URL",
    url: "postgres://unnamed/a",
    variables: { env: "prod" },
  });
  await expect(openTarget(project, "tset")).rejects.toThrow("there is no target tset");
});

test("the folder of revisions, their table, and the files of definitions", async () => {
  const { config } = await open("");
  expect(config).toMatchObject({
    out: `${root}/history`,
    schema: ["./models/*.ts", "./more/*.ts"],
    migrations: { schema: "meta", table: "versions" },
  });
});
