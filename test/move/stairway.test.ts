import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { connect, type Sql, serverVersion } from "../../scripts/database/connect/connect.ts";
import { inspect } from "../../scripts/database/inspect/inspect.ts";
import { catalogShape } from "../../scripts/database/inspect/shape.ts";
import { bindWarehouse } from "../../scripts/model/bind.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { type MoveReport, migrate } from "../../scripts/move/migrate.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { inScope } from "../../scripts/plan/compare/scope.ts";
import { outsideOf } from "../../scripts/prove/outside-of.ts";
import { makeStubs } from "../../scripts/prove/stubs.ts";
import { describeDifference } from "../../scripts/review/differences.ts";
import { planRevision } from "../../scripts/revise/plan-revision.ts";
import { proveAndWrite } from "../../scripts/revise/write-revision.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { readSources } from "../../scripts/sources/read-sources.ts";
import { type Case, cases, openCase, planCase } from "../support/case.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { target } from "../support/project.ts";

/** Every case on disk goes up, down and up again on a server, compared by inspection at each step. */
describe("the stairway", () => {
  // Roles belong to the whole cluster: names of our own keep other tests out of sight.
  const env = `st${randomBytes(4).toString("hex")}`;
  const mine = (role: string) => role.includes(env);
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let sql: Sql;

  beforeAll(async () => {
    database = await freshDatabase(inject("adminUrl"));
    sql = await connect(database.url);
  });
  afterAll(async () => {
    await sql.unsafe(`DROP ROLE IF EXISTS "the_owner_of_${env}_tools"`);
    await sql.end();
    await database.drop();
  });

  const shape = () => catalogShape(sql, { leaveOut: ["drizzle"], roles: mine });
  const move = (project: Project, direction: "up" | "down", to: string): Promise<MoveReport> =>
    migrate(project, target(database.url, { env }), { direction, to });

  /** In what the server is not as the warehouse says. */
  async function deviations(expected: Warehouse, other: Warehouse): Promise<string[]> {
    const { major } = await serverVersion(sql);
    const bound = bindWarehouse(expected, { variables: { env }, major });
    const live = inScope(await inspect(sql), bound, bindWarehouse(other, { variables: { env }, major }));
    return describeDifference(diffWarehouses(bound, live));
  }

  async function climb(project: Project, entry: Case): Promise<void> {
    const { recorded, declared, earlier, ...rest } = await planCase(project, entry);
    await makeStubs(sql, outsideOf([rest.difference]), [], { env });
    const empty = await shape();
    await proveAndWrite(project, { recorded, declared, earlier, ...rest }, { proof: false });
    if (earlier.length > 0) await move(project, "up", "+1");
    expect(await deviations(recorded, declared)).toEqual([]);
    const before = await shape();
    await move(project, "up", "head");
    expect(await deviations(declared, recorded)).toEqual([]);
    const after = await shape();
    expect(after).not.toEqual(before);
    await move(project, "down", "-1");
    expect(await shape()).toEqual(before);
    expect(await deviations(recorded, declared)).toEqual([]);
    await move(project, "up", "head");
    expect(await shape()).toEqual(after);
    expect((await move(project, "up", "head")).moved).toEqual([]);
    await move(project, "down", "base");
    expect(await shape()).toEqual(empty);
  }

  test.each(cases())("$name", async (entry) => {
    const project = await openCase(entry, [env]);
    try {
      await climb(project, entry);
      // What was written is what is declared: the next revision has nothing to say.
      expect(await planRevision(await readSources(project), "again", [])).toEqual({
        kind: "nothing",
        warnings: expect.anything(),
      });
    } finally {
      await removeProject(project.root);
    }
  });
});
