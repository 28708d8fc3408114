import { randomInt, randomUUID } from "node:crypto";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { connect } from "../../scripts/database/connect/connect.ts";
import { internAcl, isLack, OWNER } from "../../scripts/model/acl.ts";
import { isBuiltIn, type Warehouse } from "../../scripts/model/warehouse.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { composeScript } from "../../scripts/plan/compose.ts";
import type { Source } from "../../scripts/sources/source.ts";
import { thereAndBack } from "../support/alike.ts";
import { type TestCluster, testCluster } from "../support/cluster.ts";
import { arbitraryAccess } from "./arbitrary.ts";
import { showWarehouse } from "./shown.ts";
import { type Deployer, objectsOn, openWorld, SUPERUSER_OBJECTS, type World } from "./world.ts";

const PAIRS = Number(process.env.FUZZ_PAIRS ?? 6);
// The same each time where few are tried beside other tests.
const SEED = Number(process.env.FUZZ_SEED ?? (process.env.FUZZ_PAIRS ? randomInt(2 ** 31) : 20_261_127));

/** What is declared, beside a server that has something else. */
const declared = (warehouse: Warehouse, major: number): Source => ({
  kind: "declared",
  label: "declared",
  warehouse,
  binding: { variables: {}, major },
  provenance: new Map(),
  renames: [],
});

/** What a role file can say: that the owner grants, never somebody else, and has all that is its own. */
function sayable(warehouse: Warehouse): Warehouse {
  const privileges = [...warehouse.privileges].map(([key, { object, acl }]) => {
    const entries = [...acl.entries.values()].filter((entry) => entry.grantor === OWNER && !isLack(entry));
    return [key, { object, acl: internAcl(entries) }] as const;
  });
  return { ...warehouse, privileges: new Map(privileges.filter(([, entry]) => !isBuiltIn(entry))) };
}

const DEPLOYER: Deployer = { user: `fz_deployer_${randomInt(2 ** 31)}`, password: randomUUID() };

describe.each([
  ["a superuser", undefined],
  ["a plain deployer", DEPLOYER],
])(`what diff --sql prints makes two sides alike, as %s (FUZZ_SEED=${SEED})`, (_, deployer) => {
  let cluster: TestCluster;
  let world: World;

  // Roles are the whole server's, and those of random warehouses have the same names in each file.
  beforeAll(async () => {
    cluster = await testCluster(inject("emptyCluster"));
    if (deployer) {
      const admin = await connect(cluster.adminUrl);
      await admin.unsafe(`CREATE ROLE ${deployer.user} LOGIN CREATEROLE PASSWORD '${deployer.password}'`);
      await admin.end();
    }
    world = await openWorld(cluster.adminUrl, deployer);
  });
  afterAll(async () => {
    await world.close();
    await cluster.stop();
  });

  test(`${PAIRS} pairs`, { timeout: 3_600_000 }, async () => {
    const parameters = world.major >= 15;
    const more = SUPERUSER_OBJECTS.filter(({ kind }) => parameters || kind !== "parameter");
    const own = objectsOn(world.major);
    const objects = deployer ? own : [...own, ...more];
    const access = arbitraryAccess(world.bare, { superuser: !deployer, objects, major: world.major });
    const property = fc.asyncProperty(access, access, (has, said) =>
      world.inside(async () => {
        await world.apply(composeScript(diffWarehouses(world.bare, has), world.bare, has, []));
        await thereAndBack(world.sql, declared(sayable(said), world.major));
      }),
    );
    const interruptAfterTimeLimit = 60_000 + 3_000 * PAIRS;
    const details = await fc.check(property, {
      seed: SEED,
      numRuns: PAIRS,
      interruptAfterTimeLimit,
      markInterruptAsFailure: true,
    });
    if (!details.failed) return;
    const [has, said] = details.counterexample ?? [];
    expect.fail(
      [
        `FUZZ_SEED=${SEED} after ${details.numRuns} pairs and ${details.numShrinks} shrinks`,
        ...(has && said
          ? [`the server has:\n${showWarehouse(has)}`, `declared:\n${showWarehouse(sayable(said))}`]
          : []),
        String((details.errorInstance as Error | undefined)?.message ?? details.errorInstance),
      ].join("\n\n"),
    );
  });
});
