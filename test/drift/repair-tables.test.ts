import { expect, test } from "vitest";
import type { LiveEntity } from "../../scripts/database/inspect/live-entity.ts";
import type { LiveStructure } from "../../scripts/database/inspect/live-structure.ts";
import { repairTables, statesOf } from "../../scripts/drift/repair-tables.ts";
import type { StructureDifference } from "../../scripts/prove/structure-differences.ts";
import { writeStatement } from "../../scripts/sql/write-statement.ts";

const view = (name: string, definition: string): LiveEntity => ({
  entityType: "views",
  schema: "s",
  name,
  definition,
  materialized: true,
  with: null,
  withNoData: null,
  using: null,
  tablespace: null,
});
const index: LiveEntity = {
  entityType: "indexes",
  schema: "s",
  table: "v",
  name: "v_key",
  nameExplicit: true,
  columns: [{ value: "a", isExpression: false, asc: true, nullsFirst: false, opclass: null }],
  isUnique: true,
  where: null,
  with: "",
  method: "btree",
  concurrently: false,
};
const structure = (...entities: LiveEntity[]): LiveStructure => ({
  rows: [],
  definitions: new Map(),
  entities: [{ entityType: "schemas", name: "s" }, ...entities],
});
const differs = (object: string, kind: StructureDifference["kind"]): StructureDifference => ({
  object,
  relation: "s.v",
  kind,
  beyond: false,
  fresh: "",
  actual: "",
});
const statements = async (expected: LiveStructure, found: LiveStructure, difference: StructureDifference) =>
  (await repairTables(statesOf({ expected, found }, [difference], []))).map(writeStatement);

test("an index that is missing makes no view anew that an older server prints in other words", async () => {
  const expected = structure(view("v", "SELECT a FROM s.t"), index);
  const found = structure(view("v", "SELECT t.a FROM s.t"));
  expect(await statements(expected, found, differs("index s.v_key", "missing"))).toEqual([
    'CREATE UNIQUE INDEX "v_key" ON "s"."v" ("a");',
  ]);
});

test("a view that has another query is made anew", async () => {
  const expected = structure(view("v", "SELECT a FROM s.t"), index);
  const found = structure(view("v", "SELECT b FROM s.t"), index);
  const made = await statements(expected, found, differs("relation s.v", "differs"));
  expect(made).toEqual([
    'DROP MATERIALIZED VIEW "s"."v";',
    'CREATE MATERIALIZED VIEW "s"."v" AS (SELECT a FROM s.t);',
  ]);
});
