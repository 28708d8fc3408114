import { describe, expect, test } from "vitest";
import { narrows } from "../../scripts/model/cast.ts";
import { EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { findHazards } from "../../scripts/plan/ddl/hazards.ts";
import { readStatement } from "../../scripts/sql/read-statement.ts";
import { table, warehouse } from "../support/warehouse.ts";

describe("narrows", () => {
  test.each([
    ["integer", "bigint", false],
    ["bigint", "integer", true],
    ["character varying", "text", false],
    ["text", "character varying", false],
    ["character varying(20)", "character varying(40)", false],
    ["character varying(40)", "character varying(20)", true],
    ["character varying(40)", "character varying", false],
    ["character varying", "character varying(40)", true],
    ["date", "timestamp without time zone", false],
    ["timestamp without time zone", "date", true],
    ["numeric", "numeric(10,2)", true],
    ["numeric(10,2)", "numeric(12,2)", false],
    ["numeric(10,2)", "numeric(5,2)", true],
    ["numeric(10,2)", "numeric(10,3)", true],
    ["integer", "numeric(12,2)", false],
    ["integer", "numeric(5,2)", true],
    ["timestamp(3) without time zone", "timestamp without time zone", false],
    ["timestamp without time zone", "timestamp with time zone", true],
    ["character varying(3)[]", "character varying(10)[]", false],
    ["character varying(10)[]", "character varying(3)[]", true],
    ["integer", "integer[]", false],
    ["integer[]", "integer", true],
    ["text[]", "text", true],
    ["character varying(9)", "text", false],
    ["uuid", "text", false],
    ["text", "uuid", true],
    ["json", "jsonb", false],
    ["integer", "boolean", true],
    ['"A".mood', "text", false],
    ["text", '"A".mood', true],
    ['"A".mood', '"A".other', true],
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

test("a type that moves, or whose schema is renamed, keeps its values", () => {
  const of = (type: string) =>
    warehouse({
      relations: [{ ...table("T.t"), columns: [{ name: "mood", type, notNull: false }] }],
    });
  const told = (from: string, to: string, kind: "type" | "schema", path: [string[], string[]]) =>
    findHazards(diffWarehouses(of(from), of(to), [{ kind, from: path[0], to: path[1] }]), []).filter(
      (hazard) => hazard.kind !== "rename",
    );
  expect(
    told('"A".mood[]', '"B".mood[]', "type", [
      ["A", "mood"],
      ["B", "mood"],
    ]),
  ).toEqual([]);
  const losses = told('"A".mood', '"B".mood', "schema", [["A"], ["B"]]).filter(
    ({ kind }) => kind !== "rename",
  );
  expect(losses).toEqual([]);
  expect(
    told('"A".mood', '"B".mood', "type", [
      ["A", "other"],
      ["B", "other"],
    ]),
  ).toHaveLength(1);
});

test("indexes are told of tables that exist, not of those that the revision makes", () => {
  const index = 'CREATE INDEX "t_idx" ON "A"."t" ("id");';
  const t = warehouse({ relations: [table("A.t", "id")] });
  expect(findHazards(diffWarehouses(EMPTY_WAREHOUSE, t), [readStatement(index)])).toEqual([]);
  expect(findHazards(diffWarehouses(t, t), [readStatement(index)])).toEqual([
    { kind: "change", message: "adds the index t_idx to A.t" },
  ]);
});
