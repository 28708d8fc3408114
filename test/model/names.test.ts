import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  displayPath,
  quoteIdentifier,
  quoteLiteral,
  splitList,
  splitPath,
} from "../../scripts/model/identifier.ts";
import { objectKey, parseObjectKey } from "../../scripts/model/object.ts";
import { serialSequenceName } from "../../scripts/model/relation.ts";
import { allBindings, escapeTemplate, fillVariables, variablesIn } from "../../scripts/model/variable.ts";

const name = fc
  .string({ minLength: 1, maxLength: 20, unit: "grapheme" })
  .filter((text) => text.trim() !== "");

test("a list of paths that are displayed splits into the same paths", () => {
  fc.assert(
    fc.property(fc.array(fc.array(name, { minLength: 1, maxLength: 3 })), (paths) => {
      const shown = paths.map(displayPath);
      expect(splitList(shown.join(" \n"))).toEqual(shown);
    }),
  );
  expect(splitList(' A."b c"=d  "e ')).toEqual(['A."b c"=d', '"e']);
});

test("a path that is displayed splits into the same names", () => {
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 3 }), (path) => {
      expect(splitPath(displayPath(path))).toEqual(path);
    }),
  );
});

test("an object's key names the same object", () => {
  fc.assert(
    fc.property(name, name, (schema, table) => {
      const object = { kind: "table" as const, path: [schema, table] };
      expect(parseObjectKey(objectKey(object))).toEqual(object);
    }),
  );
});

test.each(['"open', 'a."b', '"a"b'])("%s is no path", (text) => expect(splitPath(text)).toBeUndefined());

test("quotes are doubled, backslashes kept", () => {
  expect(quoteIdentifier('a"b')).toBe('"a""b"');
  expect(quoteLiteral("it's")).toBe("'it''s'");
  expect(quoteLiteral("a\\b")).toBe("E'a\\\\b'");
});

describe("templates", () => {
  test("variables are filled in, $${ is a literal", () => {
    expect(fillVariables("${env}_x $${env}", { env: "test" })).toBe("test_x ${env}");
    expect(variablesIn("${env}_$${no}_${region}")).toEqual(["env", "region"]);
    expect(() => fillVariables("${other}", { env: "test" })).toThrow();
  });

  test("what is escaped comes out as it was", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("$", "{", "}", "env", "a") }), (text) => {
        expect(fillVariables(escapeTemplate(text, {}), { env: "test" })).toBe(text);
      }),
    );
  });

  test("every combination of values", () => {
    expect(allBindings({ env: ["a", "b"], region: ["x"] })).toEqual([
      { env: "a", region: "x" },
      { env: "b", region: "x" },
    ]);
  });
});

test("a serial's sequence has the name that PostgreSQL gives it", () => {
  expect(serialSequenceName("user", "id")).toBe("user_id_seq");
  const long = "a".repeat(60);
  expect(serialSequenceName(long, "id")).toBe(`${"a".repeat(56)}_id_seq`);
  expect(serialSequenceName(long, long)).toBe(`${"a".repeat(29)}_${"a".repeat(29)}_seq`);
});
