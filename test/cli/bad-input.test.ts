import { readdirSync } from "node:fs";
import { mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { contents, dwh, dwhProcess, userProject } from "../support/cli.ts";
import { removeProject } from "../support/cluster.ts";
import { type ProjectFiles, writeFiles } from "../support/project.ts";

const DEFINITIONS = `import { integer, pgSchema, serial, varchar } from "drizzle-orm/pg-core";

export const shop = pgSchema("SHOP");

export const orders = shop.table("orders", { id: serial().primaryKey(), total: integer(), note: varchar() });
`;

const ROLES = `levels:
  read: { tables: SELECT }
access_roles:
  \${env}_\${schema}_\${level}: { levels: [read], in: "*" }
`;

const GOOD: ProjectFiles = { "definitions/shop.ts": DEFINITIONS, "roles/roles.yaml": ROLES };

const PASSWORD = "s3cretPassword";

const ADDRESS = `postgres://u:${PASSWORD}@h/db`;

/** Files that are wrong, the words that must be said (codes, places), and the command. */
interface Wrong {
  readonly name: string;
  readonly files?: ProjectFiles;
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** Whether the target is the server that the tests share, and no local one that must be made first. */
  readonly isShared?: boolean;
  /** Folders, and links to nothing, that stand where files are meant. */
  readonly folders?: readonly string[];
  readonly links?: readonly string[];
  readonly says: readonly (string | RegExp)[];
  /** 2 unless said. */
  readonly exit?: number;
}

const shared = () => ({ DATABASE_URL: inject("adminUrl"), DWH_ENV: "test" });

const REVISION = ["revision", "-m", "change"];

const WRONG: readonly Wrong[] = [
  { name: "no message", args: ["revision"], says: ["message-missing", '-m "add orders"'], exit: 64 },
  { name: "help on no verb", args: ["help", "upgade"], says: ["upgade", "Did you mean upgrade?"], exit: 64 },
  { name: "an empty message", args: ["revision", "-m", " "], says: ["message-missing"], exit: 64 },
  {
    name: "a broken YAML file",
    files: { "roles/roles.yaml": "roles:\n  a: [\n" },
    says: [/error\[yaml[^\]]*\]/, /roles\/roles\.yaml:\d+:\d+/],
  },
  {
    name: "two files with problems at once",
    files: {
      "roles/a.yaml": "roles:\n  ${env}_a: { logn: true }\n",
      "roles/b.yaml": "grants:\n  - { to: ${env}_a, privileges: SELCT, tables: SHOP.orders }\n",
    },
    says: ["roles/a.yaml:2:", "roles/b.yaml:2:", /did you mean "?login/i],
  },
  {
    name: "a table that is not there",
    files: {
      "roles/b.yaml":
        "roles:\n  ${env}_a:\n    grants:\n      - { privileges: SELECT, tables: SHOP.order }\n",
    },
    says: ["roles/b.yaml:4:", /SHOP\.orders/],
  },
  {
    name: "a definitions file that throws",
    files: { "definitions/shop.ts": `${DEFINITIONS}throw new Error("not today");\n` },
    says: ["not today", /definitions\/shop\.ts:6/],
  },
  {
    name: "a definitions file that does not compile",
    files: { "definitions/shop.ts": `${DEFINITIONS}export const x = ;\n` },
    says: [/definitions\/shop\.ts:6:\d+/],
  },
  {
    name: "a schema that is not exported",
    files: { "definitions/shop.ts": DEFINITIONS.replace("export const shop", "const shop") },
    says: ["SHOP", "export"],
  },
  {
    name: "an enum that is not exported",
    files: {
      "definitions/mood.ts": `import { pgSchema } from "drizzle-orm/pg-core";
export const s = pgSchema("S");
const mood = s.enum("mood", ["sad", "ok"]);
export const t = s.table("t", { mood: mood() });
`,
    },
    says: ["mood", "export"],
  },
  {
    name: "a quote in a name",
    files: { "definitions/shop.ts": DEFINITIONS.replace('table("orders"', "table('or\"ders'") },
    says: [/quote|"/, "definitions/shop.ts"],
  },
  {
    name: "an unlisted variable",
    args: ["upgrade"],
    env: { DWH_ENV: "staging" },
    isShared: true,
    says: ["variable-unlisted", "test, prod"],
  },
  {
    name: "an unset variable",
    args: ["upgrade"],
    env: { DATABASE_URL: `postgres://u:${PASSWORD}@127.0.0.1:1/db` },
    says: ["variable-unset", "DWH_ENV"],
  },
  {
    name: "a server that is down",
    args: ["upgrade"],
    env: { DATABASE_URL: `postgres://u:${PASSWORD}@127.0.0.1:1/db`, DWH_ENV: "test" },
    says: ["127.0.0.1:1", /\*\*\*/],
  },
  {
    name: "a DATABASE_URL that is none",
    args: ["upgrade"],
    env: { DATABASE_URL: `not-a-url ${PASSWORD}`, DWH_ENV: "test" },
    says: [/error\[/],
  },
  { name: "an unknown target", args: ["upgrade", "--target", "prod"], says: ["unknown-target"] },
  {
    name: "an address in place of a target",
    args: ["upgrade", "--target", ADDRESS],
    says: ["unknown-target", "postgres://u:***@h/db", "DATABASE_URL"],
  },
  {
    name: "an address in place of a target's name, in libpq's other form",
    args: ["upgrade", "--target", `host=h password=${PASSWORD}`],
    says: ["unknown-target"],
  },
  { name: "an address in place of a source", args: ["diff", ADDRESS, "declared"], says: ["unknown-source"] },
  {
    name: "an address in place of a role",
    args: ["explain", ADDRESS, "SHOP.orders"],
    says: ["unknown-role"],
  },
  { name: "an address in place of an object", args: ["who", ADDRESS], says: ["unknown-object"] },
  {
    name: "an address in place of a privilege",
    args: ["can", "PUBLIC", ADDRESS.toUpperCase(), "SHOP"],
    says: ["unknown-privilege"],
  },
  {
    name: "an address in place of a revision",
    args: ["upgrade", ADDRESS],
    isShared: true,
    says: ["unknown-revision"],
  },
  {
    name: "an address in place of a revision of a source",
    args: ["diff", `recorded@${ADDRESS}`, "declared"],
    says: ["unknown-revision"],
  },
  {
    name: "an address in place of a hint",
    args: [...REVISION, "--rename", ADDRESS],
    says: ["hint-malformed"],
  },
  {
    name: "an address in place of a file of hints",
    args: [...REVISION, "--hints", ADDRESS],
    says: ["no-hints-file"],
  },
  {
    name: "an address in place of the role to bootstrap",
    args: ["bootstrap", "--role", ADDRESS],
    says: ["role-is-address"],
  },
  {
    name: "an address in place of the value of a variable",
    args: ["upgrade"],
    env: { DWH_ENV: ADDRESS },
    says: ["variable-unlisted"],
  },
  {
    name: "an address in place of a target's variable",
    files: {
      "drizzle.config.ts": `export default { dialect: "postgresql", schema: "./definitions/*.ts", warehouse: {
  targets: { test: { urlFrom: "${ADDRESS}" } },
} };
`,
    },
    says: ["drizzle.config.ts", "environment variable"],
  },
  {
    name: "a password in a role file",
    files: { "roles/b.yaml": `roles:\n  \${env}_a:\n    login: true\n    password_from: ${PASSWORD}\n` },
    says: ["roles/b.yaml:4:"],
  },
  {
    name: "a demo of another project",
    args: ["demo"],
    says: ["demo-without-its-file", "definitions/dm/rental.ts"],
  },
  { name: "an unknown revision", args: ["upgrade", "nothing"], isShared: true, says: ["unknown-revision"] },
  { name: "a hint that names nothing", args: [...REVISION, "--rename", "a"], says: ["hint-malformed"] },
  { name: "a folder as .env", folders: [".env"], args: ["check"], says: ["env-unusable", ".env"] },
  {
    name: "a link to nothing among the role files",
    links: ["roles/b.yaml"],
    says: ["file-unusable", "roles/b.yaml", "link to nothing"],
  },
  {
    name: "a file as the folder of revisions",
    files: { generated: "" },
    says: ["file-unusable", "generated", "a file stands where a folder is meant"],
  },
  {
    name: "a link to nothing as the folder of revisions",
    links: ["generated"],
    args: [...REVISION, "--no-proof"],
    says: ["file-unusable", "generated"],
  },
  {
    name: "a folder as a file of a revision",
    folders: ["generated/20260101000000_a/migration.sql", "generated/20260101000000_a/delta.json"],
    says: ["revision-incomplete", "20260101000000_a/migration.sql", "20260101000000_a/delta.json"],
  },
  {
    name: "a folder as the file of hints",
    folders: ["hints"],
    args: [...REVISION, "--hints", "hints"],
    says: ["no-hints-file", "hints"],
  },
  {
    name: "a folder as the file to adopt into",
    args: ["adopt", "--roles", "--out", "roles"],
    says: ["file-exists"],
  },
  ...["h:port/d", "h/d%", "[h/d", "/d", "h/d?sslrootcert=/", "h:99999/d"].map(
    (rest): Wrong => ({
      name: `a password in an address that is none: ${rest}`,
      args: ["info"],
      env: { DATABASE_URL: `postgres://u:${PASSWORD}@${rest}`, DWH_ENV: "test" },
      says: ["malformed-url"],
    }),
  ),
  {
    name: "a configuration with an unknown key",
    files: {
      "drizzle.config.ts":
        'export default { dialect: "postgresql", schema: "./definitions/*.ts", warehouse: { role: "x" } };\n',
    },
    says: ["drizzle.config.ts", /roles/],
  },
];

describe("bad input ends as it should, says where, and changes nothing", () => {
  test.each(WRONG)(
    "$name",
    async ({ files = {}, args = REVISION, env = {}, isShared, folders = [], links = [], says, exit = 2 }) => {
      const root = await userProject({ ...GOOD, ...files });
      try {
        for (const folder of folders) await mkdir(join(root, folder), { recursive: true });
        for (const link of links) await symlink("nowhere", join(root, link));
        const before = await contents(root);
        const { code, out, err } = await dwh(root, args, isShared ? { ...shared(), ...env } : env);
        for (const words of says) expect(err).toMatch(words);
        expect(err).not.toMatch(/^\s+at .*\.js:\d+/m);
        expect(`${out}${err}`.toLowerCase()).not.toContain(PASSWORD.toLowerCase());
        expect(code).toBe(exit);
        expect(await contents(root)).toEqual(before);
      } finally {
        await dwh(root, ["stop"]);
        await removeProject(root);
      }
    },
  );

  test("an unknown verb or option is wrong usage", async () => {
    const root = await userProject(GOOD);
    const { code, err } = await dwhProcess(root, ["upgrad"]);
    expect(code).toBe(64);
    expect(err).toContain("upgrade");
    expect((await dwh(root, ["upgrade", "--frce"])).code).toBe(64);
    for (const args of [[ADDRESS], ["upgrade", `--frce=${ADDRESS}`], ["upgrade", "head", ADDRESS]]) {
      const { code, out, err } = await dwh(root, args);
      expect(code).toBe(64);
      expect(`${out}${err}`).not.toContain(PASSWORD);
    }
    for (const args of [
      ["bootstrap", "--role", ""],
      ["bootstrap", "--role", " "],
      [...REVISION, "--rename", ""],
      [...REVISION, "--create", "SHOP.a", ""],
      [...REVISION, "--hints", ""],
      ["adopt", "--roles", "--out", ""],
      ["upgrade", "--target="],
    ]) {
      const { code, err } = await dwh(root, args);
      expect(err).toMatch(/^error: the option --\w+ needs a value$/m);
      expect(code).toBe(64);
    }
    for (const verb of ["test", "bench", "format"]) expect((await dwh(root, [verb])).code).toBe(64);
    await removeProject(root);
  });
});

describe("what was written is not edited", () => {
  let root: string;
  let revision: string;

  beforeAll(async () => {
    root = await userProject(GOOD);
    expect((await dwh(root, ["revision", "-m", "init", "--no-proof"])).code).toBe(0);
    revision = join(root, "generated", readdirSync(join(root, "generated"))[0] ?? "");
  });
  afterAll(async () => {
    await removeProject(root);
  });

  async function edited(file: string, change: (text: string) => string, args: readonly string[]) {
    const path = join(revision, file);
    const text = await readFile(path, "utf8");
    await writeFile(path, change(text));
    const ran = await dwh(root, args, shared());
    await writeFile(path, text);
    return ran;
  }

  test.each([
    ["delta.json", (text: string) => text.replace("SELECT", "ALL"), "delta-invalid"],
    ["delta.json", (text: string) => `<<<<<<< ours\n${text}=======\n>>>>>>> theirs\n`, "conflict-markers"],
    ["delta.json", () => "{", "delta-invalid"],
    ["snapshot.json", (text: string) => text.replace("orders", "order"), "revision-changed"],
    ["migration.sql", (text: string) => `${text}\nSELECT 1;\n`, "revision-changed"],
    ["down.sql", (text: string) => `${text}\nSELECT 1;\n`, "revision-changed"],
  ])("%s", async (file, change, code) => {
    const { err, code: exit } = await edited(file, change, ["check"]);
    expect(err).toContain(code);
    expect(err).toContain(file);
    expect(exit).toBe(2);
  });

  test("an edited migration is not applied", async () => {
    const { err, code } = await edited("migration.sql", (text) => `${text}\nSELECT 1;\n`, ["upgrade"]);
    expect(err).toContain("revision-changed");
    expect(code).toBe(2);
  });

  test("an incomplete folder is told", async () => {
    const path = join(revision, "delta.json");
    const text = await readFile(path, "utf8");
    await rm(path);
    expect((await dwh(root, ["check"])).err).toContain("revision-incomplete");
    await writeFile(path, text);
  });

  test("dropping a table needs an explicit word, a question an answer", async () => {
    await writeFiles(root, { "definitions/shop.ts": DEFINITIONS.replace(", note: varchar()", "") });
    const { err, code } = await dwh(root, REVISION);
    expect(err).toContain("drops the column SHOP.orders.note");
    expect(code).toBe(2);
    await writeFiles(root, {
      "definitions/shop.ts": DEFINITIONS.replace("note: varchar()", "remark: varchar()"),
    });
    const asked = await dwh(root, REVISION);
    expect(asked.err).toContain("--create SHOP.orders.remark");
    expect(asked.err).toContain("--rename SHOP.orders.note=SHOP.orders.remark");
    expect(asked.code).toBe(2);
    expect(readdirSync(join(root, "generated")).length).toBe(1);
    await writeFiles(root, { "definitions/shop.ts": DEFINITIONS });
  });

  test("check: 0 where all agree, 1 where a revision is missing", async () => {
    expect((await dwhProcess(root, ["check"])).code).toBe(0);
    await writeFiles(root, {
      "definitions/shop.ts": DEFINITIONS.replace("total: integer()", "total: integer().notNull()"),
    });
    const { code, out } = await dwhProcess(root, ["check"]);
    expect(out).toContain("A revision is missing");
    expect(code).toBe(1);
    await writeFiles(root, { "definitions/shop.ts": DEFINITIONS });
  });
});
