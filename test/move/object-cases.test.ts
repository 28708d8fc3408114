import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { connect, type Sql, serverVersion } from "../../scripts/database/connect/connect.ts";
import { parseRenameHint } from "../../scripts/migrations/kit/drizzle-kit-hints.ts";
import { runScript } from "../../scripts/prove/ground.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { allCatalogs } from "../support/all-catalogs.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { HEAD, type ObjectCase, objectCases } from "../support/object-cases.ts";
import { makeProject, plan, writeFiles } from "../support/project.ts";

/** One case in so many is run in a usual run, all of them by `make test-matrix` and where OBJECT_CASES is `all`. */
const SAMPLE = 4;
const { OBJECT_CASES, TEST_POSTGRES_PACKAGE, TEST_POSTGRES_IMAGE } = process.env;
const isWhole = OBJECT_CASES === "all" || (TEST_POSTGRES_PACKAGE ?? TEST_POSTGRES_IMAGE) !== undefined;
const cases = objectCases().filter((_one, index) => isWhole || index % SAMPLE === 0);

let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
let major: number;

async function open() {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  ({ major } = await serverVersion(sql));
}
async function close() {
  await sql.end();
  await database.drop();
}
beforeAll(open);
afterAll(close);

/** All rows as text, by table. */
async function rows(): Promise<string[]> {
  const tables = await sql.unsafe<{ name: string }[]>(
    "SELECT oid::regclass::text AS name FROM pg_class WHERE relkind = 'r' AND oid >= 16384 ORDER BY 1",
  );
  const found = tables.map(async ({ name }) => {
    const list = await sql.unsafe<{ row: string }[]>(`SELECT to_jsonb(t)::text AS row FROM ${name} AS t`);
    return list.map(({ row }) => `${name} ${row}`);
  });
  return (await Promise.all(found)).flat().sort();
}

const run = (text: string, direction: "up" | "down") =>
  runScript(sql, { file: `${direction}.sql`, text }, { env: "test" }, major, { direction }).catch((error) => {
    throw new Error(`${JSON.stringify(error.diagnostics ?? error.message)}\n${text}`, { cause: error });
  });

const definitions = (text: string) => ({ "definitions/core.ts": HEAD + text });

/** What the definitions make from nothing, and back. */
async function fresh(text: string): Promise<string[]> {
  const project = await makeProject(definitions(text), ["test"]);
  try {
    const { migration, down } = await plan(project, "fresh");
    await run(migration, "up");
    const made = await allCatalogs(sql);
    await run(down, "down");
    return made;
  } finally {
    await removeProject(project.root);
  }
}

async function begin(project: Project) {
  const first = await plan(project, "before");
  await proveAndWrite(project, first, { proof: false });
  await run(first.migration, "up");
  return first;
}

async function change({ parts }: ObjectCase, project: Project) {
  const { before = "", after = "", rows: given, opts = "", expected = "" } = parts;
  const isMoved = opts.split(/\s+/).includes("places");
  /** A generated column that is computed anew ends behind the others, which PostgreSQL has no way round. */
  const places = (lines: readonly string[]) =>
    isMoved ? lines.map((line) => line.replace(/^(pg_attribute .*)"attnum": \d+, /, "$1")).sort() : lines;
  const nothing = await allCatalogs(sql);
  const first = await begin(project);
  if (given) await sql.unsafe(given);
  const [start, rowsBefore] = [await allCatalogs(sql), await rows()];
  await writeFiles(project.root, definitions(after));
  const hints = opts
    .split(/\s+/)
    .filter((word) => word.includes("="))
    .map(parseRenameHint);
  const second = await plan(project, "after", hints);
  for (const word of expected.split("\n").filter(Boolean)) {
    if (word.startsWith("!")) expect(second.migration).not.toContain(word.slice(1));
    else expect(second.migration).toContain(word);
  }
  await run(second.migration, "up");
  const end = await allCatalogs(sql);
  await run(second.down, "down");
  expect(places(await allCatalogs(sql)), second.down).toEqual(places(start));
  if (
    second.wayBack.destructive.length + second.hazards.filter((one) => one.kind === "destructive").length ===
    0
  )
    expect(await rows()).toEqual(rowsBefore);
  await run(second.migration, "up");
  expect(places(await allCatalogs(sql))).toEqual(places(end));
  await run(second.down, "down");
  await run(first.down, "down");
  expect(await allCatalogs(sql), "back at nothing").toEqual(nothing);
  expect(places(end), second.migration).toEqual(places(await fresh(after)));
  expect(before).not.toBe(after);
}

describe("SQL objects and what stands on them, there and back", () => {
  test.each(cases)("$name", async (entry) => {
    if (Number(entry.parts.since ?? 0) > major) return;
    const project = await makeProject(definitions(entry.parts.before ?? ""), ["test"]);
    try {
      await change(entry, project);
    } catch (error) {
      // The next case begins with nothing.
      await close();
      await open();
      throw error;
    } finally {
      await removeProject(project.root);
    }
  });
});
