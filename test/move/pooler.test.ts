import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import { readHistory } from "../../scripts/database/apply/history-table.ts";
import { connect, type Sql } from "../../scripts/database/connect/connect.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import { historyTable } from "../../scripts/sources/history-place.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeHistory } from "../support/history.ts";
import { noPooler, type Pooler, startPooler } from "../support/pooler.ts";
import { target } from "../support/project.ts";

const SETS =
  "SET work_mem = '7MB';\nSET SESSION statement_timeout = '1min';\nSET search_path = pg_catalog;\n";
const REVISIONS = 4;

describe.skipIf(noPooler !== undefined)(`behind a transaction pooler (${noPooler ?? "pgbouncer"})`, () => {
  let project: Project;
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let direct: Sql;
  let pooler: Pooler | undefined;

  beforeAll(async () => {
    project = await makeHistory(REVISIONS, (number) =>
      number === 2 ? `${SETS}SELECT pg_catalog.set_config('jit', 'on', false);\n` : "",
    );
  });
  beforeEach(async () => {
    database = await freshDatabase(inject("adminUrl"));
    direct = await connect(database.url);
  });
  afterEach(async () => {
    await direct.end();
    await pooler?.stop();
    await database.drop();
  });
  afterAll(() => removeProject(project.root));

  const upgrade = (url: string) =>
    migrate(project, target(url, { env: "test" }), { direction: "up", to: "head" });

  /** What is set in every session that the pooler has, as clients that come now find it. */
  async function sessionSettings(url: string, sessions: number): Promise<unknown[]> {
    const clients = await Promise.all(Array.from({ length: sessions }, () => connect(url)));
    const found = [];
    for (const client of clients) {
      // Each stays in its transaction, so that the next gets another session.
      await client.unsafe("BEGIN");
      found.push(
        ...(await client.unsafe(
          `SELECT name, setting FROM pg_settings
           WHERE source = 'session' AND setting <> reset_val AND name <> 'application_name'
           UNION ALL SELECT 'role', current_setting('role') WHERE current_setting('role') <> 'none'
           UNION ALL SELECT 'locks', count(*)::text FROM pg_locks WHERE locktype = 'advisory'
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) HAVING count(*) > 0`,
        )),
      );
    }
    for (const client of clients) {
      await client.unsafe("ROLLBACK");
      await client.end();
    }
    return found;
  }

  test.each([2, 3, 6])(
    "two upgrades at once apply each revision once, with %i sessions",
    async (sessions) => {
      pooler = await startPooler(database.url, sessions);
      const reports = await Promise.all([upgrade(pooler.url), upgrade(pooler.url)]);
      expect(reports.flatMap(({ moved }) => moved)).toHaveLength(REVISIONS);
      expect(new Set(reports.map(({ head }) => head)).size).toBe(1);
      expect(await readHistory(direct, historyTable(project, { variables: {} }))).toHaveLength(REVISIONS);
    },
  );

  test("two upgrades, one of them past the pooler", async () => {
    pooler = await startPooler(database.url, 4);
    const reports = await Promise.all([upgrade(pooler.url), upgrade(database.url)]);
    expect(reports.flatMap(({ moved }) => moved)).toHaveLength(REVISIONS);
  });

  test("no setting of a run is left to other programs, not even one that a revision makes by hand", async () => {
    pooler = await startPooler(database.url, 3);
    expect(await sessionSettings(pooler.url, 3)).toEqual([]);
    await upgrade(pooler.url);
    expect(await sessionSettings(pooler.url, 3)).toEqual([]);
  });

  test("too few sessions for a run: it ends, and says how many it needs", async () => {
    pooler = await startPooler(database.url, 1, 1);
    const error = await upgrade(pooler.url).catch((error: unknown) => error);
    expect(error).toBeInstanceOf(Refusal);
    const [problem] = (error as Refusal).diagnostics;
    expect(problem?.code).toBe("connection-lost");
    expect(problem?.help).toContain("Nothing was done. Behind a pooler, a run needs two sessions at once.");
    expect(await readHistory(direct, historyTable(project, { variables: {} }))).toEqual([]);
  });
});
