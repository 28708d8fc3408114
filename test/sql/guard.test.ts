import { expect, test } from "vitest";
import { readDirective, writeDirectives } from "../../scripts/sql/directive.ts";
import { guarded } from "../../scripts/sql/guard.ts";
import { parseScript } from "../../scripts/sql/script.ts";

const codes = (text: string) => parseScript(text).diagnostics.map(({ code }) => code);

test("a guard is the first statement of a script, which our runner leaves out", () => {
  const text = guarded("SELECT 1;\n", "has 100% of ${it}'s statements outside");
  const { statements, diagnostics } = parseScript(text);
  expect(diagnostics).toEqual([]);
  expect(statements.map(({ sql, line }) => [sql, line])).toEqual([["SELECT 1", 4]]);
  expect(text).toMatch(
    /^-- under any other runner\nDO \$guard\$ BEGIN RAISE EXCEPTION 'this revision has 100%% of \{it\}''s/,
  );
  // What drizzle sends first.
  expect(text.split("--> statement-breakpoint")[0]).toContain("RAISE EXCEPTION");
});

test.each([
  ["another statement is hidden", "-- under any other runner\nDROP TABLE a;"],
  [
    "something stands behind the error",
    "-- under any other runner\nDO $guard$ BEGIN RAISE EXCEPTION 'a' USING HINT = 'b'; DROP TABLE a; END $guard$;",
  ],
  ["it is not the first", `SELECT 1;\n${guarded("SELECT 2;", "is")}`],
])("no guard: %s", (_, text) => {
  expect(codes(text)).toEqual(["malformed-guard"]);
});

test("directives without a value are read as they are written", () => {
  for (const directives of [{ apart: true }, { outside: true }] as const) {
    const text = writeDirectives({ since: 16, ...directives });
    const [first = "", second = ""] = text.trim().split("\n");
    const read = readDirective(second, readDirective(first) as object);
    expect(read).toEqual({ since: 16, ...directives });
  }
  expect(readDirective("-- outside any transaction at all")).toBe("malformed");
});
