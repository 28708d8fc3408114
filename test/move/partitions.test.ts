import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { catalogShape } from "../../scripts/database/inspect/shape.ts";
import { hasDrifted } from "../../scripts/drift/drift-items.ts";
import { driftFrom } from "../../scripts/drift/find-drift.ts";
import { repairOf } from "../../scripts/drift/repair.ts";
import { writeRepair } from "../../scripts/drift/write-repair.ts";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import type { Hint } from "../../scripts/migrations/kit/drizzle-kit-hints.ts";
import { type Allowance, NOTHING_ALLOWED } from "../../scripts/model/allowance.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { removeProject } from "../support/cluster.ts";
import { type OwnedDatabase, ownedDatabase } from "../support/owned-database.ts";
import { makeProject, plan, target, writeFiles } from "../support/project.ts";

const env = `pt${randomBytes(4).toString("hex")}`;
const deployer = `${env}_deployer`;
let database: OwnedDatabase;
let sql: Sql;
let project: Project;

const HEAD = `import { sql } from "drizzle-orm";
import { bigint, date, index, integer, pgSchema, primaryKey, text, timestamp } from "drizzle-orm/pg-core";
import { annotate, monthly, partitionBy } from "dwh-definitions";
export const core = pgSchema("CORE");
`;

const EVENT = (options: string, name = "event", columns = "") => `
export const event = core.table("${name}", {
  id: bigint({ mode: "number" }).generatedByDefaultAsIdentity().notNull(),
  day: date().notNull(),
  note: text(), ${columns}
}, (t) => [primaryKey({ columns: [t.id, t.day] }), index("event_note").on(t.note)]);
annotate(event, { comment: "What happened", partitioned: partitionBy("range", event.day, { partitions: ${options} }) });
`;

/** Whoever applies the revisions gives the reader what it makes: partitions too, which counts for nothing. */
const ROLES = `roles: { "\${env}_reader": {}, "\${env}_owner": {}, "\${env}_deployer": { external: true } }
schemas: { CORE: { owner: "\${env}_owner", objects_owner: "\${env}_owner" } }
default_privileges: [{ for: "\${env}_deployer", in: CORE, tables: true, privileges: SELECT, to: "\${env}_reader" }]
grants: [{ to: "\${env}_reader", privileges: SELECT, tables: ["CORE.*"] }, { to: "\${env}_reader", privileges: USAGE, schemas: [CORE] }]
`;

beforeAll(async () => {
  database = await ownedDatabase(deployer);
  sql = await connect(database.url);
  project = await makeProject({ "roles/r.yaml": ROLES }, [env]);
});
afterAll(async () => {
  await sql.end();
  await database.drop();
  await removeProject(project.root);
});

function move(direction: "up" | "down", to: string, destructive: Allowance = "everything") {
  return migrate(project, target(database.asDeployer, { env }), { direction, to, destructive });
}
const shape = () => catalogShape(sql, { leaveOut: ["drizzle"], roles: (role) => role.startsWith(env) });
const before: { readonly step: string; readonly shape: readonly string[] }[] = [];

/** The next revision, proved, and its way up on the server. @returns its SQL */
async function step(message: string, definitions: string, hints: readonly Hint[] = []) {
  await writeFiles(project.root, { "definitions/core.ts": HEAD + definitions });
  before.push({ step: message, shape: await shape() });
  const revision = await plan(project, message, hints);
  const { migration, down, hazards, rows: effects } = revision;
  await proveAndWrite(project, revision, { proof: true }).catch((error) => {
    if (!(error instanceof Refusal)) throw error;
    throw new Error(
      `${error.diagnostics.map(({ message: text }) => text).join("\n")}\n${migration}\n=====\n${down}`,
    );
  });
  await move("up", "head");
  return {
    migration,
    down,
    told: hazards.flatMap(({ kind, message }) => (kind === "change" ? [message] : [])),
    shape: [...revision.definitions.tables.values()].flat().filter((part) => /partition/i.test(part)),
    lost: effects.lost.map(({ lost }) => lost),
    destroyed: hazards.flatMap(({ kind, path }) => (kind === "destructive" ? [path] : [])),
  };
}

async function drifted() {
  const { structure, access } = await driftFrom(
    project,
    target(database.url, { env }),
    sql,
    await loadRevisions(project.config.out),
  );
  const { privileges, owners } = access.difference;
  return [
    ...[...structure.changed, ...structure.byHand].map(({ kind, object }) => `${kind} ${object}`),
    ...[privileges, owners].flatMap(({ added, removed }) =>
      [...added, ...removed].map(({ object }) => object.path.join(".")),
    ),
  ];
}

const rows = async (table: string) =>
  (await sql.unsafe(`SELECT count(*)::int AS count FROM "CORE".${table}`))[0]?.count;

/** The partitions of a table with their bounds. */
const partitions = async () =>
  Object.fromEntries(
    (
      await sql.unsafe(`SELECT c.relname AS name, pg_get_expr(c.relpartbound, c.oid) AS bound
        FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace WHERE nspname = 'CORE' AND relispartition AND relkind = 'r' ORDER BY 1`)
    ).map(({ name, bound }) => [name, bound]),
  );

async function refused(definitions: string): Promise<string[]> {
  await writeFiles(project.root, { "definitions/core.ts": HEAD + definitions });
  return plan(project, "refused").then(
    () => ["nothing"],
    (error: unknown) =>
      error instanceof Refusal
        ? error.diagnostics.map(({ code, message }) => `${code} ${message}`)
        : [String(error)],
  );
}

test("partitions come with their table, by hand, and go on with it", async () => {
  const first = await step("init", EVENT('monthly({ from: "2026-01", to: "2026-03" })'));
  expect(first.migration).toContain(`PARTITION BY RANGE ("day")`);
  expect(first.migration).toContain(
    `CREATE TABLE IF NOT EXISTS "CORE"."event_2026_01" PARTITION OF "CORE"."event" FOR VALUES FROM ('2026-01-01') TO ('2026-02-01');`,
  );
  // They go with their table.
  expect(first.down).not.toContain("event_2026");
  expect(first.told).toEqual([]);
  expect(first.shape).toEqual([
    '`PARTITION BY RANGE ("day")`',
    "2 partitions, `event_2026_01` to `event_2026_02`",
  ]);
  await sql.unsafe(`INSERT INTO "CORE".event (day, note) VALUES ('2026-01-15', 'a'), ('2026-02-15', 'b')`);
  expect(await drifted()).toEqual([]);
  await sql.unsafe(
    `CREATE TABLE "CORE".event_2026_03 PARTITION OF "CORE".event FOR VALUES FROM ('2026-03-01') TO ('2026-04-01')`,
  );
  await sql.unsafe(`INSERT INTO "CORE".event (day, note) VALUES ('2026-03-15', 'c')`);
  expect(await drifted()).toEqual([]);
  // What was made ahead of time is taken as it is.
  await sql.unsafe(`ALTER TABLE "CORE".event_2026_03 OWNER TO ${env}_owner`);
  await step("more", EVENT('monthly({ from: "2026-01", to: "2026-05" })', "event", "more: integer(),"));
  expect(await rows("event")).toBe(3);
  expect(Object.keys(await partitions())).toEqual([
    "event_2026_01",
    "event_2026_02",
    "event_2026_03",
    "event_2026_04",
  ]);
  expect(await drifted()).toEqual([]);
  // The way back drops it with its rows, which others made and filled before.
  await expect(move("down", "-1", NOTHING_ALLOWED)).rejects.toThrow(
    "the way back drops the partition CORE.event_2026_03: rows that cannot be counted",
  );
  expect(await rows("event")).toBe(3);
  await expect(move("down", "-1", new Set(["CORE.event_2026_02"]))).rejects.toThrow(
    "nothing is destroyed that is called CORE.event_2026_02",
  );
});

test("a partition is detached and attached with its rows, gets other bounds, and goes", async () => {
  const detached = await step(
    "detach",
    EVENT(
      'monthly({ from: "2026-01", to: "2026-05", detachedBefore: "2026-02" })',
      "event",
      "more: integer(), other: text(),",
    ),
  );
  expect(detached.migration).toContain(`ALTER TABLE "CORE"."event" DETACH PARTITION "CORE"."event_2026_01";`);
  expect(detached.destroyed).toEqual([]);
  expect(detached.told).toEqual([
    "detaches CORE.event_2026_01 from CORE.event: it stays, as a table of its own",
  ]);
  expect([await rows("event"), await rows("event_2026_01")]).toEqual([2, 1]);
  expect(await drifted()).toEqual([]);
  const renamed = await step(
    "rename",
    EVENT(
      '[monthly({ from: "2026-02", to: "2026-04" }), { first: { from: "2026-01-01", to: "2026-02-01", detached: true }, rest: { from: "2026-04-01", to: "2027-01-01" }, other: "default" }]',
      "happening",
    ),
    [{ type: "rename", kind: "table", from: ["CORE", "event"], to: ["CORE", "happening"] }],
  );
  expect(renamed.migration).toContain(`ALTER TABLE "CORE"."event_2026_02" RENAME TO "happening_2026_02";`);
  // What was made by hand in the meantime is lost on the way back, with its rows.
  expect(renamed.lost).toEqual(["CORE.other", "CORE.rest"]);
  expect(renamed.destroyed).toEqual(["CORE.happening.more", "CORE.happening.other", "CORE.event_2026_04"]);
  expect([await rows("happening"), await rows("first")]).toEqual([2, 1]);
  await sql.unsafe(`INSERT INTO "CORE".happening (day) VALUES ('2026-04-01'), ('2030-01-01')`);
  expect(await drifted()).toEqual([]);
  // The key column gets another name, and a partition other bounds.
  const dated = (partitions: string) => `
export const event = core.table("happening", {
  id: bigint({ mode: "number" }).generatedByDefaultAsIdentity().notNull(), date: date().notNull(), note: text(),
}, (t) => [primaryKey({ columns: [t.id, t.date] }), index("event_note").on(t.note)]);
annotate(event, { comment: "What happened", partitioned: partitionBy("range", event.date, { partitions: {
  first: { from: "2026-01-01", to: "2026-02-01", detached: true }, other: "default", ${partitions} } }) });`;
  const bounds = await step(
    "bounds",
    dated(`happening_2026_02: { from: "2026-02-01", to: "2026-03-01" }, happening_2026_03: { from: "2026-03-01", to: "2026-04-01" },
      rest: { from: "2026-04-01", to: "2028-01-01" }`),
    [
      {
        type: "rename",
        kind: "column",
        from: ["CORE", "happening", "day"],
        to: ["CORE", "happening", "date"],
      },
    ],
  );
  expect(bounds.migration).toContain(`ALTER TABLE "CORE"."happening" DETACH PARTITION "CORE"."rest";`);
  expect(bounds.destroyed).toEqual([]);
  expect(await partitions()).toMatchObject({ rest: "FOR VALUES FROM ('2026-04-01') TO ('2028-01-01')" });
  expect([await rows("happening"), await drifted()]).toEqual([4, []]);
  // Something else of that name is no partition.
  await sql.unsafe(
    `CREATE TABLE "CORE".later (LIKE "CORE".happening); ALTER TABLE "CORE".later OWNER TO ${env}_owner`,
  );
  const beside = `happening_2026_02: { from: "2026-02-01", to: "2026-03-01" }, happening_2026_03: { from: "2026-03-01", to: "2026-04-01" },
      rest: { from: "2026-04-01", to: "2028-01-01" }, later: { from: sql\`date '2027-12-31' + 1\`, to: "2029-01-01" }`;
  await expect(step("later", dated(beside))).rejects.toThrow(
    "CORE.later was there before, and is no partition of CORE.happening",
  );
  // Nor is a partition with other bounds; with the same ones, however they are written, it is.
  const later = (to: string) =>
    sql.unsafe(`DROP TABLE "CORE".later; CREATE TABLE "CORE".later PARTITION OF "CORE".happening
      FOR VALUES FROM ('2028-01-01') TO ('${to}'); ALTER TABLE "CORE".later OWNER TO ${env}_owner`);
  await later("2028-06-01");
  await expect(move("up", "head")).rejects.toThrow(
    "CORE.later was there before as a partition of CORE.happening, but FOR VALUES FROM ('2028-01-01') TO ('2028-06-01') instead of FOR VALUES FROM ('2028-01-01') TO ('2029-01-01')",
  );
  await later("2029-01-01");
  await move("up", "head");
  await move("down", "-1");
  before.splice(-1, 1, { step: "later", shape: await shape() });
  await move("up", "head");
  // Rows that fit no partition any more: nothing is done.
  await step(
    "narrow",
    dated(
      `happening_2026_02: { from: "2026-02-01", to: "2026-03-01" }, rest: { from: "2026-05-01", to: "2028-01-01" }`,
    ),
  ).then(
    () => expect.unreachable("rows do not fit"),
    (error: unknown) =>
      expect(String(error)).toContain('constraint of relation "rest" is violated by some row'),
  );
  expect(await rows("rest")).toBe(1);
  before.pop();
});

test("a partition that is gone, detached or attached by hand is drift, and repaired with its rows", async () => {
  const look = async () =>
    driftFrom(
      project,
      target(database.url, { env }),
      sql,
      (await loadRevisions(project.config.out)).slice(0, -1),
    );
  await sql.unsafe(`ALTER TABLE "CORE".happening DETACH PARTITION "CORE".happening_2026_02;
    ALTER TABLE "CORE".happening DETACH PARTITION "CORE".rest; ALTER TABLE "CORE".happening ATTACH PARTITION "CORE".rest FOR VALUES FROM ('2026-04-01') TO ('2027-01-01');
    DROP TABLE "CORE".happening_2026_03`);
  const drift = await look();
  expect(
    [...drift.structure.changed, ...drift.structure.byHand].map(({ kind, object }) => `${kind} ${object}`),
  ).toEqual([
    'differs relation "CORE".happening_2026_02',
    'missing relation "CORE".happening_2026_03',
    'differs relation "CORE".rest',
  ]);
  const repair = await repairOf(drift, new Set());
  expect(repair.left).toEqual([]);
  await writeRepair(project, target(database.url, { env }), sql, drift, repair);
  expect(hasDrifted(await look())).toBe(false);
  expect([await rows("happening"), await rows("rest")]).toEqual([3, 1]);
});

test("what PostgreSQL does not do is refused with the place", async () => {
  const table = (columns: string, more: string, partitioned: string) => `
export const event = core.table("happening", { ${columns} }, (t) => [${more}]);
annotate(event, { partitioned: ${partitioned} });`;
  const own = "id: integer().notNull(), date: date().notNull(), note: text()";
  const key = "primaryKey({ columns: [t.id, t.date] })";
  expect([
    await refused(table(own, key, 'partitionBy("list", event.date)')),
    await refused(table(own, "primaryKey({ columns: [t.id] })", 'partitionBy("range", event.date)')),
    await refused(table(own.replace("date()", "timestamp()"), key, 'partitionBy("range", event.date)')),
    await refused(table(own, "", 'partitionBy("hash", event.date, { partitions: { a: "default" } })')),
    await refused(table(own, "", 'partitionBy("range", event.id, { partitions: monthly() })')),
    await refused(
      table(own, "", 'partitionBy("range", sql`lower(${event.note})`)').replace("text()", "text().unique()"),
    ),
  ]).toEqual([
    [
      'partitioned-otherwise CORE.happening is partitioned by RANGE ("date"), and would be partitioned by LIST ("date")',
    ],
    ["partition-key the primary key of CORE.happening is without date, by which it is partitioned"],
    ["partition-key-column CORE.happening.date changes, by which CORE.happening is partitioned"],
    [
      "bad-sql-object the table CORE.happening: its partition a takes all other rows, of which there are none by hash",
    ],
    [
      "bad-sql-object the table CORE.happening: partitions by the calendar need the range of one column of dates or timestamps",
    ],
    [
      "partition-key the unique constraint of note of CORE.happening is without an expression, by which it is partitioned",
    ],
  ]);
});

test("each step goes back", async () => {
  for (const { step: message, shape: former } of before.reverse()) {
    await move("down", message === "init" ? "base" : "-1");
    // The partition that was made by hand went with the step that took it.
    if (message !== "more") expect(await shape(), message).toEqual(former);
    else expect(await rows("event")).toBe(2);
  }
});
