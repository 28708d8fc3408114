import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { parseScript } from "../../scripts/sql/script.ts";
import { selectStatements } from "../../scripts/sql/select-statements.ts";

const BREAKPOINT = "--> statement-breakpoint";

function split(text: string): string[] {
  const { statements, diagnostics } = parseScript(text);
  expect(diagnostics).toEqual([]);
  return statements.map(({ sql }) => sql);
}

/** Codes and places, `code 3:5`. */
function problems(text: string): string[] {
  return parseScript(text).diagnostics.map(({ code, at }) => `${code} ${at?.line}:${at?.column}`);
}

describe("where a statement ends", () => {
  test.each<[string, string, string[]]>([
    ["semicolons", "SELECT 1;SELECT 2;\n", ["SELECT 1", "SELECT 2"]],
    ["no semicolon at the end", "SELECT 1;\nSELECT 2", ["SELECT 1", "SELECT 2"]],
    ["breakpoint lines", `SELECT 1;\n${BREAKPOINT}\nSELECT 2`, ["SELECT 1", "SELECT 2"]],
    [
      "breakpoint suffixes",
      `SELECT 1;${BREAKPOINT}\nSELECT 2${BREAKPOINT}SELECT 3`,
      ["SELECT 1", "SELECT 2", "SELECT 3"],
    ],
    ["a breakpoint behind a comment", `SELECT 1 -- one ${BREAKPOINT} SELECT 2`, ["SELECT 1", "SELECT 2"]],
    ["empty chunks", `;;\n${BREAKPOINT}\n${BREAKPOINT}\n;`, []],
    ["an empty file", "", []],
    ["comments only", "-- a\n/* b */\n", []],
    ["a byte order mark", "\uFEFFSELECT 1;", ["SELECT 1"]],
    ["CRLF", "SELECT 1,\r\n2;\r\n-- c\r\nSELECT 3;\r\n", ["SELECT 1,\n2", "SELECT 3"]],
    ["strings", "SELECT ';'';--';SELECT 2", ["SELECT ';'';--'", "SELECT 2"]],
    ["a backslash in a plain string", "SELECT 'a\\';SELECT 2", ["SELECT 'a\\'", "SELECT 2"]],
    ["a backslash in E'…'", "SELECT E'a\\';';SELECT e'\\\\';", ["SELECT E'a\\';'", "SELECT e'\\\\'"]],
    ["E'…' in several parts", "SELECT E'a'\n  'b\\';';SELECT 2", ["SELECT E'a'\n  'b\\';'", "SELECT 2"]],
    ["an identifier that ends in e", "SELECT type'a\\';SELECT 2", ["SELECT type'a\\'", "SELECT 2"]],
    ["names in quotes", 'SELECT "a;""b";SELECT 2', ['SELECT "a;""b"', "SELECT 2"]],
    ["dollar quotes", "DO $$ a; $b$ ; $$;SELECT $t1$;$$;$t1$;", ["DO $$ a; $b$ ; $$", "SELECT $t1$;$$;$t1$"]],
    ["a dollar within a name", "SELECT a$b$;SELECT c$b$", ["SELECT a$b$", "SELECT c$b$"]],
    ["a parameter", "PREPARE p AS SELECT $1;SELECT 2", ["PREPARE p AS SELECT $1", "SELECT 2"]],
    ["an escaped ${ in a dollar quote", "DO $$ '$${x};' $$;SELECT 2", ["DO $$ '$${x};' $$", "SELECT 2"]],
    ["nested comments", "SELECT /* ; /* ; */ ' */ 1;SELECT 2", ["SELECT /* ; /* ; */ ' */ 1", "SELECT 2"]],
    ["a line comment", "SELECT 1 -- it's;\n, 2;SELECT 3", ["SELECT 1 -- it's;\n, 2", "SELECT 3"]],
    ["a comment before the semicolon", "SELECT 1 -- one\n;SELECT 2", ["SELECT 1", "SELECT 2"]],
    [
      "a rule",
      "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2);SELECT 3",
      ["CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)", "SELECT 3"],
    ],
    [
      "a body of standard SQL",
      "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END;SELECT 3",
      [
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END",
        "SELECT 3",
      ],
    ],
  ])("%s", (_, text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  test("places point at the first word", () => {
    const { statements } = parseScript("\uFEFF-- head\r\n\r\n  SELECT 1; SELECT\r\n2;\r\nSELECT 3");
    expect(statements.map(({ line, column }) => [line, column])).toEqual([
      [3, 3],
      [3, 13],
      [5, 1],
    ]);
  });
});

test.each<[string, string[]]>([
  ["SELECT 1;\nSELECT 'a;", ["unclosed-quote 2:8"]],
  ['SELECT "a', ["unclosed-quote 1:8"]],
  ["SELECT $a$ x $$", ["unclosed-quote 1:8"]],
  ["/* /* */", ["unclosed-quote 1:1"]],
  [`SELECT 'a\n${BREAKPOINT}'`, ["breakpoint-in-quotes 2:1"]],
  [`/* ${BREAKPOINT} */`, ["breakpoint-in-quotes 1:4"]],
  ["SELECT 1;\n  COMMIT;", ["statement-not-allowed 2:3"]],
  [
    "begin; start transaction; end; abort; rollback work; prepare transaction 'x'",
    [
      "statement-not-allowed 1:1",
      "statement-not-allowed 1:8",
      "statement-not-allowed 1:27",
      "statement-not-allowed 1:32",
      "statement-not-allowed 1:39",
      "statement-not-allowed 1:54",
    ],
  ],
  ["COPY t (a) FROM STDIN WITH CSV", ["statement-not-allowed 1:1"]],
  ["SAVEPOINT a; ROLLBACK TO a; ROLLBACK WORK TO a; RELEASE a; COPY t FROM '/f'; PREPARE p AS SELECT 1", []],
  ["-- when env is prod\nSELECT 1", ["malformed-condition 1:1"]],
  ["-- when server > 17\nSELECT 1", ["malformed-condition 1:1"]],
  ["-- when\nSELECT 1", ["malformed-condition 1:1"]],
  ["SELECT 1; -- when env = prod\nSELECT 2", ["malformed-condition 1:11"]],
  ["-- when env = prod\n-- when env = test\nSELECT 2", ["malformed-condition 2:1"]],
  ["SELECT 1;\n-- when env = prod\n", ["condition-without-statement 2:1"]],
  [`-- when env = prod\n${BREAKPOINT}\nSELECT 1`, ["condition-without-statement 1:1"]],
  ["-- whenever\nSELECT 1\n-- when the moon is full\n, 2", []],
])("problems of %j", (text, expected) => {
  expect(problems(text)).toEqual(expected);
});

describe("conditions", () => {
  const text = [
    "SELECT 1;",
    "-- when env = prod",
    "SELECT 2;",
    "-- when env = test|prod, server >= 17",
    "-- a word on it",
    "SELECT 3;",
    "-- when env = test",
    "-- when server < 17",
    'GRANT SELECT ON "a" TO "${env}_x", "$${y}";',
  ].join("\n");
  const selected = (env: string, major: number) =>
    selectStatements(parseScript(text).statements, { variables: { env }, major }).map(({ sql }) => sql);

  test("are read from the lines before a statement", () => {
    expect(parseScript(text).statements.map(({ directives }) => directives)).toEqual([
      undefined,
      { variables: { env: ["prod"] } },
      { variables: { env: ["test", "prod"] }, since: 17 },
      { variables: { env: ["test"] }, before: 17 },
    ]);
  });

  test("choose the statements of a target", () => {
    expect(selected("prod", 17)).toEqual(["SELECT 1", "SELECT 2", "SELECT 3"]);
    expect(selected("prod", 16)).toEqual(["SELECT 1", "SELECT 2"]);
    expect(selected("test", 16)).toEqual(["SELECT 1", 'GRANT SELECT ON "a" TO "test_x", "${y}"']);
  });

  test("a statement that was filled in keeps what stands in the file", () => {
    const [plain, , filled] = selectStatements(parseScript('SELECT 1;SELECT 2;SELECT "${env}";').statements, {
      variables: { env: "test" },
      major: 15,
    });
    expect(plain).not.toHaveProperty("source");
    expect(filled).toMatchObject({ sql: 'SELECT "test"', source: 'SELECT "${env}"' });
  });

  test("all variables without a value are named at once", () => {
    const { statements } = parseScript(
      '-- when env = prod\nSELECT 1;\nSELECT "${a}";\nSELECT "${b}", "${a}";',
    );
    const select = () => selectStatements(statements, { variables: {}, major: 15, file: "x/migration.sql" });
    expect(select).toThrow(Refusal);
    try {
      select();
    } catch (error) {
      const { diagnostics } = error as Refusal;
      expect(diagnostics.map(({ code, message }) => [code, message.split(" ")[2]])).toEqual([
        ["variable-unset", "env"],
        ["variable-unset", "a"],
        ["variable-unset", "b"],
      ]);
      expect(diagnostics[1]?.at).toEqual({ file: "x/migration.sql", line: 3, column: 1 });
      expect(diagnostics[1]?.related?.[0]?.at.line).toBe(4);
    }
  });
});

/** A piece of a statement that holds anything but what would end it. */
const piece = fc.oneof(
  fc.constantFrom("SELECT", "x1", "+", "( a , b )", "$1", "1.5e3", "été", "a$b", "CASE", "END"),
  fc.string().map((text) => `'${text.replaceAll("'", "''")}'`),
  fc.string().map((text) => `E'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`),
  fc.string().map((text) => `"${text.replaceAll('"', '""')}"`),
  fc.string().map((text) => `$q$${text.replaceAll("$q$", "")}$q$`.replace("$q${", "$q$ {")),
  fc.string().map((text) => `/* ${text.replaceAll(/[/*]/g, "")} /* ; */ */ c`),
  fc.string().map((text) => `-- ${text.replaceAll(/[\r\n]/g, "")}\nd`),
);
const statement = fc
  .array(piece, { maxLength: 8 })
  .map((pieces) => ["SELECT", ...pieces].join(" "))
  .filter((text) => !text.includes(BREAKPOINT) && !text.includes("\r"));
const separator = fc.constantFrom(
  ";",
  ";\n",
  " ;\n\n-- note\n",
  `;\n${BREAKPOINT}\n`,
  `\n${BREAKPOINT}\n`,
  `${BREAKPOINT}`,
);

test("splitting undoes joining", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(statement, separator)), (parts) => {
      const text = parts.map(([sql, end]) => sql + end).join("");
      expect(split(text)).toEqual(parts.map(([sql]) => sql));
    }),
    { numRuns: 500 },
  );
});

test("cutting at drizzle's breakpoints first gives the same", () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(statement, separator)), (parts) => {
      const text = parts.map(([sql, end]) => sql + end).join("");
      expect(text.split(BREAKPOINT).flatMap(split)).toEqual(split(text));
    }),
  );
});
