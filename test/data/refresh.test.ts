import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { comingPartitions, tooLong } from "../../scripts/data/coming-partitions.ts";
import { declaredRefresh } from "../../scripts/data/declared-refresh.ts";
import { partitionsAhead } from "../../scripts/data/partitions-ahead.ts";
import { planRefresh } from "../../scripts/data/refresh-plan.ts";
import { refreshRelations } from "../../scripts/data/refresh-relations.ts";
import { connect, type Sql, withConnection } from "../../scripts/database/connect/connect.ts";
import { transaction } from "../../scripts/database/connect/transaction.ts";
import { dayRange } from "../../scripts/database/inspect/partition-bounds.ts";
import { readRefreshable } from "../../scripts/database/inspect/refreshable.ts";
import { driftFrom } from "../../scripts/drift/find-drift.ts";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import { dayText, parseDay } from "../../scripts/model/calendar.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { readDeclarations } from "../../scripts/sources/declared.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { removeProject } from "../support/cluster.ts";
import { type OwnedDatabase, ownedDatabase } from "../support/owned-database.ts";
import { makeProject, revise, target } from "../support/project.ts";

const env = `rf${randomBytes(4).toString("hex")}`;
const deployer = `${env}_deployer`;
let database: OwnedDatabase;
let sql: Sql;
let project: Project;

const DEFINITIONS = `import { sql } from "drizzle-orm";
import { date, integer, pgSchema, text, timestamp, uniqueIndex } from "drizzle-orm/pg-core";
import { annotate, createdAt, daily, monthly, partitionBy, sqlObject, touchFunction, updatedAt } from "dwh-definitions";
export const dm = pgSchema("DM");
export const touch = touchFunction(dm, { comment: "Keeps updated_at" });
export const sale = dm.table("sale", { id: integer().primaryKey(), amount: integer(), createdAt: createdAt(), updatedAt: updatedAt(touch) });
export const total = dm.materializedView("total").as((qb) => qb.select({ sum: sql<number>\`sum(\${sale.amount})\`.as("sum") }).from(sale));
export const shown = dm.view("shown").as((qb) => qb.select({ twice: sql<number>\`2 * sum\`.as("twice") }).from(total));
export const report = dm.table("report", { note: text(), twice: integer() });
export const last = dm.materializedView("last").as((qb) => qb.select({ twice: report.twice }).from(report));
export const broken = dm.materializedView("broken").as((qb) => qb.select({ bad: sql<number>\`1 / (amount - 7)\`.as("bad") }).from(sale));
export const below = dm.materializedView("below").as((qb) => qb.select({ bad: broken.bad }).from(broken));
annotate(total, { refresh: "daily" });
annotate(report, { refresh: ["daily", "hourly"], refreshedFrom: sql\`SELECT twice::integer AS twice, 'now' AS note FROM \${shown}\` });
annotate(last, { refresh: "daily" });
export const event = dm.table("event", { at: timestamp({ withTimezone: true }).notNull() });
annotate(event, { partitioned: partitionBy("range", event.at, { partitions: monthly() }) });
export const former = sqlObject({ kind: "table", schema: dm, name: "event_2020", dependsOn: [event],
  create: sql\`CREATE TABLE "DM"."event_2020" PARTITION OF \${event} FOR VALUES FROM ('2020-01-01') TO ('2021-01-01') PARTITION BY HASH (at)\` });
export const entry = dm.table("entry", { day: date().notNull() });
annotate(entry, { partitioned: partitionBy("range", entry.day, { partitions: [daily({ from: "2020-01-01", to: "2020-01-03", name: "e{year}{month}{day}" }), { entry_rest: "default" }] }) });
`;

const ROLES = `roles: { "\${env}_owner": {} }
schemas: { DM: { owner: "\${env}_owner", objects_owner: "\${env}_owner" } }
`;

beforeAll(async () => {
  database = await ownedDatabase(deployer);
  sql = await connect(database.url);
  project = await makeProject({ "definitions/dm.ts": DEFINITIONS, "roles/r.yaml": ROLES }, [env]);
  await revise(project, "init");
  await migrate(project, asDeployer(), { direction: "up", to: "head" });
});
afterAll(async () => {
  await sql.end();
  await database.drop();
  await removeProject(project.root);
});

const asDeployer = () => target(database.asDeployer, { env });

async function refresh(patterns: readonly string[], group?: string) {
  const { definitions } = await readDeclarations(project);
  const live = await withConnection(asDeployer().url, (own) => transaction(own, readRefreshable));
  const steps = planRefresh(
    live,
    declaredRefresh(definitions, { env: [env] }, { env }),
    { patterns, group },
    "here",
  );
  const done = await refreshRelations(asDeployer(), steps, 4);
  return done.map(({ key, way, problems }) => [key, way ?? problems.map(({ message }) => message).join()]);
}

test("materialized views and tables are refreshed behind what they read, by whoever may borrow the owner's rights", async () => {
  await sql.unsafe(`INSERT INTO "DM".sale (id, amount) VALUES (1, 5), (2, 6)`);
  expect(await refresh([], "daily")).toEqual([
    ["DM.total", "whole"],
    ["DM.report", "rows"],
    ["DM.last", "whole"],
  ]);
  expect(await sql.unsafe(`SELECT twice FROM "DM".last`)).toEqual([{ twice: 22 }]);
  await sql.unsafe(
    `CREATE UNIQUE INDEX ON "DM".total (sum); INSERT INTO "DM".sale (id, amount) VALUES (3, 7)`,
  );
  expect(await refresh(["DM.*"])).toEqual([
    ["DM.broken", expect.stringContaining("22012: division by zero")],
    ["DM.total", "concurrently"],
    ["DM.below", "DM.below was not refreshed, since it reads DM.broken"],
    ["DM.report", "rows"],
    ["DM.last", "whole"],
  ]);
  expect(await sql.unsafe(`SELECT note, twice FROM "DM".report`)).toEqual([{ note: "now", twice: 36 }]);
  // The membership that was borrowed is gone.
  expect(await sql.unsafe(`SELECT pg_has_role('${deployer}', '${env}_owner', 'USAGE') AS has`)).toEqual([
    { has: false },
  ]);
  await expect(refresh(["DM.sale"])).rejects.toThrow(Refusal);
  await expect(refresh([], "never")).rejects.toThrow("nothing of here is in the group never");
});

test("two runs at once fill a table once; rows that point at it are not lost", async () => {
  const { definitions } = await readDeclarations(project);
  const here = target(database.url, { env });
  const [held, watching] = [await connect(database.url), await connect(database.url)];
  const fill = async () => {
    const live = await transaction(watching, readRefreshable);
    const request = { patterns: ["DM.report"], group: undefined };
    const declared = declaredRefresh(definitions, { env: [env] }, { env });
    return planRefresh(live, declared, request, "here");
  };
  const steps = await fill();
  const count = async () => (await sql.unsafe(`SELECT count(*)::int AS count FROM "DM".report`))[0]?.count;
  try {
    let waiting: { runs: number } | undefined;
    await sql.unsafe(
      `ALTER DATABASE "${database.name}" SET default_transaction_isolation = 'repeatable read'`,
    );
    await held.unsafe(`BEGIN; LOCK TABLE "DM".report IN ACCESS EXCLUSIVE MODE`);
    const runs = [refreshRelations(here, steps, 1), refreshRelations(here, steps, 1)];
    while ((waiting?.runs ?? 0) < 2)
      [waiting] = await watching.unsafe<{ runs: number }[]>(
        `SELECT count(*)::int AS runs FROM pg_locks WHERE NOT granted AND relation = '"DM".report'::regclass`,
      );
    await held.unsafe("COMMIT");
    expect((await Promise.all(runs)).flat().map(({ way, problems }) => [way, problems])).toEqual([
      ["rows", []],
      ["rows", []],
    ]);
    expect(await count()).toBe(1);
    await sql.unsafe(`ALTER TABLE "DM".report ADD CONSTRAINT once UNIQUE (twice);
      CREATE TABLE "DM".child (twice integer CONSTRAINT up REFERENCES "DM".report (twice) ON DELETE SET NULL);
      INSERT INTO "DM".child SELECT twice FROM "DM".report`);
    const [refused] = await refreshRelations(here, steps, 1);
    expect(refused?.problems.map(({ code, message }) => `${code} ${message}`)).toEqual([
      "not-refreshable DM.report was not refreshed: DM.child points at it by up, and would lose rows or values with the former ones",
    ]);
    await sql.unsafe(`DROP TABLE "DM".child; ALTER TABLE "DM".report DROP CONSTRAINT once`);
  } finally {
    await sql.unsafe(`ALTER DATABASE "${database.name}" RESET default_transaction_isolation`);
    await Promise.all([held.end(), watching.end()]);
  }
});

test("a row says when it came and when it last changed", async () => {
  const moments = () => sql.unsafe(`SELECT created_at = updated_at AS same FROM "DM".sale WHERE id = 1`);
  expect(await moments()).toEqual([{ same: true }]);
  await sql.unsafe(`UPDATE "DM".sale SET amount = 5, updated_at = '2001-01-01' WHERE id = 1`);
  expect(await moments()).toEqual([{ same: false }]);
});

test("partitions of the calendar are made ahead of time, once, as the owner's", async () => {
  const ahead = (count: number | undefined, write = true) =>
    partitionsAhead({ project, target: asDeployer(), sql: deployers }, count, write);
  const deployers = await connect(asDeployer().url);
  try {
    expect(
      (await ahead(undefined, false)).map(({ table, unit, until, made }) => [table, unit, until, made]),
    ).toEqual([
      ["DM.entry", "day", "2020-01-03", []],
      ["DM.event", "month", "2021-01-01", []],
    ]);
    const planned = await ahead(1, false);
    expect(planned[1]?.sql[0]).toMatch(
      /^CREATE TABLE "DM"\."event_\d{4}_\d\d" PARTITION OF "DM"\."event" FOR VALUES FROM \('\d{4}-\d\d-01 00:00:00\+00'\) TO/,
    );
    // What is sent gives each to the owner of the table.
    expect(planned[1]?.sql).toEqual([
      expect.stringContaining("CREATE TABLE"),
      expect.stringContaining("CREATE TABLE"),
      ...(planned[1]?.made ?? []).map(
        (name) => `ALTER TABLE "DM"."${name.slice(3)}" OWNER TO "${env}_owner";`,
      ),
    ]);
    await sql.unsafe(`INSERT INTO "DM".entry VALUES (now())`);
    const [entry, event] = await ahead(1);
    // A row of today lies in the default partition: that is told, and nothing of the table is made.
    expect([entry?.made, entry?.problems[0]?.message]).toEqual([
      [],
      expect.stringContaining('partition constraint for default partition "entry_rest" would be violated'),
    ]);
    expect([event?.made.length, event?.problems]).toEqual([2, []]);
    await sql.unsafe(`DELETE FROM "DM".entry`);
    expect((await ahead(1)).map(({ made }) => made.length)).toEqual([2, 0]);
    expect((await ahead(1)).map(({ made }) => made.length)).toEqual([0, 0]);
    expect(
      await sql.unsafe(
        `SELECT DISTINCT pg_get_userbyid(relowner) AS owner FROM pg_class WHERE relispartition AND relkind = 'r'`,
      ),
    ).toEqual([{ owner: `${env}_owner` }]);
    await sql.unsafe(`INSERT INTO "DM".event VALUES (now()); INSERT INTO "DM".entry VALUES (now())`);
    const { structure } = await driftFrom(
      project,
      target(database.url, { env }),
      sql,
      await loadRevisions(project.config.out),
    );
    expect([...structure.changed, ...structure.byHand].map(({ object }) => object)).toEqual([
      'index "DM".total_sum_idx',
    ]);
  } finally {
    await deployers.end();
  }
});

test("which days are missing", () => {
  const long = { path: ["S", "t"], unit: "year", names: `${"ж".repeat(30)}{year}`, zoned: false } as const;
  const years = comingPartitions(long, [], new Date(0), 0);
  expect(tooLong(years).map(({ code, message }) => `${code} ${message}`)).toEqual([
    `name-too-long the name of the partition S.${"ж".repeat(30)}1970 has 64 bytes, PostgreSQL keeps 63`,
  ]);
  expect(tooLong(comingPartitions({ ...long, names: "t$$&{year}" }, [], new Date(0), 0))).toEqual([]);
  const table = { path: ["S", "t"], unit: "week", names: "t_{year}_{month}_{day}", zoned: false } as const;
  const coming = (bounds: readonly string[], day: string, count: number) =>
    comingPartitions(
      table,
      bounds.flatMap((bound) => dayRange(bound) ?? []),
      parseDay(day) ?? new Date(0),
      count,
    ).map(({ path, to }) => `${path[1]} ${dayText(to)}`);
  expect(coming([], "2026-12-31", 1)).toEqual(["t_2026_12_28 2027-01-04", "t_2027_01_04 2027-01-11"]);
  expect(
    coming(
      ["FOR VALUES FROM ('2026-12-01 00:00:00+00') TO ('2027-01-04 00:00:00+00')", "DEFAULT"],
      "2026-12-31",
      1,
    ),
  ).toEqual(["t_2027_01_04 2027-01-11"]);
  expect(coming(["FOR VALUES FROM (MINVALUE) TO ('infinity')"], "2026-12-31", 5)).toEqual([]);
  expect([parseDay("2026-02-30"), parseDay("26-1-1"), dayText(parseDay("0099") ?? new Date())]).toEqual([
    undefined,
    undefined,
    "0099-01-01",
  ]);
});

test("tables that are filled from one another have no order", () => {
  const live = new Map(
    ["S.a", "S.b"].map((key) => {
      const [schema = "", name = ""] = key.split(".");
      const facts = { kind: "r", populated: true, hasUnique: false, mayRefresh: true, reads: [] } as const;
      return [key, { schema, name, ...facts }] as const;
    }),
  );
  const declared = new Map([
    ["S.a", { groups: ["g"], query: 'SELECT * FROM "S"."b"' }],
    ["S.b", { groups: [], query: "SELECT * FROM s.a" }],
  ]);
  const steps = (patterns: readonly string[], group?: string) =>
    planRefresh(live, declared, { patterns, group }, "here").map(({ key, behind }) => [key, ...behind]);
  expect(steps([], "g")).toEqual([["S.a"]]);
  expect(() => steps(["S.*"])).toThrow("these are filled from one another: S.a, S.b");
  expect(() => steps(["S.c", "x"])).toThrow("S.c names no materialized view of here");
});
