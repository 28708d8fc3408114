import { expect, test } from "vitest";
import { codePlaceProblems } from "../../scripts/sql/code-place.ts";
import { elevatedIn, runElevated } from "../../scripts/sql/elevated-statements.ts";
import { withGuard, withoutGuard } from "../../scripts/sql/guard-needed.ts";
import { parseScript } from "../../scripts/sql/script.ts";
import { selectStatements } from "../../scripts/sql/select-statements.ts";

const ELEVATED = "-- as elevated\nSELECT 1;\n";

test("a guard says why it is there, once; without a reason there is none", () => {
  expect(withGuard({ migration: "SELECT 1;\n", code: false })).toBe("SELECT 1;\n");
  const guarded = withGuard({ migration: ELEVATED, code: true });
  expect(guarded).toContain("this revision runs its migration.ts and has statements of an elevated role");
  expect(withGuard({ migration: guarded, code: true })).toBe(guarded);
  expect(withoutGuard(guarded)).toBe(ELEVATED);
  expect(withGuard({ migration: withGuard({ migration: "SELECT 1;\n", code: true }), code: false })).toBe(
    "SELECT 1;\n",
  );
  expect(withoutGuard(`-- under any other runner\nDO $$ x $$;\n--> statement-breakpoint\n`)).toContain("DO");
});

const run = (script: string) => {
  const statements = selectStatements(parseScript(script).statements, { variables: {}, major: 18 });
  return runElevated(statements, "high").map(({ sql, directives }) =>
    directives?.code ? `code: ${sql}` : sql,
  );
};

test("what is elevated runs as the role, together where it stands together, and then as before", () => {
  expect(run("SELECT 0; -- as elevated\nSELECT 1;")).toEqual(["SELECT 0", "SELECT 1"]);
  expect(run(`${ELEVATED}${ELEVATED}SELECT 2;`)).toEqual([
    'SET LOCAL ROLE "high"',
    "SELECT 1",
    "SELECT 1",
    "RESET ROLE",
    "SELECT 2",
  ]);
  const within = run(`SET LOCAL ROLE "a";\n${ELEVATED}RESET ROLE;\n${ELEVATED}`);
  expect(within).toEqual([
    'SET LOCAL ROLE "a"',
    'SET LOCAL ROLE "high"',
    "SELECT 1",
    'SET LOCAL ROLE "a"',
    "RESET ROLE",
    'SET LOCAL ROLE "high"',
    "SELECT 1",
    "RESET ROLE",
  ]);
});

test("a migration.ts between two of them is not elevated", () => {
  expect(run(`${ELEVATED}-- run migration.ts\n-- as elevated\nSELECT 2;`)).toEqual([
    'SET LOCAL ROLE "high"',
    "SELECT 1",
    "RESET ROLE",
    'code: SET LOCAL ROLE "high"',
    "SELECT 2",
    "RESET ROLE",
  ]);
});

test("the word alone makes nothing elevated, and more behind it is not understood", () => {
  expect(elevatedIn("SELECT 'elevated';\n/* -- as elevated */ SELECT 1;")).toEqual([]);
  const { diagnostics } = parseScript("-- as elevated role\nSELECT 1;");
  expect(diagnostics.map(({ code }) => code)).toEqual(["malformed-condition"]);
});

test("a place for code is said once, where it is always reached", () => {
  expect(codePlaceProblems("-- run migration.ts\nSELECT 1;", "f", { code: true, batches: false })).toEqual(
    [],
  );
  const wrong = codePlaceProblems("SELECT 1;\n-- when env = a\n-- run migration.ts\nSELECT 1;", "f", {
    code: true,
    batches: false,
  });
  expect(wrong).toMatchObject([{ code: "code-place", at: { file: "f", line: 4 } }]);
});
