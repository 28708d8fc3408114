import { describe, expect, test } from "vitest";
import { viewsInTheWay } from "../../scripts/migrations/kit/views-in-the-way.ts";
import { plainQuery } from "../../scripts/sql/names-in-query.ts";
import { readStatement } from "../../scripts/sql/read-statement.ts";

const queries = new Map(
  Object.entries({
    "A.totals": "select total from a.orders",
    "A.raw": "select * from a.orders",
    "A.counted": "select id from a.orders",
    "A.over": "select total from a.totals",
    "A.similar": "select total from a.orders_old",
    "public.near": "select id from stock",
    "A.of_public": "select id from near",
  }).map(([key, query]) => [key, plainQuery(query)]),
);

describe("views in the way", () => {
  test.each<[string, string, string[]]>([
    [
      "of a column's type, not those that leave it out",
      'ALTER TABLE "A"."orders" ALTER COLUMN "total" SET DATA TYPE bigint USING "total"::bigint;',
      ["A.totals", "A.raw", "A.over"],
    ],
    ["of a column that goes", 'ALTER TABLE "A"."orders" DROP COLUMN "id";', ["A.raw", "A.counted"]],
    ["of a view, not itself", 'DROP VIEW "A"."totals";', ["A.over"]],
    ["of what lies in public", 'ALTER TABLE "stock" DROP COLUMN "id";', ["public.near", "A.of_public"]],
    ["of a table", 'DROP TABLE "A"."orders_old";', ["A.similar"]],
    ["of a new column: none", 'ALTER TABLE "A"."orders" ADD COLUMN "note" text;', []],
    ["of a default: none", 'ALTER TABLE "A"."orders" ALTER COLUMN "total" SET DEFAULT 1;', []],
  ])("%s", (_, statement, expected) => {
    expect([...viewsInTheWay([readStatement(statement)], queries)]).toEqual(expected);
  });
});
