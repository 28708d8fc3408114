import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { dropHistoryIfEmpty } from "../../scripts/database/apply/drop-history.ts";
import {
  checkVariables,
  readHistory,
  recordApplied,
  recordReverted,
  rememberVariables,
  stateTable,
} from "../../scripts/database/apply/history-table.ts";
import { ensureHistory } from "../../scripts/database/apply/make-history.ts";
import {
  forgetTakenOver,
  formerRoles,
  rememberTakenOver,
  renameTakenOver,
  takenOverRoles,
} from "../../scripts/database/apply/taken-over-record.ts";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { catalogShape } from "../../scripts/database/inspect/shape.ts";
import { quoteIdentifier } from "../../scripts/model/identifier.ts";
import { newRole } from "../../scripts/model/role.ts";
import { freshDatabase } from "../support/cluster.ts";

const place = { schema: 'his"tory', table: "My table" };
const schema = quoteIdentifier(place.schema);
const first = { name: "20260101000000_init", hash: "ab".repeat(32), createdAt: Date.UTC(2026, 0, 1) };
const second = { name: "20260102000000_more", hash: "cd".repeat(32), createdAt: Date.UTC(2026, 0, 2) };
const shapeOptions = { roles: () => false };

let database: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;
let empty: string[];
beforeAll(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  empty = await catalogShape(sql, shapeOptions);
});
beforeEach(() => sql.unsafe(`SET client_min_messages = error; DROP SCHEMA IF EXISTS ${schema} CASCADE`));
afterAll(async () => {
  await sql.end();
  await database.drop();
});

test("no history is an empty one, and reading makes none", async () => {
  expect(await readHistory(sql, place)).toEqual([]);
  expect(await checkVariables(sql, place, { env: "test" })).toEqual([]);
  expect(await takenOverRoles(sql, place)).toEqual(new Set());
  expect(await catalogShape(sql, shapeOptions)).toEqual(empty);
});

test("revisions come in the order in which they were applied, and go", async () => {
  await ensureHistory(sql, place);
  await ensureHistory(sql, place);
  await recordApplied(sql, place, second);
  await recordApplied(sql, place, first);
  const rows = await readHistory(sql, place);
  expect(rows.map(({ name, hash }) => [name, hash])).toEqual([
    [second.name, second.hash],
    [first.name, first.hash],
  ]);
  await recordReverted(sql, place, second.name);
  expect((await readHistory(sql, place)).map(({ name }) => name)).toEqual([first.name]);
});

test("the table is drizzle's own", async () => {
  await ensureHistory(sql, place);
  await recordApplied(sql, place, first);
  const columns = await sql.unsafe(
    `SELECT column_name AS name, data_type AS type, is_nullable AS nullable, column_default AS default
     FROM information_schema.columns WHERE table_name = 'My table' ORDER BY ordinal_position`,
  );
  expect(columns.map((row) => Object.values(row))).toEqual([
    ["id", "integer", "NO", `nextval('${schema}."My table_id_seq"'::regclass)`],
    ["hash", "text", "NO", null],
    ["created_at", "bigint", "YES", null],
    ["name", "text", "YES", null],
    ["applied_at", "timestamp with time zone", "YES", "now()"],
  ]);
  const [row] = await sql.unsafe(`SELECT created_at, applied_at IS NOT NULL AS at FROM ${schema}."My table"`);
  expect(row).toEqual({ created_at: String(first.createdAt), at: true });
});

describe("what a database remembers", () => {
  test("the variables of its first upgrade", async () => {
    await ensureHistory(sql, place);
    await rememberVariables(sql, place, { env: "test" });
    await rememberVariables(sql, place, { env: "test", region: "eu" });
    expect(await checkVariables(sql, place, { env: "test", region: "eu", other: "x" })).toEqual([]);
    const problems = await checkVariables(sql, place, { env: "prod", region: "us" });
    expect(problems.map(({ code }) => code)).toEqual(["variable-differs", "variable-differs"]);
    expect(problems[0]?.message).toContain("env = test, not prod");
    expect(problems[0]?.help).toContain("DWH_ENV=test");
  });

  test("roles that were there before", async () => {
    await ensureHistory(sql, place);
    const [a, b] = [newRole("a", { login: true, settings: { work_mem: "1MB" } }), newRole("b:c")];
    await rememberTakenOver(sql, place, [a, b]);
    await rememberTakenOver(sql, place, [newRole("a")]);
    await sql.unsafe(`INSERT INTO ${stateTable(place)} VALUES ('role:older', 'adopted')`);
    expect(await takenOverRoles(sql, place)).toEqual(new Set(["a", "b:c", "older"]));
    expect(await formerRoles(sql, place)).toEqual(new Map([a, b].map((role) => [role.name, role])));
    await renameTakenOver(sql, place, "a", "d");
    await forgetTakenOver(sql, place, "b:c");
    expect(await takenOverRoles(sql, place)).toEqual(new Set(["d", "older"]));
  });
});

describe("at base nothing of ours is left where there is no log", () => {
  test("but while a revision is applied everything stays", async () => {
    await ensureHistory(sql, place);
    await recordApplied(sql, place, first);
    await dropHistoryIfEmpty(sql, place);
    expect(await readHistory(sql, place)).toHaveLength(1);
    await recordReverted(sql, place, first.name);
    await dropHistoryIfEmpty(sql, place);
    await dropHistoryIfEmpty(sql, place);
    expect(await catalogShape(sql, shapeOptions)).toEqual(empty);
  });

  test("a schema with something else in it stays", async () => {
    await ensureHistory(sql, place);
    await sql.unsafe(`CREATE TABLE ${schema}.other (id int)`);
    const before = await catalogShape(sql, shapeOptions);
    await dropHistoryIfEmpty(sql, place);
    const after = await catalogShape(sql, shapeOptions);
    expect(after.length).toBeLessThan(before.length);
    expect(after.some((line) => line.includes(`${schema}.other`))).toBe(true);
  });

  test("a schema that was there before stays", async () => {
    await sql.unsafe(`CREATE SCHEMA ${schema}`);
    const before = await catalogShape(sql, shapeOptions);
    await ensureHistory(sql, place);
    await dropHistoryIfEmpty(sql, place);
    expect(await catalogShape(sql, shapeOptions)).toEqual(before);
  });
});
