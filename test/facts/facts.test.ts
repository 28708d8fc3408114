import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type FactsCluster, noFactsCluster, openFactsCluster } from "../support/facts-cluster.ts";
import { expectedOn, factFiles, includes } from "./facts-file.ts";
import { runFact } from "./run-fact.ts";
import { rawState, runScript, SCENARIO_GROUND } from "./scenario.ts";

/** Rows come in any order; which one is not what a fact is about. */
const unordered = (outcome: readonly string[]): string[] =>
  outcome.map((line) =>
    line.startsWith("rows ") ? `rows ${line.slice(5).split(" / ").sort().join(" / ")}` : line,
  );

describe.skipIf(noFactsCluster)(
  `PostgreSQL's behaviour${noFactsCluster ? `, ${noFactsCluster}` : ""}`,
  () => {
    let cluster: FactsCluster;
    beforeAll(async () => {
      cluster = await openFactsCluster();
    });
    afterAll(() => cluster?.stop());

    for (const { name, blocks } of factFiles()) {
      describe(name, () => {
        for (const block of blocks) {
          test(`${block.id} ${block.title}`, async ({ skip }) => {
            if (!includes(block.majors, cluster.major)) skip("not of this major version");
            const ran = await runFact(cluster, block);
            const shown = ran.map(({ statement: { line, sql }, outcome }) => ({
              line,
              sql,
              outcome: unordered(outcome),
            }));
            const expected = ran.map(({ statement }) => ({
              line: statement.line,
              sql: statement.sql,
              outcome: unordered(expectedOn(statement, cluster.major)),
            }));
            expect(shown).toEqual(expected);
          });
        }
      });
    }

    describe("a migration in the order that converges", () => {
      const made: string[][] = [];
      beforeAll(async () => {
        const sql = cluster.connect("boot", "facts");
        await sql.unsafe(SCENARIO_GROUND).finally(() => sql.end());
      });
      afterAll(() => cluster.reset());

      test.each(["boot", "deployer"])("and its way back restores everything, as %s", async (executor) => {
        const before = await rawState(cluster, "boot");
        await runScript(cluster, "up", executor);
        made.push(await runScript(cluster, "normal-form", executor));
        expect(await rawState(cluster, "boot")).not.toEqual(before);
        await runScript(cluster, "down", executor);
        expect(await rawState(cluster, "boot")).toEqual(before);
      });

      test("makes the same with and without superuser", () => {
        expect(made[0]?.length).toBeGreaterThan(20);
        expect(made[1]).toEqual(made[0]);
      });

      test("is seen whole by a role without any privilege", async () => {
        await runScript(cluster, "up", "boot");
        expect(await rawState(cluster, "stranger")).toEqual(await rawState(cluster, "boot"));
      });
    });
  },
);
