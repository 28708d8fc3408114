import { describe, expect, test } from "vitest";
import { lateWords } from "../../scripts/sql/late-words.ts";

describe("what servers before a major version do not understand", () => {
  test.each([
    ['ALTER TABLE "S"."t" ADD CONSTRAINT "u" UNIQUE NULLS NOT DISTINCT("a");', "NULLS NOT DISTINCT", 15],
    ['CREATE VIEW "v" WITH (security_invoker = true) AS (SELECT 1);', "security_invoker", 15],
    ["MERGE INTO t USING u ON true WHEN MATCHED THEN DO NOTHING", "MERGE", 15],
    [
      'ALTER TABLE t ADD FOREIGN KEY (a, b) REFERENCES u ON DELETE SET NULL ("b")',
      "ON DELETE SET NULL (column)",
      15,
    ],
    ["ALTER TABLE t ADD CHECK (a IS  JSON OBJECT)", "IS JSON", 16],
    ["SELECT json_object('a': 1)", "json_object() of keys and values", 16],
    ["SELECT * FROM JSON_TABLE(x, '$' COLUMNS (a int))", "json_table()", 17],
    ["GRANT SELECT, MAINTAIN ON TABLE t TO r", "MAINTAIN", 17],
    ["ALTER ROLE r SET transaction_timeout TO '5s'", "transaction_timeout", 17],
    ["ALTER TABLE t ADD COLUMN id uuid DEFAULT uuidv7() NOT NULL", "uuidv7()", 18],
    ["CREATE FUNCTION f() RETURNS uuid LANGUAGE sql AS $body$ SELECT uuidv7() $body$", "uuidv7()", 18],
    ["CREATE TABLE t (a int, b int GENERATED ALWAYS AS (a + 1) VIRTUAL)", "VIRTUAL", 18],
    ["ALTER TABLE t ADD PRIMARY KEY (id, during WITHOUT OVERLAPS)", "WITHOUT OVERLAPS", 18],
    ['ALTER TABLE t ADD CONSTRAINT "n" NOT NULL "a"', "a NOT NULL constraint with a name", 18],
  ])("%s", (sql, name, since) => {
    expect(lateWords(sql)).toEqual([{ name, since }]);
  });

  test.each([
    'CREATE TABLE "uuidv7" ("merge into" text DEFAULT \'uuidv7()\', "maintain" integer);',
    "SELECT json_object('{a,1}'), json_object('{a}'::text[], b)",
    "-- uuidv7()\nSELECT my_uuidv7(), json_object_agg(a, b), old.a FROM old",
    'ALTER TABLE t ALTER COLUMN "a" SET NOT NULL, ADD FOREIGN KEY (a) REFERENCES u ON DELETE SET NULL',
    'GRANT SELECT ON TABLE "maintain" TO "maintain"',
    "CREATE TABLE t (a int GENERATED ALWAYS AS (b + 1) STORED, virtual int, c int NOT NULL)",
    'ALTER TABLE t ADD COLUMN "a" integer NOT NULL, ADD COLUMN b text',
  ])("nothing in %s", (sql) => {
    expect(lateWords(sql)).toEqual([]);
  });
});
