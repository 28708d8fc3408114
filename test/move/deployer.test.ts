import { randomBytes } from "node:crypto";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test, vi } from "vitest";
import { connect, type Sql, serverVersion } from "../../scripts/database/connect/connect.ts";
import { inspect } from "../../scripts/database/inspect/inspect.ts";
import { catalogShape, compareShapes } from "../../scripts/database/inspect/shape.ts";
import { loadRevisions } from "../../scripts/migrations/folder.ts";
import { bindWarehouse } from "../../scripts/model/bind.ts";
import { EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { foldDelta } from "../../scripts/model/fold.ts";
import { bootstrap } from "../../scripts/move/bootstrap-script.ts";
import { type Move, migrate } from "../../scripts/move/migrate.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { inScope } from "../../scripts/plan/compare/scope.ts";
import { outsideOf } from "../../scripts/prove/outside-of.ts";
import { makeStubs } from "../../scripts/prove/stubs.ts";
import { describeDifference } from "../../scripts/review/differences.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { changesBeyondJobs, DEFINITIONS, printedIn, undone } from "../support/deployer.ts";
import { jobs, openJob } from "../support/job.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";

/** Upgrade sees nothing that is lacking, so that PostgreSQL itself must refuse. */
let blind = false;

vi.mock("../../scripts/move/preflight.ts", async (original) => {
  const module = await original<typeof import("../../scripts/move/preflight.ts")>();
  const preflight: typeof module.preflight = async (...all) => (blind ? [] : module.preflight(...all));
  return { ...module, preflight };
});

const suffix = randomBytes(4).toString("hex");
const env = `test${suffix}`;
const deployer = `deployer_${suffix}`;
const mine = (role: string) => role.includes(suffix);

let admin: Sql;
let major: number;
let url: string;
let sql: Sql;
let project: Project;
let database: Awaited<ReturnType<typeof freshDatabase>>;

/** The deployer, with CREATEROLE and its database and nothing else. */
async function makeDeployer(): Promise<void> {
  await sql.unsafe(`CREATE ROLE ${deployer} LOGIN CREATEROLE PASSWORD 'p'`);
  await sql.unsafe(`ALTER DATABASE "${new URL(database.url).pathname.slice(1)}" OWNER TO ${deployer}`);
}

beforeAll(async () => {
  process.env.AIRFLOW_PASSWORD = "very secret";
  admin = await connect(inject("adminUrl"));
  major = (await serverVersion(admin)).major;
});
beforeEach(async () => {
  database = await freshDatabase(inject("adminUrl"));
  sql = await connect(database.url);
  await makeDeployer();
  const address = new URL(database.url);
  address.username = deployer;
  address.password = "p";
  url = address.href;
});
afterEach(async () => {
  blind = false;
  await sql.end();
  await database.drop();
  if (project) await removeProject(project.root);
  const rows = await admin.unsafe(
    `SELECT rolname FROM pg_roles WHERE strpos(rolname, '${suffix}') > 0 ORDER BY rolname = '${deployer}'`,
  );
  for (const { rolname } of rows) await admin.unsafe(`DROP OWNED BY "${rolname}"; DROP ROLE "${rolname}"`);
});
afterAll(async () => {
  delete process.env.AIRFLOW_PASSWORD;
  await admin.end();
});

/** Without the history, whose log stays. */
const shape = () => catalogShape(sql, { leaveOut: ["drizzle"], roles: mine });
const asDeployer = () => target(url, { env });
const move = (to: Move) => migrate(project, asDeployer(), to);
const up: Move = { direction: "up", to: "head" };
const base: Move = { direction: "down", to: "base" };

/** What others make for the revisions up to this one. */
async function makeOutside(upTo: number): Promise<void> {
  const revisions = (await loadRevisions(project.config.out)).slice(0, upTo);
  const scripts = revisions.map(({ migration }) => migration);
  await makeStubs(sql, outsideOf(revisions.map(({ delta }) => delta)), scripts, { env });
}

async function refusal(to: Move): Promise<Refusal | undefined> {
  return move(to).then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof Refusal) return error;
      throw error;
    },
  );
}

const run = async (statements: readonly string[]) => {
  for (const statement of statements) await sql.unsafe(statement);
};

/** Without each of the statements PostgreSQL, or what is checked before COMMIT, refuses; nothing is done then. */
async function tryWithoutEach(statements: readonly string[], to: Move): Promise<void> {
  await run(statements);
  const before = await shape();
  blind = true;
  for (const statement of statements) {
    await sql.unsafe(undone(statement));
    expect(await refusal(to), `refused without ${statement}`).toBeDefined();
    await sql.unsafe(statement);
    expect(await shape()).toEqual(before);
  }
  blind = false;
}

/**
 * Moves as the deployer, after a superuser has run what the refusal says.
 *
 * @returns what he ran, and how the server was then; undefined where nothing that he could run helps
 */
async function moveWithHelp(to: Move): Promise<{ printed: string[]; before: string[] } | undefined> {
  const before = await shape();
  const refused = await refusal(to);
  if (!refused) return { printed: [], before };
  expect(await shape()).toEqual(before);
  const printed = printedIn(refused);
  if (!printed) return undefined;
  expect(refused.diagnostics.filter(({ code }) => !code.startsWith("executor-lacks-"))).toEqual([]);
  if (to === up) expect([...(await bootstrap(project, asDeployer())).sql].sort()).toEqual(printed.sort());
  await tryWithoutEach(printed, to);
  const helped = await shape();
  await move(to);
  return { printed, before: helped };
}

/** In what the server is not as the revisions say. */
async function deviations(): Promise<string[]> {
  const revisions = await loadRevisions(project.config.out);
  const expected = revisions.reduce((warehouse, { delta }) => foldDelta(warehouse, delta), EMPTY_WAREHOUSE);
  const live = await inspect(sql);
  const bound = bindWarehouse(expected, { variables: { env }, major: live.major });
  const { roles, ...difference } = diffWarehouses(bound, inScope(live, bound, EMPTY_WAREHOUSE));
  // PostgreSQL's own roles are not inspected.
  const removed = roles.removed.filter(({ name }) => !name.startsWith("pg_"));
  const nothing = { added: [], removed: [] };
  return describeDifference({
    ...difference,
    roles: { ...roles, removed },
    // The history does not say who owns what nobody declared, nor which tables there are to have comments.
    owners: nothing,
    comments: nothing,
  });
}

/** Routines of others lie in the schemas that the first revision makes: without them it can go. */
async function dropOutsideRoutines(): Promise<void> {
  const rows = await sql.unsafe(`SELECT oid::regprocedure::text AS routine FROM pg_proc
    WHERE pronamespace::regnamespace::text !~ '^(pg_|information_schema)'`);
  await run(rows.map(({ routine }) => `DROP ROUTINE ${routine}`));
}

/** Jobs that no deployer can do, whatever a superuser gives it, by the major version. */
const BEYOND: Readonly<Record<string, (major: number) => boolean>> = {
  "17-membership-options": (major) => major < 16,
  // Only superusers grant parameters.
  "28-other-kinds": (major) => major >= 15,
};

/** Up as the deployer revision by revision, each way back, and all of it again; with what a superuser must run. */
async function climb(): Promise<string[] | undefined> {
  await makeOutside(1);
  const first = await moveWithHelp({ direction: "up", to: "+1" });
  const between = await shape();
  await makeOutside(2);
  const second = await moveWithHelp(up);
  if (!first || !second) return undefined;
  expect(await deviations()).toEqual([]);
  const down = await moveWithHelp({ direction: "down", to: "-1" });
  expect(down?.printed).toEqual([]);
  expect(await shape()).toEqual(second.before);
  await dropOutsideRoutines();
  // What others made and a superuser ran meanwhile stays.
  const others = compareShapes(between, second.before);
  await move(base);
  const { missing, extra } = compareShapes(first.before, await shape());
  expect(missing.filter((line) => !others.missing.includes(line))).toEqual([]);
  expect(extra.filter((line) => !others.extra.includes(line))).toEqual([]);
  return [...first.printed, ...second.printed];
}

describe("a deployer without superuser does every job", () => {
  test.each(jobs())("$name", async (job) => {
    project = await openJob(job, suffix);
    await revise(project, "job", { proof: false });
    expect((await climb()) !== undefined).toBe(!BEYOND[job.name]?.(major));
  });
});

describe("a deployer without superuser, beyond the jobs", () => {
  const { beside, changes } = changesBeyondJobs(suffix, deployer);
  test.each(Object.entries(changes))("%s", async (_, { before, after, printed }) => {
    project = await makeProject(
      { "definitions/a.ts": DEFINITIONS, "roles/all.yaml": beside, "roles/more.yaml": before },
      [env],
    );
    await revise(project, "before", { proof: false });
    await writeFiles(project.root, { "roles/more.yaml": after });
    await revise(project, "after", { proof: false });
    expect((await climb())?.sort()).toEqual(printed(major)?.sort());
  });
});
