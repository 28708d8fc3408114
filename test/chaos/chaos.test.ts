import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { readHistory } from "../../scripts/database/apply/history-table.ts";
import { connect, disconnect } from "../../scripts/database/connect/connect.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { type Move, migrate } from "../../scripts/move/migrate.ts";
import { historyTable } from "../../scripts/sources/history-place.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { formatTable } from "../../scripts/terminal/table.ts";
import { startDwh } from "../support/cli.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeHistory } from "../support/history.ts";
import { openNetwork } from "../support/network.ts";
import { noPooler, startPooler } from "../support/pooler.ts";
import { target } from "../support/project.ts";
import { until } from "../support/until.ts";

/** How often each kind of trouble is made; `make test-chaos` makes more. */
const ROUNDS = Number(process.env.CHAOS_ROUNDS ?? 2);
const SEED = Number(process.env.CHAOS_SEED ?? Date.now() % 1_000_000);
const REVISIONS = 4;

/** Numbers that a seed decides (mulberry32). */
function numbersFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

let project: Project;
const rows: string[][] = [["trouble", "tried", "survived", "before", "between", "done"]];

beforeAll(async () => {
  project = await makeHistory(REVISIONS);
});
afterAll(async () => {
  await removeProject(project.root);
  process.stdout.write(`\nCHAOS_SEED=${SEED}\n${formatTable(rows)}\n`);
});

/** What a trouble does with a database while it is brought up, or down; it comes back when all of its runs have ended. */
type Trouble = (url: string, move: Move, random: (below: number) => number) => Promise<void>;

const run = (url: string, move: Move) => migrate(project, target(url, { env: "test" }), move);

/** How many revisions are there, by the history and by the tables: of each all or nothing, without a gap. */
async function standing(url: string): Promise<number> {
  const sql = await connect(url);
  try {
    await until("the end of every lock", async () => {
      const locks = await sql.unsafe(`SELECT FROM pg_locks WHERE locktype = 'advisory'
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`);
      return locks.length === 0;
    });
    const names = (await readHistory(sql, historyTable(project, { variables: {} }))).map(({ name }) =>
      Number(name.slice(-1)),
    );
    const tables = await sql.unsafe("SELECT tablename FROM pg_tables WHERE schemaname = 'SHOP' ORDER BY 1");
    expect(names).toEqual(names.map((_, index) => index + 1));
    expect(tables.map(({ tablename }) => tablename)).toEqual(names.map((_, index) => `t${index}`));
    return names.length;
  } finally {
    await disconnect(sql);
  }
}

const signalled =
  (signal: NodeJS.Signals): Trouble =>
  async (url, { direction, to }, random) => {
    const verb = direction === "up" ? "upgrade" : "downgrade";
    const process = startDwh(project.root, [verb, to], { DATABASE_URL: url, DWH_ENV: "test" });
    const revision = 1 + random(REVISIONS);
    const moment = random(40);
    // At some moment of some revision, or before the first.
    const begun = until("a revision that begins", () => process.said().includes(`(${revision} of`));
    await Promise.race([begun, process.ended]);
    // The moment is what is tried.
    await new Promise((resolve) => setTimeout(resolve, moment));
    process.kill(signal);
    const { code, err } = await process.ended;
    expect(err).not.toMatch(/^\s+at .*\.js:\d+/m);
    if (signal === "SIGKILL") return;
    expect([0, 130, 143, null], err).toContain(code);
    // Behind the last COMMIT there is nothing to roll back, and the signal ends the process as it ends any.
    if (code === null || code === 0) expect(await standing(url)).toBe(direction === "up" ? REVISIONS : 0);
  };

/** Where the database stands by what a refusal says; undefined where it does not. */
function saidStanding({ diagnostics }: Refusal): number | undefined {
  const [, number] = diagnostics.flatMap(
    ({ help = "" }) => /The database is at (base|\d+_table_\d)\./.exec(help) ?? [],
  );
  return number === undefined ? undefined : number === "base" ? 0 : Number(number.slice(-1));
}

const cut: Trouble = async (url, move, random) => {
  const when = random(2) === 0 ? "before" : "after";
  const network = await openNetwork(url, { at: /./s, nth: 1 + random(120), when, forEver: random(3) === 0 });
  const error = await run(network.url, move).catch((error: unknown) => error);
  await network.stop();
  if (!(error instanceof Error)) return;
  if (!(error instanceof Refusal)) throw error;
  const said = saidStanding(error);
  if (said !== undefined) expect(said).toBe(await standing(url));
};

const together =
  (count: number): Trouble =>
  async (url, move) => {
    const reports = await Promise.all(Array.from({ length: count }, () => run(url, move)));
    expect(reports.flatMap(({ moved }) => moved)).toHaveLength(REVISIONS);
  };

const pooled: Trouble = async (url, move, random) => {
  const pooler = await startPooler(url, 2 + random(4));
  try {
    await together(2 + random(2))(pooler.url, move, random);
  } finally {
    await pooler.stop();
  }
};

const TROUBLES: readonly { name: string; trouble: Trouble; missing?: string | undefined }[] = [
  { name: "killed", trouble: signalled("SIGKILL") },
  { name: "interrupted", trouble: signalled("SIGINT") },
  { name: "terminated", trouble: signalled("SIGTERM") },
  { name: "connection cut", trouble: cut },
  { name: "two at once", trouble: together(2) },
  { name: "three at once", trouble: together(3) },
  { name: "behind PgBouncer", trouble: pooled, missing: noPooler },
];

const MOVES: readonly Move[] = [
  { direction: "up", to: "head" },
  { direction: "down", to: "base" },
];

describe(`up and down in trouble, seed ${SEED}`, () => {
  test.each(TROUBLES)(
    "$name",
    async ({ name, trouble, missing }) => {
      if (missing !== undefined) return void rows.push([name, "0", "0", missing]);
      const random = numbersFrom(SEED);
      const ends = { before: 0, between: 0, done: 0 };
      let survived = 0;
      let tried = 0;
      for (; tried < ROUNDS; tried++) {
        const move = MOVES[tried % 2] ?? { direction: "up", to: "head" };
        const isUp = move.direction === "up";
        const database = await freshDatabase(inject("adminUrl"));
        try {
          if (!isUp) await run(database.url, { direction: "up", to: "head" });
          await trouble(database.url, move, random);
          const count = await standing(database.url);
          const done = isUp ? count : REVISIONS - count;
          ends[done === 0 ? "before" : done === REVISIONS ? "done" : "between"]++;
          // Whatever became of it, the same command brings it to its end.
          await run(database.url, move);
          expect(await standing(database.url)).toBe(isUp ? REVISIONS : 0);
          survived++;
        } finally {
          await database.drop();
        }
      }
      rows.push([name, tried, survived, ...Object.values(ends)].map(String));
      expect(survived).toBe(ROUNDS);
    },
    3_600_000,
  );
});
