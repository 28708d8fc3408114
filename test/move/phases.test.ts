import { drizzle } from "drizzle-orm/postgres-js";
import { migrate as drizzleMigrate } from "drizzle-orm/postgres-js/migrator";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { acceptDrift } from "../../scripts/adopt/accept-drift.ts";
import { readHalfDone } from "../../scripts/database/apply/step-record.ts";
import { connect, disconnect, majorOf, type Sql } from "../../scripts/database/connect/connect.ts";
import { hasDrifted } from "../../scripts/drift/drift-items.ts";
import { findDrift } from "../../scripts/drift/find-drift.ts";
import { repairOf } from "../../scripts/drift/repair.ts";
import { writeRepair } from "../../scripts/drift/write-repair.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { type Move, migrate } from "../../scripts/move/migrate.ts";
import { printedMove } from "../../scripts/move/printed-move.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import { historyTable } from "../../scripts/sources/history-place.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { parseScript } from "../../scripts/sql/script.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, plan, revise, target, writeFiles } from "../support/project.ts";

const definitions = (indexes: string, more = "") => `
import { index, integer, pgSchema, text, uniqueIndex } from "drizzle-orm/pg-core";
export const shop = pgSchema("SHOP");
export const item = shop.table("item", { id: integer(), name: text() }, (t) => [${indexes}]);
${more}
`;

const FIRST = `index("by name").on(t.name).concurrently()`;
const SECOND = `uniqueIndex("by_id").on(t.id).concurrently()`;

let project: Project;
let review = "";
let migration = "";
let down = "";
beforeAll(async () => {
  project = await makeProject({ "definitions/shop.ts": definitions("") });
  await revise(project, "item");
  await writeFiles(project.root, {
    "definitions/shop.ts": definitions(
      `${FIRST}, ${SECOND}`,
      `export const shelf = shop.table("shelf", { id: integer() }, (t) => [index("at").on(t.id).concurrently()]);`,
    ),
  });
  const planned = await plan(project, "indexes");
  const { files } = await proveAndWrite(project, planned, { proof: true });
  review = files["review.md"] ?? "";
  migration = files["migration.sql"] ?? "";
  down = files["down.sql"] ?? "";
});
afterAll(() => removeProject(project.root));

const files = (text: string) => text.split("--> statement-breakpoint").length;
const up: Move = { direction: "up", to: "head" };
const back: Move = { direction: "down", to: "-1" };
const move = (url: string, to: Move) => migrate(project, target(url, { env: "test" }), to);

async function failure(work: Promise<unknown>): Promise<Refusal> {
  const error = await work.catch((error: unknown) => error);
  expect(error).toBeInstanceOf(Refusal);
  return error as Refusal;
}

async function withDatabase(work: (url: string, sql: Sql) => Promise<void>): Promise<void> {
  const database = await freshDatabase(inject("adminUrl"));
  const sql = await connect(database.url);
  try {
    await work(database.url, sql);
  } finally {
    await disconnect(sql);
    await database.drop();
  }
}

/** A printed script also has BEGIN and COMMIT. */
const parseScriptLoosely = (text: string) => parseScript(text).statements;

/** The relations of the schema, an invalid index with a question mark; and at which step of which revision it is. */
async function state(sql: Sql): Promise<string> {
  const rows =
    await sql.unsafe(`SELECT c.relname || CASE WHEN i.indisvalid IS FALSE THEN '?' ELSE '' END AS name
    FROM pg_class c LEFT JOIN pg_index i ON i.indexrelid = c.oid
    WHERE c.relnamespace = to_regnamespace('"SHOP"') ORDER BY 1`);
  const half = await readHalfDone(sql, historyTable(project, { variables: {} }));
  const step = half ? ` ${half.direction} ${half.done}/${half.of}` : "";
  return `${rows.map(({ name }) => name).join(" ")}${step}`;
}

test("drizzle's concurrent indexes stand behind the transaction, of a new table within it; review.md says it", () => {
  expect(migration).toMatch(/^-- under any other runner\nDO /);
  expect(migration).toContain('CREATE INDEX "at" ON "SHOP"."shelf"');
  expect(migration.indexOf("Behind the transaction")).toBeLessThan(migration.indexOf("CONCURRENTLY"));
  expect(down).toContain('DROP INDEX "SHOP"."by name"');
  expect(files(down)).toBe(3);
  expect(review).toContain('ON "SHOP"."item" ("name")` runs outside of any transaction');
  expect(review).toContain("turned round at 2 steps of the way up and 0 of the way back");
});

test("there and back, on a table with rows; a dry run leaves them out; drizzle-kit's own migrator stops at the guard", () =>
  withDatabase(async (url, sql) => {
    await move(url, { direction: "up", to: "+1" });
    await sql.unsafe(`INSERT INTO "SHOP"."item" SELECT n, 'a' FROM generate_series(1, 1000) n`);
    const tried = await migrate(
      project,
      { ...target(url, { env: "test" }), lockTimeout: "5s" },
      { ...up, dryRun: true },
    );
    expect(tried.moved[0]?.notices.join("\n")).toContain(
      "left out of the dry run, since it runs in no transaction: CREATE",
    );
    expect(await state(sql)).toBe("item");
    const others = drizzleMigrate(drizzle({ client: sql }), { migrationsFolder: project.config.out });
    await expect(others).rejects.toMatchObject({
      cause: { message: expect.stringContaining("no other program can apply it") },
    });
    expect(await state(sql)).toBe("item");
    await move(url, up);
    expect(await state(sql)).toBe("at by name by_id item shelf");
    expect(hasDrifted(await findDrift(project, target(url, { env: "test" }), sql))).toBe(false);
    await move(url, back);
    expect(await state(sql)).toBe("item");
    const printed = await printedMove(project, target(url, { env: "test" }), up);
    expect(printed).not.toContain("guard");
    // psql sends each statement on its own.
    for (const { sql: text } of parseScriptLoosely(printed)) await sql.unsafe(text);
    expect(await state(sql)).toBe("at by name by_id item shelf");
    expect((await move(url, up)).moved).toEqual([]);
  }));

test("what stops at a step goes on from there, or back, and an index that is left invalid is made again", () =>
  withDatabase(async (url, sql) => {
    await move(url, { direction: "up", to: "+1" });
    await sql.unsafe(`INSERT INTO "SHOP"."item" VALUES (1, 'a'), (1, 'b')`);
    const unchecked: Move = { ...up, lookedAt: "none" };
    const failed = await failure(move(url, unchecked));
    expect(failed.diagnostics[0]?.message).toContain("23505");
    expect(failed.diagnostics[0]?.help).toContain("is half done: step 2 of 3 of the way up");
    expect(await state(sql)).toBe("at by name by_id? item shelf up 2/3");
    // What its steps did is drift, and neither way with that is open.
    const drift = await findDrift(project, target(url, { env: "test" }), sql);
    expect([drift.half?.done, hasDrifted(drift)]).toEqual([2, true]);
    const whole = { ...drift, half: undefined };
    const repair = await repairOf(whole, "everything");
    const refused = [
      repairOf(drift, "everything"),
      acceptDrift(project, drift, { shown: "the test", major: majorOf(sql) }),
      writeRepair(project, target(url, { env: "test" }), sql, whole, repair),
    ];
    for (const one of refused) expect((await failure(one)).diagnostics[0]?.code).toBe("half-done");
    expect(await state(sql)).toBe("at by name by_id? item shelf up 2/3");
    // Nothing else can run before.
    const other = await failure(
      move(url, { direction: "down", to: "base" }).then(() => move(url, { direction: "up", to: "1" })),
    );
    expect(other.diagnostics.map(({ code }) => code)).toEqual(["way-back-destroys"]);
    await failure(move(url, unchecked));
    expect(await state(sql)).toBe("at by name by_id? item shelf up 2/3");
    await move(url, back);
    expect(await state(sql)).toBe("item");
    await failure(move(url, unchecked));
    await sql.unsafe(`DELETE FROM "SHOP"."item" WHERE name = 'b'`);
    const { moved } = await move(url, up);
    expect(moved[0]?.notices).toContain(
      '"SHOP"."by_id" was left invalid by a run that broke: it is made again',
    );
    expect(await state(sql)).toBe("at by name by_id item shelf");
    await move(url, { direction: "down", to: "base", destructive: "everything" });
    expect(await state(sql)).toBe("");
  }));
