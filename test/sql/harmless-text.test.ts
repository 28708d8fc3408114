import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quoteLiteral } from "../../scripts/model/identifier.ts";
import { cutStatements } from "../../scripts/sql/cut-statements.ts";
import { harmless } from "../../scripts/sql/harmless-text.ts";
import { readStatement } from "../../scripts/sql/read-statement.ts";
import { parseScript } from "../../scripts/sql/script.ts";
import { writeScript } from "../../scripts/sql/write-statement.ts";

const CUT = "--> statement-breakpoint";
const MARKER = /^(<{7}|={7}|>{7}|\|{7})/m;

describe("text that means something to the format or to git", () => {
  test.each<[string, string, string]>([
    ["a breakpoint in a string", `SELECT 'a ${CUT}'`, "SELECT E'a --\\x3E statement-breakpoint'"],
    ["a line of a conflict", "SELECT 'it''s\n=======\nso'", "SELECT E'it''s\\n=======\nso'"],
    ["CRLF in a string", "SELECT 'a\r\nb'", "SELECT E'a\\r\nb'"],
    ["a backslash beside it", "SELECT 'a\\\r'", "SELECT E'a\\\\\\r'"],
    ["a string in parts", `SELECT 'a'\n  'b${CUT}'`, "SELECT E'ab--\\x3E statement-breakpoint'"],
    ["a dollar quote", "DO $$\n<<<<<<< x\n$$", "DO E'\\n<<<<<<< x\n'"],
    ["a name", `SELECT "a${CUT}\\"`, 'SELECT U&"a--\\003E statement-breakpoint\\\\"'],
    [
      "a comment",
      `SELECT (1 -- it's ${CUT} isn't\n, 2)`,
      "SELECT (1 -- it's -- > statement-breakpoint isn't\n, 2)",
    ],
    ["a block comment", "SELECT /*\n=======\n*/ 1", "SELECT /*\n =======\n*/ 1"],
    ["white space", "SELECT\r\n1", "SELECT\n1"],
    ["nothing of it", "SELECT 'a\nb', $$c$$ -- d", "SELECT 'a\nb', $$c$$ -- d"],
  ])("%s", (_name, sql, expected) => {
    expect(harmless(sql)).toBe(expected);
  });

  test("is read again as what it was, whatever it is", () => {
    const part = fc.constantFrom(
      CUT,
      "\n=======\n",
      "<<<<<<< a",
      "\r\n",
      "\\",
      "'",
      "$$",
      "x",
      "--",
      "\n",
      "/*",
      "${env}",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const text = parts.join("");
        const statement = readStatement(`COMMENT ON TABLE "a"."b" IS ${quoteLiteral(text)}`);
        const script = writeScript([{ statements: [statement, statement] }, { statements: [statement] }]);
        expect(MARKER.test(script)).toBe(false);
        expect(script).not.toContain("\r");
        expect(script.split(CUT)).toHaveLength(2);
        const { statements, diagnostics } = parseScript(script);
        expect(diagnostics).toEqual([]);
        expect(statements.map(({ sql }) => readStatement(sql))).toEqual([statement, statement, statement]);
      }),
    );
  });

  test("does not cut a statement of drizzle-kit's", () => {
    const first = `CREATE TABLE t (a text DEFAULT '${CUT}', CHECK (a <> '' -- ${CUT}\n))`;
    expect(cutStatements(`${first};\n${CUT}\nSELECT 1;\n`)).toEqual([`${first};\n`, "\nSELECT 1;\n"]);
  });
});
