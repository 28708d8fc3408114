import { expect, test } from "vitest";
import {
  boundText,
  partitioningsIn,
  partitioningText,
  partitionsSaid,
} from "../../scripts/adopt/definitions/partition-text.ts";

test.each([
  ["DEFAULT", '"default"'],
  ["FOR VALUES FROM ('2026-01-01') TO ('2026-02-01')", '{ from: "2026-01-01", to: "2026-02-01" }'],
  [
    "FOR VALUES FROM (MINVALUE, 'it''s, (so)') TO (5, '-1.5')",
    '{ from: [sql`MINVALUE`, "it\'s, (so)"], to: [5, "-1.5"] }',
  ],
  ["FOR VALUES IN ('de', NULL, 7, true)", '{ in: ["de", null, 7, true] }'],
  ["FOR VALUES WITH (modulus 4, remainder 3)", "{ modulus: 4, remainder: 3 }"],
  ["FOR VALUES FROM (('a'::text || 'b'::text)) TO ('c')", undefined],
  ["", undefined],
])("the bound %s", (bound, said) => {
  expect(boundText(bound)).toBe(said);
});

const row = (relation: string, beyond: string) => ({
  object: `relation ${relation}`,
  relation,
  line: "kind r",
  beyond,
});

test("what a database is partitioned by, as far as definitions can say it", () => {
  const found = partitioningsIn([
    row('"S".t', 'p partitioned by RANGE (day, "a,b")'),
    row(
      '"S".t_1',
      `p method heap child of "S".t bound FOR VALUES FROM ('2026-01-01', 1) TO ('2027-01-01', 1)`,
    ),
    row('"S".by_lower', "p partitioned by LIST (lower(x))"),
    row('"S".collated', 'p partitioned by LIST (x COLLATE "C")'),
    row('"S".deep', "p partitioned by HASH (id)"),
    row(
      '"S".deep_0',
      'p partitioned by HASH (x) child of "S".deep bound FOR VALUES WITH (modulus 1, remainder 0)',
    ),
    row('"S".plain', "p method heap"),
  ]);
  expect([...found.keys()]).toEqual(["S.t", "S.deep"]);
  // What is partitioned itself is left to whoever made it.
  expect([...partitionsSaid(found)]).toEqual(["S.t_1"]);
  const [first] = [...found.values()];
  expect(first && partitioningText(first, (name) => `t.${JSON.stringify(name)}`)).toBe(
    `partitioned: partitionBy("range", [t."day", t."a,b"], {\n    partitions: {\n      t_1: { from: ["2026-01-01", 1], to: ["2027-01-01", 1] },\n    },\n  })`,
  );
});
