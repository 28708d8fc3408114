/** Distributed tables: one history on a plain server and on a coordinator; of the latter a stand-in, or TEST_CITUS_URL. */
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from "vitest";
import {
  connect,
  disconnect,
  majorOf,
  type Sql,
  serverVersion,
} from "../../scripts/database/connect/connect.ts";
import { readDistributions } from "../../scripts/database/inspect/live-distributions.ts";
import { driftItems } from "../../scripts/drift/drift-items.ts";
import { findDrift } from "../../scripts/drift/find-drift.ts";
import { repairOf } from "../../scripts/drift/repair.ts";
import { writeRepair } from "../../scripts/drift/write-repair.ts";
import { FORMAT } from "../../scripts/migrations/delta-format.ts";
import { NOTHING_ALLOWED } from "../../scripts/model/allowance.ts";
import { distributionWords } from "../../scripts/model/distribution.ts";
import { objectKey } from "../../scripts/model/object.ts";
import { migrate } from "../../scripts/move/migrate.ts";
import type { Project } from "../../scripts/sources/project.ts";
import { citusCalls, citusStandIn, createCitus } from "../support/citus.ts";
import { freshDatabase, removeProject } from "../support/cluster.ts";
import { makeProject, revise, target, writeFiles } from "../support/project.ts";

const { TEST_CITUS_URL: CITUS_URL } = process.env;

const definitions = (order: string, country: string) => `
import { annotate } from "dwh-definitions";
import { foreignKey, integer, pgSchema, primaryKey, text } from "drizzle-orm/pg-core";

export const shop = pgSchema("SHOP");
export const alone = pgSchema("ALONE");
export const settings = alone.table("settings", { id: integer().primaryKey() });
annotate(alone, { distributed: { schema: true } });

export const country = shop.table("country", { code: text().primaryKey() });
annotate(country, { comment: "Where", distributed: ${country} });

export const customer = shop.table("customer", {
  id: integer().primaryKey(),
  country: text().references(() => country.code),
});
annotate(customer, { distributed: { by: "id" } });

export const order = shop.table("order", { id: integer(), customerId: integer("customer_id"), region: integer() }, (t) => [
  primaryKey({ columns: [t.id, t.customerId, t.region] }),
]);
annotate(order, { distributed: ${order} });
`;

const BESIDE = `{ by: "customerId", colocateWith: customer }`;

const ROLES = `roles:
  "citus_\${env}_reader": {}
grants:
  - { to: "citus_\${env}_reader", privileges: SELECT, tables: "SHOP.*" }
`;

let project: Project;
let folder: string;
let plain: Awaited<ReturnType<typeof freshDatabase>>;
let coordinator: Awaited<ReturnType<typeof freshDatabase>>;
let sql: Sql;

beforeAll(async () => {
  folder = await citusStandIn();
  project = await makeProject({
    "definitions/shop.ts": definitions(BESIDE, "{ reference: true }"),
    "roles/roles.yaml": ROLES,
  });
  plain = await freshDatabase(inject("adminUrl"));
  coordinator = await freshDatabase(CITUS_URL ?? inject("adminUrl"));
  sql = await connect(coordinator.url);
});
afterAll(async () => {
  await disconnect(sql);
  await Promise.all([plain.drop(), coordinator.drop()]);
  await removeProject(project.root);
  await rm(folder, { recursive: true });
});

const move = (url: string, direction: "up" | "down", to: string) =>
  migrate(project, target(url, { env: "test" }), { direction, to });

/** What is distributed, in words. */
const distributed = async (): Promise<Record<string, string>> => {
  const { extensions } = await serverVersion(sql);
  const all = await readDistributions(sql, extensions);
  const groups = all.flatMap(({ group, by }) => (by === undefined ? [] : [group]));
  const words = all.map((one) => {
    const isBeside = one.by !== undefined && groups.filter((group) => group === one.group).length > 1;
    return [objectKey(one.object), `${distributionWords(one)}${isBeside ? ", beside another" : ""}`] as const;
  });
  return Object.fromEntries(words.sort());
};

const called = async (): Promise<string[] | undefined> => (CITUS_URL ? undefined : citusCalls(sql));

const FIRST = {
  "schema ALONE": "a schema on one node",
  "table SHOP.country": "a reference table, a copy on every node",
  "table SHOP.customer": "spread over the nodes by id, beside another",
  "table SHOP.order": "spread over the nodes by customer_id, beside another",
};

describe("distributed tables", () => {
  // PostgreSQL finds files of extensions elsewhere since 18, and a container sees none of ours.
  beforeEach(({ skip }) =>
    skip(CITUS_URL === undefined && (inject("emptyCluster") === undefined || majorOf(sql) < 18)),
  );

  test("a revision distributes what it makes, before foreign keys; its proof needs no citus", async () => {
    const { name, migration, down } = await revise(project, "first");
    const section = /-- Distributed tables[\s\S]*?(?=\n--> statement-breakpoint)/.exec(migration)?.[0];
    expect(section).toMatchInlineSnapshot(`
      "-- Distributed tables
      -- when extension = citus
      SELECT citus_schema_distribute('"ALONE"');
      -- when extension = citus
      SELECT create_reference_table('"SHOP"."country"');
      -- when extension = citus
      SELECT create_distributed_table('"SHOP"."customer"', 'id');
      -- when extension = citus
      SELECT create_distributed_table('"SHOP"."order"', 'customer_id', colocate_with => '"SHOP"."customer"');"
    `);
    expect(migration.indexOf("FOREIGN KEY")).toBeGreaterThan(migration.indexOf("-- Distributed tables"));
    expect(down).not.toContain("undistribute");
    const delta = await readFile(join(project.config.out, name, "delta.json"), "utf8");
    expect(delta).toContain(`"format": ${FORMAT},`);
    expect(/"distributions": \{[\s\S]*?\n {2}\}/.exec(delta)?.[0]).toMatchInlineSnapshot(`
      ""distributions": {
          "added": [
            {"on":"schema ALONE"},
            {"on":"table SHOP.country"},
            {"on":"table SHOP.customer","by":"id"},
            {"on":"table SHOP.order","by":"customer_id","colocateWith":"SHOP.customer"}
          ],
          "removed": []
        }"
    `);
  });

  test("the same history on a plain server, where nothing of it drifts", async () => {
    await move(plain.url, "up", "head");
    const one = target(plain.url, { env: "test" });
    const other = await connect(plain.url);
    expect(await driftItems(project, await findDrift(project, one, other))).toEqual([]);
    await disconnect(other);
    await move(plain.url, "down", "base");
  });

  test("on a coordinator, in one transaction with a role", async () => {
    if (!CITUS_URL) await createCitus(sql, folder);
    else await sql.unsafe("CREATE EXTENSION IF NOT EXISTS citus");
    await move(coordinator.url, "up", "head");
    expect(await called()).toEqual([
      'distribute schema "ALONE"',
      'copy "SHOP".country',
      'distribute "SHOP".customer by id beside default',
      'distribute "SHOP"."order" by customer_id beside "SHOP"."customer"',
    ]);
    expect(await distributed()).toEqual(FIRST);
  });

  test("what drifted is told with its place, and repaired", async () => {
    const one = target(coordinator.url, { env: "test" });
    expect(await driftItems(project, await findDrift(project, one, sql))).toEqual([]);
    await sql.unsafe(`BEGIN; SET LOCAL citus.multi_shard_modify_mode = 'sequential';
      SELECT undistribute_table('"SHOP"."order"'); SELECT citus_schema_undistribute('"ALONE"'); COMMIT`);
    const drift = await findDrift(project, one, sql);
    const items = await driftItems(project, drift);
    expect(items.map(({ text, at }) => `${text} ${at?.line ?? ""}`)).toMatchInlineSnapshot(`
      [
        "schema ALONE is not distributed, where there should be a schema on one node 6",
        "table SHOP.order is not distributed, where there should be spread over the nodes by customer_id, beside SHOP.customer 19",
      ]
    `);
    await writeRepair(project, one, sql, drift, await repairOf(drift, NOTHING_ALLOWED));
    expect(await distributed()).toEqual(FIRST);
    await called();
  });

  test("what changes is moved, and back", async () => {
    await writeFiles(project.root, {
      "definitions/shop.ts": definitions(`{ by: "region" }`, `{ by: "code" }`).replace(
        ".references(() => country.code)",
        "",
      ),
    });
    const { hazards } = await revise(project, "otherwise");
    expect(hazards.map(({ kind, message }) => `${kind}: ${message}`)).toMatchInlineSnapshot(`
      [
        "change: drops the constraint customer_country_country_code_fkey of SHOP.customer",
        "lock: SHOP.country: where citus is, moves its rows (spread over the nodes by code): locks writes",
        "lock: SHOP.order: where citus is, moves its rows (spread over the nodes by region): locks writes",
      ]
    `);
    await move(coordinator.url, "up", "head");
    expect(await called()).toEqual([
      'undistribute "SHOP".country',
      'distribute "SHOP".country by code beside default',
      'alter "SHOP"."order" by region beside none',
    ]);
    expect(await distributed()).toEqual({
      ...FIRST,
      "table SHOP.country": "spread over the nodes by code",
      "table SHOP.customer": "spread over the nodes by id",
      "table SHOP.order": "spread over the nodes by region",
    });
    await move(coordinator.url, "down", "-1");
    expect(await distributed()).toEqual(FIRST);
    await move(coordinator.url, "down", "base");
    expect(await distributed()).toEqual({});
  });
});
