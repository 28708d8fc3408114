import { execFile } from "node:child_process";
import { chmod, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { basename, join, resolve } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import packageFile from "../../package.json" with { type: "json" };
import { connect } from "../../scripts/database/connect/connect.ts";
import { contents, dwhProcess, type Ran } from "../support/cli.ts";
import { removeProject, temporaryProject } from "../support/cluster.ts";
import { hasOpenssl, refuseOthers, startTlsCluster, type TlsCluster } from "../support/tls-cluster.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const execute = promisify(execFile);

const PASSWORD = "secret";

/** Where its data lies: other users may look into it, as the server's does. */
async function serverFolder(home: string): Promise<string> {
  const folder = join(home, "server");
  await mkdir(folder);
  await chmod(folder, 0o755);
  return folder;
}

/** The lines of the block in README's section, without what is said about them. */
async function commandsOfReadme(): Promise<string[]> {
  const text = await readFile(join(ROOT, "README.md"), "utf8");
  const section = text.split("\n## ").find((part) => part.startsWith("In a project of your own\n")) ?? "";
  return [...section.matchAll(/^ {4}(.*)$/gm)].map(([, line = ""]) => line.replace(/\s+#.*$/, ""));
}

/** Packs this package as npm does, from dist/ as the tests built it and types made anew. */
async function pack(folder: string): Promise<string> {
  await execute(
    process.execPath,
    [join(ROOT, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.types.json"],
    {
      cwd: ROOT,
    },
  );
  const { stdout } = await execute(
    "npm",
    ["pack", "--ignore-scripts", "--json", "--pack-destination", folder],
    {
      cwd: ROOT,
    },
  );
  const [packed] = JSON.parse(stdout) as { filename: string }[];
  return join(folder, packed?.filename ?? "");
}

/** What `npm install TARBALL` does, without the network: of other packages only those that the tarball asks for are there. */
async function install(tarball: string, folder: string): Promise<void> {
  const modules = join(folder, "node_modules");
  const own = join(modules, "dwh-definitions");
  await mkdir(join(modules, ".bin"), { recursive: true });
  await mkdir(own);
  await execute("tar", ["-xzf", tarball, "-C", own, "--strip-components=1"]);
  const packed = JSON.parse(await readFile(join(own, "package.json"), "utf8")) as typeof packageFile;
  for (const name of Object.keys(packed.dependencies)) {
    await mkdir(join(modules, name, ".."), { recursive: true });
    await symlink(join(ROOT, "node_modules", name), join(modules, name));
  }
  await chmod(join(own, packed.bin.dwh), 0o755);
  await symlink(join("../dwh-definitions", packed.bin.dwh), join(modules, ".bin/dwh"));
  const dependencies = { "dwh-definitions": `file:../${basename(tarball)}` };
  await writeFile(join(folder, "package.json"), `${JSON.stringify({ dependencies }, null, 2)}\n`);
}

// A server that is not local: it takes passwords by SCRAM, and nobody without TLS.
describe.runIf(hasOpenssl)("from an empty folder to a first upgrade", () => {
  let home: string;
  let tarball: string;
  let folder: string;
  let server: TlsCluster;
  let admin: URL;
  let environment: NodeJS.ProcessEnv;
  const ran: string[] = [];

  /** Runs a command line as a user types it. */
  async function type(line: string): Promise<Ran> {
    const options = { cwd: folder, env: environment };
    return execute("sh", ["-c", line], options).then(
      ({ stdout, stderr }) => ({ code: 0, out: stdout, err: stderr }),
      ({ code, stdout, stderr }) => ({ code, out: stdout, err: stderr }),
    );
  }

  beforeAll(async () => {
    home = await temporaryProject();
    folder = join(home, "My shop");
    await mkdir(folder);
    // A server of its own: the roles of the example have names that others may have too.
    [tarball, server] = await Promise.all([pack(home), startTlsCluster(await serverFolder(home), PASSWORD)]);
    await install(tarball, folder);
    admin = await refuseOthers(server, PASSWORD);
    const sql = await connect(admin.href);
    await sql.unsafe("CREATE ROLE deployer LOGIN CREATEROLE PASSWORD 'p'");
    await sql.unsafe("CREATE DATABASE warehouse");
    await sql.unsafe("CREATE DATABASE legacy");
    await sql.unsafe("GRANT CREATE ON DATABASE warehouse TO deployer");
    await sql.end();
    const url = new URL(admin);
    url.username = "deployer";
    url.password = "p";
    url.pathname = "/warehouse";
    const { PATH, HOME } = process.env;
    const npm = { npm_config_offline: "true", npm_config_update_notifier: "false" };
    environment = { PATH, HOME, CI: "1", ...npm, DATABASE_URL: url.href, DWH_ENV: "test" };
  });
  afterAll(async () => {
    await server.stop();
    await removeProject(folder);
    await removeProject(join(home, "server"));
    await rm(home, { recursive: true, force: true });
  });

  test("the five commands of README are all that it takes, without superuser", async () => {
    for (const line of await commandsOfReadme()) {
      if (!line.startsWith("npm install")) expect(await type(line)).toMatchObject({ code: 0 });
      ran.push(line);
    }
    expect(ran).toEqual([
      `npm install ../${basename(tarball)}`,
      "npx dwh init --yes",
      "npm install",
      "npx dwh revision -m first",
      "npx dwh upgrade",
    ]);
    const sql = await connect(environment.DATABASE_URL ?? "");
    const [row] = await sql`SELECT has_table_privilege('test_analyst', 'shop.purchase', 'SELECT') AS may,
      has_column_privilege('test_analyst', 'shop.customer', 'email', 'SELECT') AS sees`.finally(() =>
      sql.end(),
    );
    expect(row).toEqual({ may: true, sees: false });
  });

  test("that server lets nobody in without TLS", async () => {
    const { searchParams } = new URL(environment.DATABASE_URL ?? "");
    expect(searchParams.get("sslmode")).toBe("verify-full");
    const plain = new URL(environment.DATABASE_URL ?? "");
    plain.search = "?sslmode=disable";
    await expect(connect(plain.href)).rejects.toThrow();
  });

  test("what was written type-checks with the tarball's own types", async () => {
    const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
    await expect(execute(process.execPath, [compiler, "-p", folder])).resolves.toEqual({
      stdout: "",
      stderr: "",
    });
  });

  test("its Makefile runs the same commands, and nothing is left to say", async () => {
    expect(await type("make check")).toMatchObject({ code: 0, out: expect.stringContaining("agree") });
    const asked = "role=test_analyst privilege=SELECT object=shop.purchase live=1";
    expect(await type(`make can ${asked}`)).toMatchObject({ code: 0, out: expect.stringMatching(/^Yes/) });
    expect(await type("npx dwh lint")).toMatchObject({ code: 0, err: "" });
  });

  test("again it writes nothing", async () => {
    const before = await contents(folder);
    const { code, out } = await type("npx dwh init --yes");
    expect({ code, said: /written|added/.test(out.split("Next:")[0] ?? "") }).toEqual({
      code: 0,
      said: false,
    });
    expect(await contents(folder)).toEqual(before);
  });

  test("a database is taken over in another folder, by one command", async () => {
    const url = new URL(admin);
    url.pathname = "/legacy";
    const sql = await connect(url.href);
    await sql.unsafe('CREATE SCHEMA app CREATE TABLE "order" (id bigint PRIMARY KEY, note text)');
    await sql.end();
    const other = join(home, "other");
    await mkdir(other);
    await symlink(join(folder, "node_modules"), join(other, "node_modules"));
    const { code, out, err } = await type(
      `cd ../other && DATABASE_URL="${url.href}" npx dwh init --yes --adopt`,
    );
    expect({ code, out, err }).toMatchObject({ code: 0, out: expect.stringContaining("is taken over") });
    expect(await type("cd ../other && npx dwh check")).toMatchObject({ code: 0 });
    await removeProject(other);
  });
});

describe("what dwh init refuses, before it writes anything", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await temporaryProject();
  });
  afterAll(() => removeProject(folder));

  test.each([
    ["an address", ["--yes", "--adopt=postgres://u:secret@h/d"], 2, "unknown-target"],
    ["no address", ["--yes", "--adopt"], 2, "target-without-url"],
    ["an environment that is none", ["--yes", "--environments", "a-b"], 2, "name-unusable"],
    ["nobody to ask", [], 64, "say --yes"],
  ] as const)("%s", async (_, args, code, text) => {
    const said = await dwhProcess(folder, ["init", ...args]);
    expect(said).toMatchObject({ code, err: expect.stringContaining(text) });
    expect(said.err).not.toContain("secret");
    expect(await contents(folder)).toEqual({});
  });
});
