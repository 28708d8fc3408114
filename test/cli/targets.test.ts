import { existsSync } from "node:fs";
import { appendFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { connect } from "../../scripts/database/connect/connect.ts";
import { dwh, userProject } from "../support/cli.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { config, writeFiles } from "../support/project.ts";

const tables = (count: number): string => `import { integer, pgSchema } from "drizzle-orm/pg-core";
export const shop = pgSchema("SHOP");
${Array.from({ length: count }, (_, index) => `export const t${index} = shop.table("t${index}", { id: integer() });`).join("\n")}
`;

const TARGETS = `targets: {
  here: { urlFrom: "HERE_URL", variables: { env: "test" } },
  there: { urlFrom: "THERE_URL", variables: { env: "test" }, lockTimeout: "5s" },
  prod_a: { urlFrom: "A_URL", variables: { env: "prod" }, protected: true, lockTimeout: "5s" },
},`;

let root: string;
let here: Awaited<ReturnType<typeof freshDatabase>>;
let there: Awaited<ReturnType<typeof freshDatabase>>;
let prod: Awaited<ReturnType<typeof freshDatabase>>;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  const fresh = () => freshDatabase(inject("adminUrl"));
  [here, there, prod] = await Promise.all([fresh(), fresh(), fresh()]);
  env = { HERE_URL: here.url, THERE_URL: there.url, A_URL: prod.url };
  root = await userProject({
    "definitions/shop.ts": tables(1),
    "roles/roles.yaml":
      'roles:\n  "${env}_targets_reader":\n    grants: [{ privileges: SELECT, tables: SHOP.t0 }]\n',
    "drizzle.config.ts": config(["test", "prod"]).replace("warehouse: {", `warehouse: { ${TARGETS}`),
  });
  for (const [count, message] of [
    [1, "init"],
    [2, "second table"],
  ] as const) {
    await writeFiles(root, { "definitions/shop.ts": tables(count) });
    expect(await dwh(root, ["revision", "-m", message, "--no-proof"])).toMatchObject({ code: 0 });
  }
});
afterAll(async () => {
  await dwh(root, ["downgrade", "base", "-t", "here,there"], env);
  await dwh(root, ["downgrade", "base", "-t", "prod_a", "--confirm", "prod_a"], env);
  await Promise.all([here.drop(), there.drop(), prod.drop()]);
  await removeProject(root);
});

const ask = (...args: readonly string[]) => dwh(root, args, env);

describe("revisions of a target", () => {
  test("current prints a name alone, history what is applied, show what runs", async () => {
    const heads = (await ask("heads")).out;
    expect(heads).toMatch(/^\d{14}_second_table\n$/);
    expect(await ask("current", "-t", "here")).toEqual({ code: 0, out: "base\n", err: "" });
    expect(await ask("upgrade", "1", "-t", "here")).toMatchObject({ code: 0 });
    const current = await ask("current", "-t", "here", "--check");
    expect(current).toMatchObject({ code: 1, err: "" });
    expect(current.out).toMatch(/^\d{14}_init\n$/);
    expect(await ask("upgrade", "second table", "-t", "here")).toMatchObject({ code: 0 });
    expect(await ask("current", "-t", "here", "--check")).toEqual({ code: 0, out: heads, err: "" });

    const info = await ask("info", "-t", "here");
    expect(info).toMatchObject({ code: 0, err: "" });
    expect(info.out).toMatch(
      /^target +here\ndatabase +postgres:\/\/.*\nserver +PostgreSQL .*\nvariables +env = test\n/,
    );
    expect(info.out).toMatch(/^applied +\d{14}_second_table\npending +nothing$/m);

    const history = (await ask("history", "-t", "here")).out.split("\n");
    expect(history[0]).toMatch(/^number +revision +message +applied \(UTC\) +took +by$/);
    expect(history[2]).toMatch(/^#2 .*second table +\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +\d+ ms +\S+, \S+@\S+$/);
    const log = JSON.parse((await ask("history", "-t", "here", "--log", "--json")).out);
    expect(log).toMatchObject([
      { action: "upgrade", outcome: "done" },
      { action: "upgrade", outcome: "done" },
    ]);
    expect((await ask("history")).out).toContain("#2");

    const template = await ask("show", "1", "--sql");
    expect(template.out).toContain('"${env}_targets_reader"');
    const filled = await ask("show", "1", "--target", "prod_a");
    expect(filled.out).toContain('CREATE ROLE "prod_targets_reader"');
    expect(filled.out).toMatch(/^# /);
    expect((await ask("show", "head", "--down", "--sql")).out).toBe('DROP TABLE "SHOP"."t1";\n');
    expect((await ask("show", "nothing")).err).toContain("error[unknown-revision]");
  });
});

describe("what must be named before it is changed", () => {
  test("a protected target, where nobody can be asked", async () => {
    const refused = await ask("upgrade", "-t", "prod_a");
    expect(refused).toMatchObject({ code: 2, out: "" });
    expect(refused.err).toContain("error[target-unconfirmed] prod_a is protected");
    expect((await ask("downgrade", "base", "-t", "prod_a")).err).toContain("target-unconfirmed");
    expect((await ask("stamp", "1", "-t", "prod_a")).err).toContain("target-unconfirmed");
    expect((await ask("upgrade", "-t", "here", "--confirm", "prod_a")).err).toContain("target-unconfirmed");
    expect(await ask("current", "-t", "prod_a")).toMatchObject({ code: 0, out: "base\n" });
    expect(await ask("upgrade", "-t", "prod_a", "--confirm", "prod_a", "1")).toMatchObject({ code: 0 });
    expect(await ask("stamp", "2", "-t", "prod_a", "--confirm", "prod_a")).toMatchObject({ code: 0 });
    expect((await ask("downgrade", "base", "-t", "prod_a", "--confirm", "prod_a")).err).toContain(
      "error[stamped-floor]",
    );
    expect(await ask("stamp", "1", "-t", "prod_a", "--confirm", "prod_a")).toMatchObject({ code: 0 });
  });

  test("DATABASE_URL counts as named in the environment, but for a protected target's address", async () => {
    const named = { ...env, DATABASE_URL: here.url, DWH_ENV: "test" };
    expect(await dwh(root, ["upgrade"], named)).toMatchObject({ code: 0 });
    const address = new URL(prod.url);
    address.searchParams.set("application_name", "x");
    const theirs = await dwh(root, ["upgrade"], { ...named, DATABASE_URL: address.href, DWH_ENV: "prod" });
    expect(theirs).toMatchObject({ code: 2, out: "" });
    expect(theirs.err).toContain(
      "error[target-not-named] DATABASE_URL is the address of the protected target prod_a",
    );
    await appendFile(join(root, ".env"), `DATABASE_URL=${here.url}\nDWH_ENV=test\n`);
    const forgotten = await dwh(root, ["downgrade", "-1"], env);
    expect(forgotten).toMatchObject({ code: 2, out: "" });
    expect(forgotten.err).toContain("error[target-not-named]");
    // What reads only is not asked.
    expect(await dwh(root, ["current"], env)).toMatchObject({ code: 0 });
  });
});

describe("several targets", () => {
  test("each by itself, one summary, the highest exit code", async () => {
    const broken = { ...env, THERE_URL: there.url.replace(/[^/]*$/, "nowhere") };
    const some = await dwh(root, ["upgrade", "-t", "*ere", "--parallel", "2"], broken);
    expect(some.code).toBe(2);
    expect(some.out).toMatch(/^here +done +\d +\d{14}_second_table +\d+ ms$/m);
    expect(some.out).toMatch(/^there +failed +\d+ ms$/m);
    expect(some.err).toContain("there:\nerror[unknown-database]");
    const all = await ask("upgrade", "-t", "there,here");
    expect(all).toMatchObject({ code: 0 });
    expect(all.out).toMatch(/^there: \d{14}_init$/m);
    // Nothing is sent to any before the protected one is named.
    const back = await ask("downgrade", "base", "-t", "*");
    expect(back).toMatchObject({ code: 2, out: "" });
    expect(back.err).toContain("prod_a is protected");
    expect(await ask("current", "-t", "there", "--check")).toMatchObject({ code: 0 });
    expect((await ask("upgrade", "-t", "nobody-*,here")).err).toContain("there is no target nobody-*");
    expect(await ask("upgrade", "-t", "here,there", "--parallel", "many")).toMatchObject({ code: 64 });
  });

  test("a dry run of one tells its statements; --sql sends nothing", async () => {
    await ask("downgrade", "base", "-t", "there");
    const tried = await ask("upgrade", "-t", "there", "--dry-run");
    expect(tried).toMatchObject({ code: 0 });
    expect(tried.out).toMatch(/^\d{14}_init:\d+ +[\d.]+ ms {2}CREATE SCHEMA "SHOP"$/m);
    expect(tried.out).toContain("2 revisions tried and rolled back: ");
    expect((await ask("upgrade", "-t", "here", "--dry-run")).err).toContain("dry-run-without-lock-timeout");
    const printed = await ask("upgrade", "1:2", "--sql", "-t", "prod_a");
    expect(printed).toMatchObject({ code: 0, err: "" });
    expect(printed.out).toContain('CREATE TABLE "SHOP"."t1"');
    expect((await ask("upgrade", "-t", "there", "--sql")).out).toContain('"test_targets_reader"');
    expect(await ask("current", "-t", "there")).toMatchObject({ out: "base\n" });
  });
});

describe("targets", () => {
  test("lists them without passwords, and with --check how each stands", async () => {
    const secret = new URL(here.url);
    secret.password = "ab:c@d";
    secret.searchParams.set("password", "s3cret");
    const shown = await dwh(root, ["targets"], { ...env, HERE_URL: secret.href, THERE_URL: "" });
    expect(shown).toMatchObject({ code: 0, err: "" });
    expect(shown.out).not.toMatch(/ab:c|ab%3Ac|s3cret/);
    expect(shown.out).toMatch(/^there +THERE_URL is not set/m);
    expect(shown.out).toMatch(/^prod_a +postgres:\/\/\S+ +env = prod +protected$/m);
    expect(shown.out).toMatch(/^local +it does not run$/m);

    await ask("upgrade", "-t", "here,there");
    const json = async (given: NodeJS.ProcessEnv) => {
      const { code, out } = await dwh(root, ["targets", "--check", "--json"], given);
      const rows: { name: string }[] = JSON.parse(out);
      return { code, rows: new Map(rows.map((row) => [row.name, row])) };
    };
    const good = await json({ ...env, A_URL: "" });
    expect(good.code).toBe(0);
    expect(good.rows.get("there")).toMatchObject({
      pending: 0,
      accessDrifted: false,
      tablesDrifted: false,
    });
    const sql = await connect(there.url);
    await sql.unsafe('REVOKE ALL ON "SHOP".t0 FROM test_targets_reader');
    await sql.end();
    const drifted = await json({ ...env, A_URL: "" });
    expect(drifted.code).toBe(1);
    expect(drifted.rows.get("there")).toMatchObject({ accessDrifted: true, tablesDrifted: false });
    const again = await connect(there.url);
    await again.unsafe(
      'GRANT SELECT ON "SHOP".t0 TO test_targets_reader; ALTER TABLE "SHOP".t0 ADD by_hand integer',
    );
    await again.end();
    const otherwise = await json({ ...env, A_URL: "" });
    expect(otherwise.code).toBe(1);
    expect(otherwise.rows.get("there")).toMatchObject({ accessDrifted: false, tablesDrifted: true });
    const down = await json({ ...env, A_URL: "postgres://u:p@127.0.0.1:1/none" });
    expect(down.code).toBe(2);
    expect(down.rows.get("prod_a")).toMatchObject({ problem: expect.stringContaining("server-down: ") });
    expect(down.rows.get("here")).toMatchObject({ accessDrifted: false });
  });
});

test("setup brings a local database to head, clean removes it once it is meant", async () => {
  // Without the .env that names another database.
  await rm(join(root, ".env"), { force: true });
  expect(await ask("clean")).toMatchObject({ code: 2, out: "" });
  expect((await ask("clean", "--yes")).out).toBe("There is no local server.\n");
  const setup = await ask("setup");
  expect(setup).toMatchObject({ code: 0 });
  expect(setup.out).toMatch(/^2 revisions done: .* is at \d{14}_second_table$/m);
  expect((await ask("clean")).err).toContain("error[clean-unconfirmed]");
  const cleaned = await ask("clean", "--yes");
  expect(cleaned).toMatchObject({ code: 0, err: "" });
  const [, folder = ""] = /^Removed (.*)\n$/.exec(cleaned.out) ?? [];
  expect(folder).not.toBe("");
  expect(existsSync(folder)).toBe(false);
  expect((await ask("stop")).out).toContain("was not running");
});
