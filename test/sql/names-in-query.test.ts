import { describe, expect, test } from "vitest";
import { namesColumn, plainQuery, relationNames, speaksOf } from "../../scripts/sql/names-in-query.ts";

describe("whether a query speaks of a relation", () => {
  test.each<[string, string, boolean]>([
    ['select 1 from "A"."t"', "A.t", true],
    ['select 1 from "A" . "t"', "A.t", true],
    ["select 1 from a /* of */ .\n T x", "A.t", true],
    ['select 1 from db."A"."t"', "A.t", true],
    ['select 1 from U&"\\0041"."t"', "A.t", true],
    [`select 1 from u&"!0041" uescape '!' . t`, "A.t", true],
    ['select 1 from "A"."t_old"', "A.t", false],
    ['select 1 from "A"."été"', "A.ét", false],
    ['select 1 from "BA"."t"', "A.t", false],
    ["select 1 from near", "public.near", true],
    ["select 1 from public.near", "public.near", true],
    ['select 1 from "A"."near"', "public.near", false],
    ["select 1 from t", "A.t", false],
    ["select f('select 1 from A.t')", "A.t", true],
    ["select 1 -- A.t", "A.t", true],
    [`select 1 from "A"."${"n".repeat(70)}"`, `A.${"n".repeat(63)}`, true],
    ['select 1 from "geo.v2"."c d"', '"geo.v2"."c d"', true],
  ])("%s: %s", (query, key, expected) => {
    expect(speaksOf(plainQuery(query), relationNames(key))).toBe(expected);
  });

  test("of a column by its name, behind a dot or not", () => {
    const query = plainQuery('select t."E_mail", id from "A"."t"');
    expect(["e_mail", "id", "E", "mail"].map((column) => namesColumn(query, column))).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
