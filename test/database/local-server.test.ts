import { spawn } from "node:child_process";
import { mkdir, readdir, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ensureLocalServer, stopLocalServer } from "../../scripts/database/servers/local-server.ts";
import { runningServer } from "../../scripts/database/servers/pid-file.ts";
import { ending, firstLine, removeProject, startScript, temporaryProject } from "../support/cluster.ts";

let root: string;

const begin = async (): Promise<void> => {
  root = await temporaryProject();
};
const end = async (): Promise<void> => {
  await stopLocalServer(root);
  await removeProject(root);
};

async function ask(url: string, ...queries: string[]): Promise<unknown> {
  const sql = postgres(url, { max: 1, onnotice: () => {} });
  try {
    let rows: Iterable<Record<string, unknown>> = [];
    for (const query of queries) rows = await sql.unsafe(query);
    return [...rows].map((row) => Object.values(row)[0])[0];
  } finally {
    await sql.end();
  }
}

async function deadPid(): Promise<number> {
  const child = spawn(process.execPath, ["-e", ""]);
  await ending(child);
  return child.pid ?? 0;
}

// The last of them loses the password.
describe("a server that is made once", () => {
  beforeAll(begin);
  afterAll(end);

  test("makes the server once, starts it again with its data, and stops it", async () => {
    expect(await stopLocalServer(root)).toBe(false);
    const steps: string[] = [];
    const first = await ensureLocalServer(root, { onProgress: (text) => steps.push(text) });
    expect(first.started).toBe(true);
    expect(steps).toHaveLength(2);
    expect(first.url).toMatch(
      new RegExp(`^postgres://postgres:[\\w-]{32}@127\\.0\\.0\\.1:${first.port}/warehouse$`),
    );
    expect(await ask(first.url, "CREATE TABLE t AS SELECT 7 AS n", "SHOW fsync")).toBe("on");
    const { started: _, ...server } = first;
    expect(await ensureLocalServer(root)).toEqual({ ...server, started: false });
    expect(await runningServer(server.dataDir)).toMatchObject({ port: server.port, ready: true });

    expect(await stopLocalServer(root)).toBe(true);
    expect(await stopLocalServer(root)).toBe(false);
    expect(await runningServer(server.dataDir)).toBeUndefined();

    const again = await ensureLocalServer(root, { onProgress: (text) => steps.push(text) });
    expect(again.started).toBe(true);
    expect(steps).toHaveLength(3);
    expect(await ask(again.url, "SELECT n FROM t")).toBe(7);
  });

  test("keeps its password where only we can read it", async () => {
    await ensureLocalServer(root);
    const folder = join(root, ".dwh", "local");
    expect((await stat(join(folder, "server.json"))).mode & 0o777).toBe(0o600);
    expect(
      (await readdir(folder)).filter((name) => !["data", "server.json", "server.log"].includes(name)),
    ).toEqual([]);
  });

  test("starts after its server was killed", async () => {
    const { dataDir, url } = await ensureLocalServer(root);
    await ask(url, "CREATE TABLE killed AS SELECT 7 AS n", "CHECKPOINT");
    process.kill((await runningServer(dataDir))?.pid ?? 0, "SIGKILL");
    await expect.poll(() => runningServer(dataDir)).toBeUndefined();
    const again = await ensureLocalServer(root);
    expect(again.started).toBe(true);
    expect(await ask(again.url, "SELECT n FROM killed")).toBe(7);
  });

  test("says so when its password is lost, and can be stopped all the same", async () => {
    const { dataDir } = await ensureLocalServer(root);
    await writeFile(join(root, ".dwh", "local", "server.json"), "");
    await expect(ensureLocalServer(root)).rejects.toMatchObject({
      diagnostics: [{ code: "local-password-lost", help: expect.stringContaining(`Delete ${dataDir}`) }],
    });
    expect(await stopLocalServer(root)).toBe(true);
  });
});

describe("a server that is not there yet", () => {
  beforeEach(begin);
  afterEach(end);

  test("is one server for two commands at once, and outlives both", async () => {
    const source = `
      import { ensureLocalServer } from "../../scripts/database/servers/local-server.ts";
      console.log(JSON.stringify(await ensureLocalServer(${JSON.stringify(root)})));`;
    const children = await Promise.all([startScript(source), startScript(source)]);
    const answers = (await Promise.all(children.map(firstLine))).map((line) => JSON.parse(line));
    expect(await Promise.all(children.map(ending))).toEqual([0, 0]);
    expect(answers[0].url).toBe(answers[1].url);
    expect(answers.map((answer) => answer.started).sort()).toEqual([false, true]);
    expect(await ask(answers[0].url, "SELECT 1")).toBe(1);
  });

  test("takes the lock that dead processes left", async () => {
    const lock = join(root, ".dwh", "local", "lock");
    await mkdir(join(root, ".dwh", "local"), { recursive: true });
    await writeFile(lock, `${await deadPid()}  aaaa`);
    await writeFile(`${lock}.aaaa.dead`, `${await deadPid()}  bbbb`);
    const both = await Promise.all([ensureLocalServer(root), ensureLocalServer(root)]);
    expect(both.map((server) => server.started).sort()).toEqual([false, true]);
    expect((await readdir(join(root, ".dwh", "local"))).filter((name) => name.startsWith("lock"))).toEqual(
      [],
    );
  });

  test("is made anew where a process died while making it", async () => {
    const home = join(root, ".dwh", "local");
    await mkdir(join(home, "making-1234", "base"), { recursive: true });
    await writeFile(join(home, "making-1234", "PG_VERSION"), "18\n");
    await writeFile(join(home, "making-1234.password"), "secret");
    const { url } = await ensureLocalServer(root);
    expect(await ask(url, "SELECT 1")).toBe(1);
    expect((await readdir(home)).filter((name) => name.startsWith("making-"))).toEqual([]);
  });

  test("works in a folder that no other user can enter", async () => {
    const closed = await temporaryProject(0o700);
    try {
      const { url, dataDir } = await ensureLocalServer(closed);
      expect(await ask(url, "SELECT 1")).toBe(1);
      expect(dataDir.startsWith(closed)).toBe(process.getuid?.() !== 0);
      expect(await stopLocalServer(closed)).toBe(true);
    } finally {
      await stopLocalServer(closed);
      await removeProject(closed);
    }
  });
});
