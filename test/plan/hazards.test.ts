import { describe, expect, test } from "vitest";
import { EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { findHazards, narrows } from "../../scripts/plan/ddl/hazards.ts";
import { readStatement } from "../../scripts/sql/read-statement.ts";
import { table, warehouse } from "../support/warehouse.ts";

describe("narrows", () => {
  test.each([
    ["integer", "bigint", false],
    ["bigint", "integer", true],
    ["character varying", "text", false],
    ["text", "character varying", true],
    ["character varying(20)", "character varying(40)", false],
    ["character varying(40)", "character varying(20)", true],
    ["character varying(40)", "character varying", false],
    ["character varying", "character varying(40)", true],
    ["date", "timestamp without time zone", false],
    ["timestamp without time zone", "date", true],
    ["numeric", "numeric(10,2)", true],
  ])("%s to %s: %s", (from, to, expected) => {
    expect(narrows(from, to)).toBe(expected);
  });
});

test("dropping tables, columns and schemas destroys data", () => {
  const from = warehouse({
    relations: [table("A.kept", "id", "gone"), table("A.dropped", "id"), table("B.other", "id")],
  });
  const to = warehouse({ relations: [table("A.kept", "id")] });
  expect(findHazards(diffWarehouses(from, to), []).map(({ kind, message }) => `${kind}: ${message}`)).toEqual(
    [
      "destructive: drops the schema B",
      "destructive: drops the column A.kept.gone",
      "destructive: drops the table A.dropped",
      "destructive: drops the table B.other",
    ],
  );
});

test("a renamed table is not a dropped one", () => {
  const from = warehouse({ relations: [table("A.old", "id")] });
  const to = warehouse({ relations: [table("A.new", "id")] });
  const renames = [{ kind: "relation" as const, from: ["A", "old"], to: ["A", "new"] }];
  expect(findHazards(diffWarehouses(from, to, renames), []).map(({ kind }) => kind)).toEqual(["rename"]);
  expect(findHazards(diffWarehouses(from, to), []).length).toBe(1);
});

test("locks are told of tables that exist, not of those that the revision makes", () => {
  const index = 'CREATE INDEX "t_idx" ON "A"."t" ("id");';
  const t = warehouse({ relations: [table("A.t", "id")] });
  expect(findHazards(diffWarehouses(EMPTY_WAREHOUSE, t), [readStatement(index)])).toEqual([]);
  expect(findHazards(diffWarehouses(t, t), [readStatement(index)])).toEqual([
    { kind: "lock", message: "A.t: builds an index: writers wait" },
    { kind: "change", message: "adds the index t_idx to A.t" },
  ]);
});
