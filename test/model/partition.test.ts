import { expect, test } from "vitest";
import { isSameBound } from "../../scripts/model/partition.ts";

test("the values of a list have no order; those of a range, and what is within quotes, have", () => {
  const list = (values: string) => `FOR VALUES IN (${values})`;
  expect(isSameBound(list("'b', NULL, 'it''s, a'"), list("NULL, 'it''s, a', 'b'"))).toBe(true);
  expect(isSameBound(list("'a, b'"), list("'b, a'"))).toBe(false);
  expect(isSameBound(list("1, 2"), list("1, 2, 3"))).toBe(false);
  expect(isSameBound("FOR VALUES FROM (1) TO (2)", "FOR VALUES FROM (2) TO (1)")).toBe(false);
  expect(isSameBound("DEFAULT", "DEFAULT")).toBe(true);
});
