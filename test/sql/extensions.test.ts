import { expect, test } from "vitest";
import { readDirective, writeDirectives } from "../../scripts/sql/directive.ts";
import { parseScript } from "../../scripts/sql/script.ts";
import { selectStatements } from "../../scripts/sql/select-statements.ts";

const select = (text: string, ...extensions: readonly string[]): string[] =>
  selectStatements(parseScript(text).statements, {
    variables: {},
    major: 18,
    extensions: new Set(extensions),
  }).map(({ sql }) => sql);

test("a line about an extension is one, and stands there as it was read", () => {
  expect(readDirective("-- when extension = citus")).toEqual({ extension: "citus" });
  expect(readDirective("-- when extension = citus, env = prod")).toEqual({
    extension: "citus",
    variables: { env: ["prod"] },
  });
  expect(readDirective("-- when extension = a|b")).toBe("malformed");
  expect(writeDirectives({ extension: "uuid-ossp" })).toBe("-- when extension = uuid-ossp\n");
  expect(readDirective("-- when extension = uuid-ossp")).toEqual({ extension: "uuid-ossp" });
});

test("a statement runs where the database has the extension, or the script has made it before", () => {
  const text = `
    -- when extension = citus
    SELECT 1;
    CREATE EXTENSION "citus";
    -- when extension = citus
    SELECT 2;
    DROP EXTENSION "citus";
    -- when extension = citus
    SELECT 3;`;
  const made = ['CREATE EXTENSION "citus"', "SELECT 2", 'DROP EXTENSION "citus"'];
  expect(select(text)).toEqual(made);
  expect(select(text, "plpgsql", "citus")).toEqual(["SELECT 1", ...made]);
});
