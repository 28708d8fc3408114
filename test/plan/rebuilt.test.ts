import { describe, expect, test } from "vitest";
import { rebuilt } from "../../scripts/plan/ddl/rebuilt.ts";
import { readStatement } from "../../scripts/sql/read-statement.ts";

describe("what drizzle-kit drops and makes again", () => {
  test.each<[string, string[], string[]]>([
    ["a view", ['DROP VIEW "A"."v";', 'CREATE VIEW "A"."v" AS (select 1);'], ["table A.v"]],
    ["a view in public", ['DROP VIEW "v";', 'CREATE VIEW "v" AS (select 1);'], ["table public.v"]],
    [
      "a materialized view that becomes a view",
      ['DROP MATERIALIZED VIEW "A"."v";', 'CREATE VIEW "A"."v" AS (select 1);'],
      ["table A.v"],
    ],
    ["a table", ['DROP TABLE "A"."v";', 'CREATE VIEW "A"."v" AS (select 1);'], ["table A.v"]],
    ["a type", ['DROP TYPE "A"."e";', 'CREATE TYPE "A"."e" AS ENUM(\'a\');'], ["type A.e"]],
    [
      "a column",
      ['ALTER TABLE "A"."t" DROP COLUMN "c";', 'ALTER TABLE "A"."t" ADD COLUMN "c" integer;'],
      ["column A.t.c"],
    ],
    [
      "the sequence of a serial column that becomes an identity",
      [
        'DROP SEQUENCE "A"."t_id_seq";',
        'ALTER TABLE "A"."t" ALTER COLUMN "id" ADD GENERATED ALWAYS AS IDENTITY (sequence name "A"."t_id_seq" CACHE 1);',
      ],
      ["sequence A.t_id_seq"],
    ],
    ["nothing that only goes", ['DROP VIEW "A"."v";', 'CREATE VIEW "B"."v" AS (select 1);'], []],
    [
      "no column of another table",
      ['ALTER TABLE "A"."t" DROP COLUMN "c";', 'ALTER TABLE "A"."u" ADD COLUMN "c" text;'],
      [],
    ],
    [
      "nothing that is named in a query",
      ['DROP VIEW "A"."v";', 'CREATE VIEW "A"."w" AS (select \'CREATE VIEW "A"."v"\');'],
      [],
    ],
  ])("%s", (_, ddl, keys) => {
    expect([...rebuilt(ddl.map(readStatement))]).toEqual(keys);
  });
});
