import { expect, test } from "vitest";
import { type DumpPart, DumpReader } from "../../scripts/data/dump-parts.ts";
import { commandWords } from "../../scripts/data/open-dump.ts";
import { inTheWayOf, meaningOf } from "../../scripts/data/statements-of-dump.ts";

/** What a dump comes to, however its bytes are cut; rows that follow one another as one text. */
function parts(text: string | Buffer, size: number): unknown[] {
  const reader = new DumpReader();
  const bytes = Buffer.from(text as string);
  const found: DumpPart[] = [];
  for (let at = 0; at < bytes.length; at += size) found.push(...reader.read(bytes.subarray(at, at + size)));
  found.push(...reader.end());
  const shown: unknown[] = [];
  for (const part of found) {
    const last = shown.at(-1);
    if (!("rows" in part)) shown.push(part);
    else if (typeof last === "string")
      shown[shown.length - 1] = last + Buffer.from(part.rows).toString("latin1");
    else shown.push(Buffer.from(part.rows).toString("latin1"));
  }
  return shown;
}

const SIZES = [1, 2, 3, 5, 7, 64, 1 << 16];

function expectParts(text: string | Buffer, expected: readonly unknown[]): void {
  for (const size of SIZES) expect(parts(text, size), `in pieces of ${size}`).toEqual(expected);
}

const texts = (text: string) => parts(text, 4).map((part) => (part as { text?: string }).text);

test("several statements a line, and one on many; comments between them are gone", () => {
  expectParts("-- a; b\nSELECT 1; SELECT\n  2 ;/* c; /* d */ ; */ SELECT 3;\n\n", [
    { line: 2, text: "SELECT 1" },
    { line: 2, text: "SELECT\n  2" },
    { line: 3, text: "SELECT 3" },
  ]);
});

test.each([
  ["SELECT 'a;b''c;\n;d';", "SELECT 'a;b''c;\n;d'"],
  ["SELECT E'a\\';b\\\\';", "SELECT E'a\\';b\\\\'"],
  ["SELECT e'\\\\\n\\';' ;", "SELECT e'\\\\\n\\';'"],
  ["SELECT 'a\\';", "SELECT 'a\\'"],
  ['SELECT ";""\\;" ;', 'SELECT ";""\\;"'],
  ["DO $$ BEGIN; $a$ ; END $$;", "DO $$ BEGIN; $a$ ; END $$"],
  ["DO $_a1$ ;$$; $_a$;\n'\\ $_a1$;", "DO $_a1$ ;$$; $_a$;\n'\\ $_a1$"],
  ["DO $${ a; }$$;", "DO $${ a; }$$"],
  ["DO $ö$ ; $ö$;", "DO $ö$ ; $ö$"],
  ["SELECT a$b$c, 1;", "SELECT a$b$c, 1"],
  ["SELECT U&'d\\0061t;';", "SELECT U&'d\\0061t;'"],
  ["SELECT 1 - -- x;\n 2;", "SELECT 1 - \n 2"],
  ["SELECT 1 /* ; */ + 2;", "SELECT 1 /* ; */ + 2"],
  [
    "CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT 2);",
    "CREATE RULE r AS ON INSERT TO t DO ALSO (SELECT 1; SELECT 2)",
  ],
  [
    "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END;",
    "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END",
  ],
])("%j is one statement", (dump, statement) => {
  expect(texts(`${dump}\nSELECT 9;`)).toEqual([statement, "SELECT 9"]);
});

test("backslashes in '…' count where standard_conforming_strings is off", () => {
  expect(texts("SET standard_conforming_strings = off;\nSELECT 'a\\';b';SELECT 2;")).toEqual([
    "SET standard_conforming_strings = off",
    "SELECT 'a\\';b'",
    "SELECT 2",
  ]);
});

test("the rows of COPY come as they are, whatever bytes they have", () => {
  const rows = Buffer.from("a\\tb\t\\N\n\\\\.\n;'$$\\.\n \\.\n\xff\x00\xfe\n\n", "latin1");
  const dump = Buffer.concat([
    Buffer.from('COPY "S ö".t ("a b") FROM stdin;\n'),
    rows,
    Buffer.from("\\.\nSELECT 2;\nCOPY e FROM stdin;\n\\.\r\nSELECT 3;"),
  ]);
  expectParts(dump, [
    { line: 1, text: 'COPY "S ö".t ("a b") FROM stdin' },
    rows.toString("latin1"),
    { line: 8, count: 6 },
    { line: 9, text: "SELECT 2" },
    { line: 10, text: "COPY e FROM stdin" },
    { line: 11, count: 0 },
    { line: 12, text: "SELECT 3" },
  ]);
});

test("backslashes outside of quotes are told, where they stand", () => {
  expectParts("\\restrict abc\nSELECT 1;\n\\! rm x;\nSELECT 2 \\gexec\n", [
    { line: 1, backslash: "\\restrict abc" },
    { line: 2, text: "SELECT 1" },
    { line: 3, backslash: "\\! rm x;" },
    { line: 4, backslash: "\\gexec" },
    { line: 4, broken: "statement" },
  ]);
});

test("a dump that was cut off is told", () => {
  expectParts("SELECT 'a;\n", [{ line: 1, broken: "statement" }]);
  expectParts("COPY t FROM stdin;\n1\n2", [
    { line: 1, text: "COPY t FROM stdin" },
    expect.stringMatching(/^1\n2?$/),
    { line: 2, broken: "rows" },
  ]);
  expectParts(Buffer.from("SELECT '\xff';\n", "latin1"), [{ line: 1, broken: "encoding" }]);
});

test("an end of file behind the last line is one", () => {
  expectParts("\ufeffCOPY t FROM stdin;\n1\n\\.", [
    { line: 1, text: "COPY t FROM stdin" },
    "1\n",
    { line: 3, count: 1 },
  ]);
  expect(texts("SELECT 1;\nSELECT 2;")).toEqual(["SELECT 1", "SELECT 2"]);
});

test.each([
  ['ALTER TABLE "a b".t OWNER TO "o w"', "access"],
  ["ALTER FUNCTION s.f(integer) OWNER TO o", "access"],
  ["GRANT SELECT ON TABLE t TO r", "access"],
  ["ALTER DEFAULT PRIVILEGES FOR ROLE a GRANT SELECT ON TABLES TO b", "access"],
  ["CREATE TABLE t (owner text)", "content"],
  ["SET transaction_timeout = 0", "setting"],
  ["SET client_encoding = 'UTF8'", "ours"],
  ["CREATE SCHEMA public", "ours"],
  ["COMMIT", "ours"],
  ["INSERT INTO t VALUES ('GRANT x OWNER TO y')", "content"],
])("%s is %s", (text, meaning) => {
  expect(meaningOf(text)).toBe(meaning);
  expect(inTheWayOf(text)).toBeUndefined();
});

test.each([
  "SET client_encoding = 'LATIN1'",
  "SET client_encoding TO SJIS",
  "COPY t FROM stdin WITH (FORMAT csv)",
  "CREATE DATABASE x WITH TEMPLATE = template0",
  "ROLLBACK",
])("%s is refused", (text) => {
  expect(inTheWayOf(text)?.help).toMatch(/\w/);
});

test("a command is split at blanks outside of quotes", () => {
  expect(commandWords(`gpg  --decrypt --out=- 'a b' "c'd"e ''`)).toEqual([
    "gpg",
    "--decrypt",
    "--out=-",
    "a b",
    "c'de",
    "",
  ]);
});
