import { expect, test } from "vitest";
import { parseScript } from "../../scripts/sql/script.ts";
import { writtenOutSchemas } from "../../scripts/sql/written-out-schemas.ts";

const found = (script: string) =>
  writtenOutSchemas(parseScript(script).statements, {
    names: new Set(["crmp", "Odd Name"]),
    quoted: new Set(["odd"]),
  }).map(({ name, line, column }) => `${name} ${line}:${column}`);

test.each([
  ["SELECT * FROM crmp.t;", ["crmp 1:15"]],
  ['SELECT 1;\n  TABLE "Odd Name" . "t";', ["Odd Name 2:9"]],
  ["SELECT CRMP.f();", ["crmp 1:8"]],
  ["CREATE FUNCTION x() RETURNS int LANGUAGE sql AS $$\nSELECT 1 FROM crmp.t $$;", ["crmp 2:15"]],
  ["CREATE OR REPLACE PROCEDURE x() LANGUAGE plpgsql AS 'BEGIN PERFORM crmp.f(); END';", ["crmp 1:68"]],
  ["DO $$ BEGIN EXECUTE 'DROP TABLE crmp.t'; END $$;", ["crmp 1:33"]],
  [
    "CREATE FUNCTION x() RETURNS int LANGUAGE sql SET search_path = crmp, public AS $$ SELECT 1 $$;",
    ["crmp 1:64"],
  ],
  ["SET LOCAL search_path TO 'x', crmp;", ["crmp 1:31"]],
  // In lower case without quotes.
  ['SELECT * FROM ${odd}_x.t, "${odd}_x".t; SELECT ${odd};', ["${odd}_x 1:15"]],
  // As templates have it, as other words, and as texts.
  ['SELECT * FROM "${crmp}".t, ${crmp}.u;', []],
  ["SELECT crmp FROM t; SELECT t.crmp, crmps.x FROM crmps;", []],
  ["INSERT INTO t VALUES ('crmp.org'); COMMENT ON TABLE t IS 'as crmp.t'; -- crmp.t", []],
  ['SELECT "CRMP".x FROM t;', []],
])("%s", (script, expected) => expect(found(script)).toEqual(expected));
