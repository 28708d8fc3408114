import { describe, expect, test } from "vitest";
import { statementHazards } from "../../scripts/plan/ddl/statement-hazards.ts";
import { readStatement } from "../../scripts/sql/read-statement.ts";

const told = (ddl: readonly string[], made: readonly string[] = []): string[] =>
  statementHazards(ddl.map(readStatement), new Set(made)).map(({ kind, message }) => `${kind}: ${message}`);

describe("what a statement is told as", () => {
  test.each<[string, string[]]>([
    ['DROP SEQUENCE "A"."s";', ["destructive: drops the sequence A.s"]],
    ['DROP TYPE "e";', ["destructive: drops the type public.e"]],
    [
      'ALTER TABLE "A"."t" ALTER COLUMN "id" DROP IDENTITY;',
      ["destructive: drops the identity of A.t.id with its sequence"],
    ],
    ['DROP POLICY "own" ON "A"."t";', ["row security: drops the policy own of A.t"]],
    [
      'CREATE POLICY "own" ON "A"."t" AS PERMISSIVE FOR SELECT TO public USING (a =\n 1);',
      ["row security: adds the policy own to A.t: AS PERMISSIVE FOR SELECT TO public USING (a = 1)"],
    ],
    [
      'ALTER POLICY "own" ON "A"."t" RENAME TO "my";',
      ['row security: renames the policy own of A.t to "my"'],
    ],
    ['ALTER TABLE "A"."t" FORCE ROW LEVEL SECURITY;', ["row security: A.t: policies hold for the owner too"]],
    [
      'ALTER TABLE "A"."t" NO FORCE ROW LEVEL SECURITY;',
      ["row security: A.t: policies no longer hold for the owner"],
    ],
    ['DROP INDEX "A"."i";', ["change: drops the index A.i"]],
    ['ALTER TABLE "A"."t" DROP CONSTRAINT "c";', ["change: drops the constraint c of A.t"]],
    [
      'ALTER TABLE "A"."t" DROP CONSTRAINT "c", ADD CONSTRAINT "c" CHECK (a > 1);',
      ["change: changes the constraint c of A.t: CHECK (a > 1)"],
    ],
    [
      'ALTER TABLE "A"."t" ADD CONSTRAINT "f" FOREIGN KEY ("b") REFERENCES "B"."t"("id");',
      ['change: adds the constraint f to A.t: FOREIGN KEY ("b") REFERENCES "B"."t"("id")'],
    ],
    [
      'ALTER VIEW "A"."v" SET (security_invoker = true);',
      ["change: alters the view A.v: SET (security_invoker = true)"],
    ],
    ['ALTER TABLE "A"."t" ALTER COLUMN "c" SET DEFAULT 1;', ["change: sets the default of A.t.c: 1"]],
    ['ALTER TABLE "A"."t" ALTER COLUMN "c" SET CACHE 5;', ["change: alters the identity of A.t.c: CACHE 5"]],
    ['ALTER TABLE "A"."t" RENAME COLUMN "a" TO "b";', []],
    ['GRANT SELECT ON TABLE "A"."t" TO "r";', []],
    ['ALTER TYPE "A"."m" ADD ATTRIBUTE "c" text;', ["change: adds the attribute c to the type A.m: text"]],
    ['ALTER TYPE "A"."m" DROP ATTRIBUTE "c";', ["destructive: drops the attribute c of the type A.m"]],
    ['DROP TRIGGER "g" ON "A"."t";', ["change: drops the trigger g of A.t"]],
    ['DROP EXTENSION "e";', ["destructive: drops the extension e with all that is its own"]],
    ["create or replace procedure a.p() language sql as ''", ["change: replaces the procedure a.p"]],
    ["create function f() returns int\n language sql return 1", ["change: adds the function public.f"]],
  ])("%s", (statement, expected) => {
    expect(told([statement])).toEqual(expected);
  });

  test("what is made again is no sequence or type that goes or comes", () => {
    const sequence = [
      'DROP SEQUENCE "t_id_seq";',
      'ALTER TABLE "t" ALTER COLUMN "id" ADD GENERATED ALWAYS AS IDENTITY (sequence name "t_id_seq");',
    ];
    expect(told(sequence)[0]).toBe("destructive: makes the sequence public.t_id_seq again: it counts anew");
    const type = ['DROP TYPE "A"."e";', 'CREATE TYPE "A"."e" AS ENUM(\'a\');'];
    expect(told(type)).toEqual([
      "destructive: makes the type A.e again: it loses the values other than ('a')",
    ]);
  });

  test.each<[string, string[]]>([
    ["drop table if exists a.t, u cascade", ["drops the table a.t", "drops the table public.u"]],
    ['DROP TABLE "A"."t"; ', ["drops the table A.t"]],
    [
      "ALTER TABLE ONLY a.t DROP IF EXISTS c, DROP COLUMN d",
      ["drops the column a.t.c", "drops the column a.t.d"],
    ],
    ["drop schema if exists a cascade", ["drops the schema a with all that is in it"]],
    ["truncate a.t, only u", ["empties the table a.t", "empties the table public.u"]],
    ["DELETE FROM ONLY a.t WHERE true", ["deletes rows of a.t"]],
    ["WITH x AS (DELETE FROM a.t RETURNING *) SELECT 1", ["deletes rows of a.t"]],
    ["DO $$ BEGIN EXECUTE 'DROP TABLE a.t'; END $$", ["drops the table a.t"]],
    ["DROP OWNED BY r", ["drops all that r owns in the database"]],
    ["DROP SCHEMA a", []],
    ["DROP VIEW a.v", []],
    ["CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'DELETE FROM t'", []],
  ])("what %s destroys", (statement, expected) => {
    const destroyed = told([statement]).filter((one) => one.startsWith("destructive: "));
    expect(destroyed).toEqual(expected.map((message) => `destructive: ${message}`));
  });

  test("a table that is dropped and made again has lost its rows", () => {
    expect(told(['drop table "A".t', 'CREATE TABLE "A"."t" (a int)'])).toEqual([
      "destructive: makes the table A.t again: its rows are lost",
    ]);
  });

  test("DROP OWNED of a role whose belongings were given away destroys nothing", () => {
    expect(told(['REASSIGN OWNED BY "r" TO "h"', 'DROP OWNED BY "r"'])).toEqual([
      "change: gives away all that r owns, databases too",
    ]);
  });

  test("what the difference tells of the very object is told once", () => {
    const ddl = ["DROP TABLE a.t", "ALTER TABLE a.u DROP c", "DROP SCHEMA b CASCADE", "DROP TABLE a.x"];
    const keys = new Set(["table a.t", "column a.u.c", "schema b"]);
    expect(statementHazards(ddl.map(readStatement), new Set(), keys)).toEqual([
      { kind: "destructive", message: "drops the table a.x", path: "a.x" },
    ]);
  });

  test("types that are known on both sides: what is not written anew, and which values go", () => {
    const types: Record<string, { from: string; to: string }> = {
      "a.t.wider": { from: "character varying(5)", to: "character varying(9)" },
      "a.t.other": { from: "integer", to: "bigint" },
    };
    const retyped = {
      column: (path: string) => types[path],
      lostLabels: (path: string) => (path === "a.e" ? ["it's"] : path === "a.f" ? [] : undefined),
    };
    const ddl = [
      "ALTER TABLE a.t ALTER wider TYPE varchar(9) USING wider::varchar(9)",
      ...["e", "f"].flatMap((name) => [`DROP TYPE a.${name}`, `CREATE TYPE a.${name} AS ENUM('x')`]),
    ].map(readStatement);
    const other = readStatement("ALTER TABLE a.t ALTER other TYPE bigint");
    const hazards = (of: typeof ddl) => statementHazards(of, new Set(), new Set(), retyped);
    expect(hazards(ddl)).toEqual([
      { kind: "destructive", message: "takes values from the type a.e: 'it''s'", path: "a.e" },
      { kind: "change", message: "makes the type a.f again: ('x')" },
    ]);
    expect(hazards([other])).toEqual([]);
  });

  test("of a new table only its row security is told", () => {
    const ddl = [
      'CREATE TABLE "A"."t" ();',
      'CREATE INDEX "i" ON "A"."t" ("a");',
      'ALTER TABLE "A"."t" ENABLE ROW LEVEL SECURITY;',
    ];
    expect(told(ddl, ["A.t"])).toEqual([
      "row security: A.t: row security is on: others than the owner see the rows that policies show them",
    ]);
  });
});
