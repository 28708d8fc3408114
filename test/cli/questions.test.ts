import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { dwh, dwhProcess, userProject } from "../support/cli.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { config, writeFiles } from "../support/project.ts";

const TABLES = `import { integer, pgSchema, serial, varchar } from "drizzle-orm/pg-core";

export const shop = pgSchema("SHOP");

export const orders = shop.table("orders", { id: serial().primaryKey(), total: integer(), card: varchar() });

export const refunds = shop.table("refunds", { id: integer().primaryKey() });
`;

const ROLES = `levels:
  read: { tables: SELECT }
access_roles:
  \${env}_\${schema}_\${level}: { levels: [read], in: "*" }
roles:
  \${env}_analyst:
    access: { level: read, in: SHOP }
  \${env}_clerk:
    grants:
      - { privileges: UPDATE, tables: SHOP.orders, columns: [total] }
      - { privileges: USAGE, schemas: SHOP }
  \${env}_alice:
    login: true
    member_of: ["\${env}_analyst"]
  \${env}_nobody:
expect:
  - { role: "\${env}_alice", can: SELECT, tables: SHOP.orders }
  - { role: "\${env}_clerk", cannot: [INSERT, DELETE], tables: SHOP.* }
  - { nobody_but: ["\${env}_analyst"], can: SELECT, tables: SHOP.* }
`;

const CONFIG = config(["test", "prod"]).replace(
  "warehouse: {",
  'warehouse: { targets: { here: { urlFrom: "HERE_URL", variables: { env: "prod" } } },',
);

describe("questions about access", () => {
  let root: string;

  beforeAll(async () => {
    root = await userProject({
      "definitions/shop.ts": TABLES,
      "roles/roles.yaml": ROLES,
      "drizzle.config.ts": CONFIG,
    });
    const written = await dwh(root, ["revision", "-m", "init"]);
    expect(written).toMatchObject({ code: 0 });
  });
  afterAll(() => removeProject(root));

  const ask = (...args: readonly string[]) => dwh(root, args);
  const alone = (...args: readonly string[]) => dwhProcess(root, args);

  test("explain names every way and the places that declare it", async () => {
    const { code, out, err } = await ask("explain", "${env}_alice", "SHOP.orders");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.split("\n").slice(0, 2)).toEqual([
      "test_alice on table SHOP.orders, declared:",
      expect.stringMatching(/^privilege +how +declared$/),
    ]);
    expect(out).toMatch(/SELECT +through test_analyst → test_shop_read +roles\/roles\.yaml:\d+:\d+/);
    expect(await ask("explain", "test_clerk", "SHOP.orders")).toMatchObject({
      out: expect.stringContaining("on columns total only: granted directly"),
    });
    expect((await ask("explain", "test_nobody", "SHOP.orders")).out).toBe(
      "test_nobody on table SHOP.orders, declared: no access at all.\n",
    );
  });

  test("explain speaks JSON, and fills in what the environment says", async () => {
    const { out } = await dwh(root, ["explain", "${env}_analyst", "SHOP.orders.id", "--json"], {
      DWH_ENV: "prod",
    });
    expect(JSON.parse(out)).toMatchObject({
      source: "declared",
      role: "prod_analyst",
      object: "column SHOP.orders.id",
      privileges: [
        {
          privilege: "SELECT",
          can: true,
          paths: [
            { how: "through prod_shop_read", columns: [], declared: [{ line: 4 }, { line: 2 }, { line: 7 }] },
          ],
        },
      ],
    });
  });

  test("who lists roles, logins marked, and one privilege where asked", async () => {
    const { code, out } = await ask("who", "SHOP.orders");
    expect(code).toBe(0);
    expect(out).toMatch(/test_alice +login +SELECT +through test_analyst → test_shop_read/);
    expect(out).toMatch(/test_shop_read +SELECT +granted directly/);
    expect(out).toMatch(/test_clerk +UPDATE +on columns total only: granted directly/);
    expect((await ask("who", "SHOP.orders", "--privilege", "delete")).out).toContain("nobody has DELETE");
    const { out: json } = await ask("who", "database", "-p", "CONNECT", "--json");
    expect(JSON.parse(json)).toMatchObject({
      object: "database",
      holders: [{ role: "PUBLIC", privilege: "CONNECT", how: "through PUBLIC, which has it by itself" }],
    });
  });

  test("can answers by its exit code", async () => {
    expect(await alone("can", "test_alice", "SELECT", "SHOP.orders")).toMatchObject({
      code: 0,
      out: "Yes: test_alice, SELECT on table SHOP.orders: through test_analyst → test_shop_read\n",
    });
    expect(await ask("can", "test_alice", "select", "SHOP")).toMatchObject({ code: 2 });
    expect(await ask("can", "test_alice", "USAGE", "SHOP")).toMatchObject({ code: 0 });
    expect(await alone("can", "test_alice", "DELETE", "SHOP.orders")).toMatchObject({
      code: 1,
      out: "No: test_alice, DELETE on table SHOP.orders: nothing gives it that, though it has other privileges\n",
    });
    expect(await ask("can", "test_clerk", "UPDATE", "SHOP.orders.total")).toMatchObject({ code: 0 });
    expect(await ask("can", "test_clerk", "UPDATE", "SHOP.orders")).toMatchObject({ code: 1 });
  });

  test("names that are wrong come with what was probably meant", async () => {
    const wrong = async (...args: string[]) => (await ask(...args)).err;
    expect(await wrong("explain", "test_analist", "SHOP.orders")).toMatch(
      /unknown-role[\s\S]*test_analyst\?/,
    );
    expect(await wrong("who", "SHOP.order")).toMatch(/unknown-object[\s\S]*SHOP\.orders\?/);
    expect(await wrong("can", "test_alice", "SELCT", "SHOP.orders")).toMatch(
      /unknown-privilege[\s\S]*SELECT\?/,
    );
    expect(await wrong("diff", "declared", "lives")).toMatch(/unknown-source[\s\S]*live\?/);
    expect(await wrong("explain", "test_alice", "SHOPP.f(integer)")).toContain("unknown-object");
  });

  test("all that is wrong is told at once", async () => {
    const { code, out, err } = await alone("can", "test_alise", "SELCT", "SHOP.order");
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(
      /test_alice\?[\s\S]*unknown-object[\s\S]*SHOP\.orders\?[\s\S]*unknown-privilege[\s\S]*SELECT\?[\s\S]*3 errors/,
    );
    expect(await ask("explain", "test_alise", "SHOP.order")).toMatchObject({
      code: 2,
      err: expect.stringContaining("2 errors"),
    });
    expect(await ask("who", "SHOP.order", "-p", "SELCT")).toMatchObject({
      code: 2,
      err: expect.stringContaining("2 errors"),
    });
    expect(await ask("diff", "lives", "recorded@#9")).toMatchObject({
      code: 2,
      err: expect.stringContaining("2 errors"),
    });
  });

  test("diff compares declared and recorded, at any revision", async () => {
    expect(await ask("diff", "declared", "recorded")).toMatchObject({
      code: 0,
      out: "declared and recorded are the same.\n",
    });
    expect(await ask("diff", "declared", "recorded", "--access")).toMatchObject({
      code: 0,
      out: "The access of declared and recorded is the same.\n",
    });
    const { code, out } = await ask("diff", "recorded@base", "declared");
    expect(code).toBe(1);
    expect(out).toContain("declared, compared with recorded@base:\n");
    expect(out).toContain("  the role test_analyst is there as well\n");
    expect(out).toContain("  test_shop_read has SELECT on table SHOP.orders\n");
    expect(out).toContain('  table "SHOP".orders is there as well\n      declared at definitions/');
    const { out: access } = await ask("diff", "recorded@base", "declared", "--access");
    expect(access).toContain("  test_shop_read has SELECT on table SHOP.orders\n");
    expect(access).not.toContain("Tables:");
    const script = await ask("diff", "declared", "recorded@base", "--sql");
    expect(script.code).toBe(1);
    expect(script.out).toContain('DROP ROLE "test_alice"');
    const { out: json } = await ask("diff", "recorded", "recorded@-1", "--json");
    expect(JSON.parse(json)).toMatchObject({ from: "recorded", to: "recorded@-1", equal: false });
  });

  test("an expectation that fails stops check and revision, and names the path", async () => {
    const files = (roles: string) => ({ "roles/roles.yaml": roles });
    const expected = `${ROLES}  - { role: "\${env}_alice", cannot: SELECT, tables: SHOP.orders }\n`;
    try {
      await writeFiles(root, files(expected));
      const { code, err } = await ask("check");
      expect(code).toBe(2);
      expect(err).toContain("expectation-failed");
      expect(err).toContain(
        "test_alice can SELECT on table SHOP.orders: through test_analyst → test_shop_read",
      );
      expect((await ask("revision", "-m", "again")).code).toBe(2);
      expect((await ask("explain", "test_alice", "SHOP.orders")).code).toBe(0);
    } finally {
      await writeFiles(root, files(ROLES));
    }
  });

  describe("on a server", () => {
    let database: Awaited<ReturnType<typeof freshDatabase>>;
    const live = (...args: readonly string[]) =>
      dwh(root, args, { DATABASE_URL: database.url, DWH_ENV: "test" });

    beforeAll(async () => {
      database = await freshDatabase(inject("adminUrl"));
    });
    afterAll(() => database.drop());

    test("asks what is there, not what is declared", async () => {
      const { code, out } = await live("who", "schema public", "--live", "--privilege", "USAGE");
      expect(code).toBe(0);
      expect(out).toMatch(/PUBLIC +USAGE +through PUBLIC/);
      expect((await live("who", "SHOP.orders", "--live")).err).toContain("unknown-object");
      expect((await live("can", "public", "CONNECT", "database", "--live")).code).toBe(0);
    });

    test("compares it with what is declared", async () => {
      const { code, out } = await live("diff", "live", "declared");
      expect(code).toBe(1);
      expect(out).toContain("the role test_analyst is there as well");
      expect(out).not.toContain(new URL(database.url).password);
      expect(out).toContain('table "SHOP".orders is there as well');
      expect((await live("diff", `live:${database.url}`, "live")).code).toBe(0);
    });

    test("a target of drizzle.config.ts says which server, and with which values", async () => {
      const at = (...args: readonly string[]) => dwh(root, args, { HERE_URL: database.url });
      const { code, out, err } = await at(
        "can",
        "public",
        "CONNECT",
        "database",
        "--target",
        "here",
        "--json",
      );
      expect({ code, err }).toEqual({ code: 0, err: "" });
      expect(JSON.parse(out)).toMatchObject({ role: "PUBLIC", can: true });
      expect((await at("who", "schema public", "--target", "here")).out).toContain(
        "schema public, live postgres",
      );
      const declared = await at("diff", "live:here", "declared", "--access");
      expect(declared.code).toBe(1);
      expect(declared.out).toContain("the role prod_analyst is there as well");
      expect(declared.out).not.toContain("test_analyst");
      expect((await at("diff", "live:here", "live:here", "--access")).code).toBe(0);
    });

    test("a target that is not there, or has no URL, is refused", async () => {
      expect(await live("who", "database", "--target", "hare")).toMatchObject({
        code: 2,
        err: expect.stringMatching(/unknown-target[\s\S]*here\?/),
      });
      expect(await live("explain", "public", "database", "--target", "here")).toMatchObject({
        code: 2,
        err: expect.stringMatching(/target-without-url[\s\S]*HERE_URL/),
      });
      expect(await live("diff", "live:here", "live:hare")).toMatchObject({
        code: 2,
        err: expect.stringMatching(/target-without-url[\s\S]*unknown-target[\s\S]*2 errors/),
      });
    });

    test("writes the database's name into the statements that make them alike", async () => {
      const name = new URL(database.url).pathname.slice(1);
      const onDatabase = `${ROLES}grants:\n  - { to: "\${env}_analyst", privileges: CREATE, database: current }\n`;
      try {
        await writeFiles(root, { "roles/roles.yaml": onDatabase });
        const { out } = await live("diff", "live", "declared", "--sql");
        expect(out).toContain(`GRANT CREATE ON DATABASE "${name}" TO "test_analyst"`);
        expect(out).not.toContain("${database}");
        const nameless = await live("diff", "recorded", "declared", "--sql");
        expect(nameless.out).toContain('-- "${database}" stands for the name of the database.\n');
        expect(nameless.out).toContain('ON DATABASE "${database}" TO');
      } finally {
        await writeFiles(root, { "roles/roles.yaml": ROLES });
      }
    });
  });
});
