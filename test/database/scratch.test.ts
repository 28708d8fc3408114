import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import postgres from "postgres";
import { afterAll, beforeAll, expect, test } from "vitest";
import { clusterHome } from "../../scripts/database/servers/run-as.ts";
import { copyFolder } from "../../scripts/database/servers/run-program.ts";
import { openScratch, type Scratch } from "../../scripts/database/servers/scratch.ts";
import { ending, firstLine, removeProject, startScript, temporaryProject } from "../support/cluster.ts";

let root: string;

beforeAll(async () => {
  root = await temporaryProject();
});

afterAll(() => removeProject(root));

async function ask(url: string, ...queries: string[]): Promise<unknown> {
  const sql = postgres(url, { max: 1 });
  try {
    let rows: Iterable<Record<string, unknown>> = [];
    for (const query of queries) rows = await sql.unsafe(query);
    return [...rows].map((row) => Object.values(row)[0])[0];
  } finally {
    await sql.end();
  }
}

async function entries(prefix: string): Promise<string[]> {
  const home = await clusterHome(root, "scratch");
  return (await readdir(home)).filter((name) => name.startsWith(prefix));
}

test("is empty at first; a saved state comes back with its tables and roles", async () => {
  const told: string[] = [];
  const onBegun = () => told.push("begun");
  const cold = await openScratch(root, { base: "a1", onBegun });
  expect(cold.state).toBeUndefined();
  // Once that the empty one is made, once that it is copied.
  expect(told).toEqual(["begun", "begun"]);
  await ask(cold.url, "CREATE ROLE reader", "CREATE TABLE t AS SELECT 7 AS n", "GRANT SELECT ON t TO reader");
  // A first revision of ten thousand tables is one transaction, too.
  const locks = "SELECT count(pg_advisory_xact_lock(n))::int FROM generate_series(1, 100000) AS n";
  expect(await ask(cold.url, locks)).toBe(100_000);
  await cold.saveAs("a1");
  await expect(ask(cold.url, "SELECT 1")).rejects.toThrow(/ECONNREFUSED/);

  const warm = await openScratch(root, { base: "a1", onBegun });
  expect(told).toHaveLength(3);
  expect(warm.state).toBeDefined();
  expect(await ask(warm.url, "SET ROLE reader", "SELECT n FROM t")).toBe(7);
  await warm.close();

  const other = await openScratch(root, { base: "a2" });
  expect(other.state).toBeUndefined();
  expect(await ask(other.url, "SELECT count(*)::int FROM pg_roles WHERE rolname = 'reader'")).toBe(0);
  await other.close();
});

test("is one of two that know nothing of each other, also when both are the first", async () => {
  const fresh = await temporaryProject();
  try {
    const both = await Promise.all([openScratch(fresh, { base: "b" }), openScratch(fresh, { base: "b" })]);
    await ask(both[0].url, "CREATE ROLE one", "CREATE TABLE t ()");
    expect(await ask(both[1].url, "SELECT count(*)::int FROM pg_roles WHERE rolname = 'one'")).toBe(0);
    await Promise.all(both.map((scratch) => scratch.saveAs("b")));
    const warm = await openScratch(fresh, { base: "b" });
    expect(warm.state).toBeDefined();
    await warm.close();
  } finally {
    await removeProject(fresh);
  }
});

test("leaves nothing when it is closed, and cannot be saved then", async () => {
  const scratch = await openScratch(root, { base: "c1" });
  expect(await entries("run-")).toHaveLength(1);
  await Promise.all([scratch.close(), scratch.close()]);
  expect(await entries("run-")).toEqual([]);
  await expect(ask(scratch.url, "SELECT 1")).rejects.toThrow(/ECONNREFUSED/);
  await expect(scratch.saveAs("c1")).rejects.toThrow(/closed/);
  expect(await entries("c1")).toEqual([]);
});

test("is closed by saveAs", async () => {
  const scratch = await openScratch(root, { base: "d1" });
  await expect(scratch.saveAs("../d1")).rejects.toThrow(/hexadecimal/);
  await scratch.saveAs("d1");
  await scratch.close();
  await expect(scratch.saveAs("d2")).rejects.toThrow(/closed/);
  expect(await entries("d1")).toHaveLength(1);
});

test("refuses a base that is no hash", async () => {
  await expect(openScratch(root, { base: "../x" })).rejects.toThrow(/hexadecimal/);
});

test("keeps the four states used last", async () => {
  for (const hash of ["e1", "e2", "e3", "e4"]) await (await openScratch(root, { base: "ff" })).saveAs(hash);
  await (await openScratch(root, { base: "e1" })).close();
  await (await openScratch(root, { base: "ff" })).saveAs("e5");
  const kept = await Promise.all(["e1", "e2", "e3", "e4", "e5"].map(entries));
  expect(kept.map((names) => names.length)).toEqual([1, 0, 1, 1, 1]);
  expect(await entries("empty-")).toHaveLength(1);
});

test("does without a cached state that is broken", async () => {
  await (await openScratch(root, { base: "f1" })).saveAs("f1");
  const [name = ""] = await entries("f1");
  const state = join(await clusterHome(root, "scratch"), name);
  await rm(join(state, "data", "global"), { recursive: true });
  await mkdir(join(state, "data", "global"));
  const scratch = await openScratch(root, { base: "f1" });
  expect(scratch.state).toBeUndefined();
  await scratch.saveAs("f1");
  const again = await openScratch(root, { base: "f1" });
  expect(again.state).toBeDefined();
  await again.close();
});

function startOwner(then: string) {
  return startScript(`
    import { openScratch } from "../../scripts/database/servers/scratch.ts";
    const scratch = await openScratch(${JSON.stringify(root)}, { base: "ff" });
    console.log(scratch.url);
    ${then}`);
}

test("is removed by the next one when its owner was killed", async () => {
  const owner = await startOwner("setInterval(() => {}, 1000);");
  const url = await firstLine(owner);
  owner.kill("SIGKILL");
  await ending(owner);
  expect(await ask(url, "SELECT 1")).toBe(1);
  const next: Scratch = await openScratch(root, { base: "ff" });
  await expect(ask(url, "SELECT 1")).rejects.toThrow(/ECONNREFUSED/);
  expect(await entries("run-")).toHaveLength(1);
  await next.close();
});

test.each(["SIGINT", "SIGTERM", "SIGHUP"] as const)("goes with its owner at %s", async (signal) => {
  const owner = await startOwner("setInterval(() => {}, 1000);");
  const url = await firstLine(owner);
  owner.kill(signal);
  expect(await ending(owner)).toBe(signal);
  await expect(ask(url, "SELECT 1")).rejects.toThrow(/ECONNREFUSED/);
  expect(await entries("run-")).toEqual([]);
});

test("goes with its owner's exit", async () => {
  const owner = await startOwner("process.exit(3);");
  const url = await firstLine(owner);
  expect(await ending(owner)).toBe(3);
  await expect(ask(url, "SELECT 1")).rejects.toThrow(/ECONNREFUSED/);
  expect(await entries("run-")).toEqual([]);
});

test.each([
  ["its password", (kept: string) => writeFile(join(kept, "password"), "another")],
  ["its catalogs", (kept: string) => rm(join(kept, "data/global"), { recursive: true })],
  ["all of it", (kept: string) => rm(join(kept, "data"), { recursive: true })],
])("is made anew where what is kept lost %s", async (_, damage) => {
  const fresh = await temporaryProject();
  try {
    const home = await clusterHome(fresh, "scratch");
    const [empty = expect.fail("no cluster is kept")] = await entries("empty-");
    await copyFolder(join(await clusterHome(root, "scratch"), empty), join(home, empty));
    const first = await openScratch(fresh, { base: "c" });
    await first.saveAs("c");
    for (const name of await readdir(home)) await damage(join(home, name));
    const second = await openScratch(fresh, { base: "c" });
    expect(second.state).toBeUndefined();
    expect(await ask(second.url, "SELECT 1")).toBe(1);
    await second.close();
  } finally {
    await removeProject(fresh);
  }
});
