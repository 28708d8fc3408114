/** A revision of twenty statements, two of them in no transaction, and batches, in trouble at every boundary of a statement. */
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { readHistory } from "../../scripts/database/apply/history-table.ts";
import { readHalfDone } from "../../scripts/database/apply/step-record.ts";
import { connect, disconnect, type Sql } from "../../scripts/database/connect/connect.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { stepWords } from "../../scripts/move/half-done.ts";
import { type Move, migrate } from "../../scripts/move/migrate.ts";
import { historyTable } from "../../scripts/sources/history-place.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { dwh, startDwh } from "../support/cli.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { reviseByHand } from "../support/draft.ts";
import { openNetwork } from "../support/network.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";
import { until } from "../support/until.ts";

/** All boundaries with `make test-chaos`, else a few of them. */
const EVERY = process.env.CHAOS_ROUNDS !== undefined;
const TABLES = 18;
/** Two indexes come and go beside the tables. */
const DONE_UP = TABLES + 2;
/** Each is a batch. */
const ROWS = 5;

/** So many tries at once: a try mostly waits for the server. */
const AT_ONCE = 3;

/** A row that is changed twice is neither `` nor `x`. */
const CODE = `import type { BatchContext, MigrationBatches, MigrationSql } from "dwh-definitions";

async function change(sql: MigrationSql, to: string, { after = 0, reached }: BatchContext<number>) {
  const [row] = await sql.unsafe<{ id: number }>(
    \`UPDATE "SHOP".item SET name = \${to} WHERE id = $1 AND id <= $2 RETURNING id\`,
    [after + 1, reached ? (reached.after ?? 0) : ${ROWS}],
  );
  return row ? { rows: 1, after: row.id } : 0;
}

export const batches: MigrationBatches<number> = {
  up: (sql, context) => change(sql, "name || 'x'", context),
  down: (sql, context) => change(sql, "substr(name, 2)", context),
};
`;

const definitions = (tables: number, indexes: string) => `
import { index, integer, pgSchema, text } from "drizzle-orm/pg-core";
export const shop = pgSchema("SHOP");
export const item = shop.table("item", { id: integer(), name: text() }, (t) => [${indexes}]);
${Array.from({ length: tables }, (_, at) => `export const t${at} = shop.table("t${at}", { id: integer() });`).join("\n")}
`;

let project: Project;
/** The database that each try begins as: at the first revision, and at the second. */
let starts: Readonly<Record<Move["direction"], { readonly url: string; drop(): Promise<void> }>>;
const counts: Record<string, number> = { before: 0, step: 0, after: 0 };
let tried = 0;

beforeAll(async () => {
  project = await makeProject({ "definitions/shop.ts": definitions(0, "") });
  await revise(project, "item", { proof: false });
  const indexes = `index("i1").on(t.id).concurrently(), index("i2").on(t.name).concurrently()`;
  await writeFiles(project.root, { "definitions/shop.ts": definitions(TABLES, indexes) });
  await reviseByHand(
    project,
    "twenty",
    {
      "migration.sql": (text) => text.replace(/(?=CREATE INDEX)/, "-- run batches\n"),
      "down.sql": (text) => text.replace(/(?=DROP )/, "-- run batches\n"),
      "migration.ts": CODE,
    },
    { proof: false },
  );
  const [before, after] = await Promise.all([first(), first()]);
  await move(after.url, up);
  starts = { up: before, down: after };
});
afterAll(async () => {
  await Promise.all([starts.up.drop(), starts.down.drop()]);
  await removeProject(project.root);
  const { before, step, after } = counts;
  process.stdout.write(
    `\nstopped at the boundaries of statements and messages: ${tried} tried, ${before} before, ${step} at a step, ${after} after\n`,
  );
});

const move = (url: string, to: Move) => migrate(project, target(url, { env: "test" }), to);
const up: Move = { direction: "up", to: "head" };
const back: Move = { direction: "down", to: "-1" };

/** A database at the first revision, with rows. */
async function first() {
  const database = await freshDatabase(inject("adminUrl"));
  await move(database.url, { direction: "up", to: "+1" });
  const sql = await connect(database.url);
  await sql.unsafe(`INSERT INTO "SHOP".item SELECT n, '' FROM generate_series(1, ${ROWS}) n`);
  await disconnect(sql);
  return database;
}

/** Stops each session of ours before its nth statement that defines something, until the lock is given back; or has no disk for it. */
const boundary = (deed: "wait" | "fail"): string => `
  CREATE SCHEMA test_boundary;
  CREATE SEQUENCE test_boundary.counter;
  CREATE TABLE test_boundary.stop (at int);
  CREATE FUNCTION test_boundary.wait() RETURNS event_trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF nextval('test_boundary.counter') = (SELECT at FROM test_boundary.stop) THEN
${deed === "fail" ? "RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';" : ""}
      PERFORM pg_advisory_lock(42);
      PERFORM pg_advisory_unlock(42);
    END IF;
  END $$;
  CREATE EVENT TRIGGER boundary ON ddl_command_start EXECUTE FUNCTION test_boundary.wait();
  ALTER EVENT TRIGGER boundary ENABLE ALWAYS`;

/** How many of the twenty things and of the rows are there, and the step that the database remembers; of each all is as that says. */
async function standing(sql: Sql): Promise<"before" | "step" | "after"> {
  const [row] = await sql.unsafe<{ tables: number; indexes: string; rows: number; others: number }[]>(`SELECT
    (SELECT count(*)::int FROM "SHOP".item WHERE name = 'x') AS rows,
    (SELECT count(*)::int FROM "SHOP".item WHERE name NOT IN ('', 'x')) AS others,
    (SELECT count(*)::int FROM pg_tables WHERE schemaname = 'SHOP' AND tablename <> 'item') AS tables,
    coalesce((SELECT string_agg(c.relname, ' ' ORDER BY c.relname) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
      WHERE i.indrelid = to_regclass('"SHOP".item') AND i.indisvalid), '') AS indexes`);
  const half = await readHalfDone(sql, historyTable(project, { variables: {} }));
  const isApplied = (await readHistory(sql, historyTable(project, { variables: {} }))).length === 2;
  const { tables = -1, indexes = "", rows, others } = row ?? {};
  expect(others).toBe(0);
  if (!half) {
    expect([tables, indexes, rows]).toEqual(isApplied ? [TABLES, "i1 i2", ROWS] : [0, "", 0]);
    return isApplied ? "after" : "before";
  }
  // An index may be there of which nobody could note that it is.
  expect(tables).toBe(TABLES);
  expect(["", "i1", "i1 i2"].slice(Math.max(0, half.done - 2))).toContain(indexes);
  const changed = half.batches?.done ? ROWS : half.batches?.rows;
  expect(rows).toBe(half.direction === "up" ? changed : ROWS - (changed ?? 0));
  return "step";
}

/** Waits until nothing of a run is left on the server. */
const gone = (sql: Sql) =>
  until("the end of the run's sessions", async () => {
    const [row] = await sql.unsafe(`SELECT count(*)::int AS count FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'`);
    return row?.count === 0;
  });

/** What a run may leave behind on a server: files that are nobody's, indexes that are none. */
async function leftovers(sql: Sql): Promise<unknown> {
  // What was dropped is removed by the next checkpoint.
  await sql.unsafe("CHECKPOINT");
  const [row] = await sql.unsafe(`SELECT
    (SELECT count(*)::int FROM pg_ls_dir('base/' || (SELECT oid FROM pg_database WHERE datname = current_database())) f
      WHERE f ~ '^[0-9]+$' AND pg_filenode_relation(0, f::oid) IS NULL) AS files,
    (SELECT count(*)::int FROM pg_index WHERE NOT indisvalid) AS indexes`);
  return row;
}

/** Goes on or back. Of a revision that stands between two batches no rows can be asked: what the way back destroys must be allowed. */
async function goTo(url: string, to: Move, isBetweenBatches: boolean): Promise<void> {
  const refused = await move(url, to).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (refused === undefined) return;
  if (!isBetweenBatches || to.direction === "up" || !(refused instanceof Refusal)) throw refused;
  expect(new Set(refused.diagnostics.map(({ code }) => code))).toEqual(new Set(["way-back-destroys"]));
  await move(url, { ...to, destructive: "everything" });
}

/** Brings a database from wherever it is to both ends. */
async function recover(url: string, sql: Sql, first: Move): Promise<void> {
  const stands = await standing(sql);
  counts[stands] = (counts[stands] ?? 0) + 1;
  tried++;
  const half = await readHalfDone(sql, historyTable(project, { variables: {} }));
  if (half) {
    const { out } = await dwh(project.root, ["info"], { DATABASE_URL: url, DWH_ENV: "test" });
    expect(out).toContain(stepWords(half));
  }
  const isThere = stands === (first.direction === "up" ? "after" : "before");
  if (!isThere) await goTo(url, first, half?.batches !== undefined);
  expect(await standing(sql)).toBe(first.direction === "up" ? "after" : "before");
  await move(url, first.direction === "up" ? back : up);
  expect(await standing(sql)).toBe(first.direction === "up" ? "before" : "after");
  expect(await leftovers(sql)).toEqual({ files: 0, indexes: 0 });
}

/** Does something with a database at the first revision, or at the second for a way back. */
async function withStart(start: Move, work: (url: string, sql: Sql) => Promise<void>): Promise<void> {
  const template = new URL(starts[start.direction].url).pathname.slice(1);
  const database = await freshDatabase(inject("adminUrl"), template);
  const sql = await connect(database.url);
  try {
    await work(database.url, sql);
  } finally {
    await disconnect(sql);
    await database.drop();
  }
}

/** Does some work for each of many, a few at once. */
async function each<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

/** Makes a run end before its nth statement that defines something. */
type Trouble = (url: string, sql: Sql, start: Move) => Promise<void>;

const waiting = (sql: Sql) =>
  sql.unsafe<{ pid: number }[]>(
    "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objid = 42 AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
  );

/** Its process is killed. */
const killed: Trouble = async (url, sql, start) => {
  const run = startDwh(project.root, [start.direction === "up" ? "upgrade" : "downgrade", start.to], {
    DATABASE_URL: url,
    DWH_ENV: "test",
  });
  const over = run.ended.then(() => true);
  const boundary = until("the boundary", () => isWaiting(sql)).catch((error: Error) => {
    throw new Error(`${error.message}, where it says: ${run.said()}`);
  });
  const came = await Promise.race([over.then(() => false), boundary]);
  run.kill("SIGKILL");
  await over;
  expect(came).toBe(true);
};

const isWaiting = async (sql: Sql): Promise<boolean> => (await waiting(sql)).length > 0;

/** Its session on the server is ended. */
const terminated: Trouble = async (url, sql, start) => {
  const run = move(url, start).catch((error: unknown) => error);
  await until("the boundary", () => isWaiting(sql));
  await sql.unsafe("SELECT pg_terminate_backend($1)", [(await waiting(sql))[0]?.pid ?? 0]);
  const error = await run;
  expect(error).toBeInstanceOf(Refusal);
  expect((error as Refusal).diagnostics.map(({ code }) => code)).toEqual(["connection-lost"]);
};

/** The server's disk takes no more. */
const withoutDisk: Trouble = async (url, _, start) => {
  const error = await move(url, start).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(Refusal);
  expect((error as Refusal).message).toContain("No space left on device");
};

/** Has a trouble before the nth statement that defines something. */
async function troubled(url: string, sql: Sql, [start, at, trouble]: readonly [Move, number, Trouble]) {
  await sql.unsafe(boundary(trouble === withoutDisk ? "fail" : "wait"));
  await sql.unsafe("INSERT INTO test_boundary.stop VALUES ($1)", [at]);
  await sql.unsafe("SELECT setval('test_boundary.counter', 1, false), pg_advisory_lock(42)");
  await trouble(url, sql, start);
  await sql.unsafe("SELECT pg_advisory_unlock(42)");
  await gone(sql);
  await sql.unsafe("DROP EVENT TRIGGER boundary");
  await sql.unsafe("DROP SCHEMA test_boundary CASCADE");
}

/** Cuts a run off at its nth message, and brings the database to both ends. @returns whether it came to that message */
async function cutAt(nth: number, when: "before" | "after"): Promise<boolean> {
  let cuts = 0;
  await withStart(up, async (url, sql) => {
    const network = await openNetwork(url, { at: /./s, nth, when });
    await move(network.url, up).catch((error: unknown) => error);
    cuts = network.cuts();
    // Before the network goes: a run leaves no session behind.
    await gone(sql);
    await network.stop();
    if (cuts > 0) await recover(url, sql, nth % 2 === 0 ? up : back);
  });
  return cuts > 0;
}

const BOUNDARIES = Array.from({ length: DONE_UP }, (_, at) => at + 1);

/** Of what is tried only now and then: how, and before which statements of which way. */
const SAMPLE = new Map<Trouble, readonly (readonly [Move, number])[]>([
  [killed, [[up, 20]]],
  [terminated, [[up, 19]]],
  [withoutDisk, [[back, 20]]],
]);

describe("a revision in steps", () => {
  test.each([
    ["its process is killed (SIGKILL)", killed],
    ["its session on the server is ended", terminated],
    ["the server's disk is full", withoutDisk],
  ])(
    "before a statement, %s",
    async (_, trouble) => {
      const every = [up, back].flatMap((start) => BOUNDARIES.map((at) => [start, at] as const));
      await each(EVERY ? every : (SAMPLE.get(trouble) ?? []), async ([start, at]) => {
        // From a killed one to both ends first, from the others to one of them.
        const both = EVERY && trouble === killed ? [up, back] : [at % 2 === 0 ? up : back];
        for (const first of both) {
          await withStart(start, async (url, sql) => {
            await troubled(url, sql, [start, at, trouble]);
            await recover(url, sql, first);
          });
        }
      });
    },
    3_600_000,
  );

  test.each([
    ["before it arrives", "before"],
    ["after", "after"],
  ] as const)(
    "cut off at a message, %s",
    async (_, when) => {
      // Until a run comes to its end: messages from all over it.
      const step = EVERY ? 4 : 40;
      let isOver = false;
      let next = EVERY ? 1 : 50;
      await each([...Array(AT_ONCE).keys()], async () => {
        while (!isOver) {
          const nth = next;
          next += step;
          if (!(await cutAt(nth, when))) isOver = true;
        }
      });
    },
    3_600_000,
  );

  test("two at once do each step once", () =>
    withStart(up, async (url, sql) => {
      const reports = await Promise.all([move(url, up), move(url, up)]);
      expect(reports.flatMap(({ moved }) => moved)).toHaveLength(1);
      expect(await standing(sql)).toBe("after");
    }));

  test("an index that waits for whoever keeps the table is built once that one ends", () =>
    withStart(up, async (url, sql) => {
      const other = await connect(url);
      const held = new Promise<() => void>((ready) => {
        void other.begin(async (tx) => {
          await tx.unsafe(`LOCK TABLE "SHOP".item IN SHARE UPDATE EXCLUSIVE MODE`);
          await new Promise<void>((release) => ready(release));
        });
      });
      const release = await held;
      const run = move(url, up);
      await until("the index that waits", async () => {
        const half = await readHalfDone(sql, historyTable(project, { variables: {} }));
        return half?.done === 2;
      });
      release();
      await run;
      await disconnect(other);
      expect(await standing(sql)).toBe("after");
    }));
});
