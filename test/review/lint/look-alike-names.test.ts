import { expect, test } from "vitest";
import { lookAlikeNames } from "../../../scripts/review/lint/look-alike-names.ts";
import { role } from "../../support/warehouse.ts";
import { messages } from "./subject.ts";

const found = (...names: string[]) => messages(lookAlikeNames, { roles: names.map((name) => role(name)) });

test.each([
  ["another case", "Reader"],
  ["a letter of another script", "r\u0435ader"],
  ["an accent of its own sign", "read\u00e9r"],
  ["a sign that is not seen", "rea\u200bder"],
])("%s", (_what, name) => {
  expect(found("reader", name)).toHaveLength(1);
});

test("digits for letters, separators, and what two letters look like together", () => {
  expect(found("etl_1", "etl-l", "warn_0", "wam_o", "dm_read")).toEqual([
    '"etl-l" looks like the role etl_1',
    "wam_o looks like the role warn_0",
  ]);
  expect(found("p\u0430y", "pay")).toEqual(["pay looks like the role p\\u{430}y"]);
});

test("not names that differ", () => {
  expect(found("dm_read", "dm_write", "stg_read", "dm_reader", "test_analyst", "prod_analyst")).toEqual([]);
});
