import { expect, test } from "vitest";
import { EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import type { SqlObject } from "../../scripts/model/sql-object.ts";
import { sqlObjectKey } from "../../scripts/model/sql-object.ts";
import { reshapedTypes } from "../../scripts/revise/reshaped-types.ts";

/** A warehouse with one composite type of these attributes. */
function withType(attributes: Readonly<Record<string, string>>) {
  const parts = Object.fromEntries(
    Object.entries(attributes).map(([name, type]) => [`attribute ${name}`, type]),
  );
  const object: SqlObject = { kind: "composite type", path: ["S", "pair"], parts, needs: [] };
  return { ...EMPTY_WAREHOUSE, sqlObjects: new Map([[sqlObjectKey(object), object]]) };
}

const told = (before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>) =>
  reshapedTypes(withType(before), withType(after), (name) => ({ file: `of ${name}` })).map(
    ({ message, at }) => `${at?.file}: ${message}`,
  );

test("an attribute that changes its type while others come or go would move values", () => {
  const mixed = ["of S.pair: the attributes of S.pair change their types, and others come or go"];
  expect(told({ a: "integer", b: "text", c: "text" }, { a: "bigint", c: "text", d: "text" })).toEqual(mixed);
  expect(told({ a: "integer" }, { a: "bigint", b: "text" })).toEqual(mixed);
  expect(told({ a: "integer", b: "text" }, { a: "bigint" })).toEqual(mixed);
});

test("each alone is fine", () => {
  expect(told({ a: "integer", b: "text" }, { a: "bigint", b: "text" })).toEqual([]);
  expect(told({ a: "integer", b: "text" }, { a: "integer", c: "text" })).toEqual([]);
});
