import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matches, parsePattern } from "../../scripts/declarations/objects/pattern.ts";
import { displayPath } from "../../scripts/model/identifier.ts";

function names(pattern: string, ...paths: string[][]): string[] {
  const parsed = parsePattern(pattern);
  return parsed ? paths.filter((path) => matches(parsed, path)).map(displayPath) : ["no pattern"];
}

describe("patterns", () => {
  it("are exact and care about case", () => {
    expect(names("DM_USER", ["DM_USER"], ["dm_user"], ["DM_USERS"], ["XDM_USER"])).toEqual(["DM_USER"]);
  });

  it("have a star for any letters, none too, within a segment", () => {
    expect(names("DM_*", ["DM_"], ["DM_USER"], ["ODM_USER"], ["DM_USER", "x"])).toEqual(["DM_", "DM_USER"]);
    expect(
      names("*_RENTAL.*item*", ["STG_RENTAL", "item"], ["_RENTAL", "items"], ["STG_RENTALS", "item"]),
    ).toEqual(["STG_RENTAL.item", "_RENTAL.items"]);
  });

  it("split at dots outside quotes", () => {
    expect(names('"geo.v2".*', ["geo.v2", "c d"], ["geo", "v2"])).toEqual(['"geo.v2"."c d"']);
    expect(names('"a ""b"""."c d"', ['a "b"', "c d"])).toEqual(['"a ""b"""."c d"']);
  });

  it("give no other character a meaning", () => {
    expect(names("a?c[x]", ["abcx"], ["a?c[x]"])).toEqual(['"a?c[x]"']);
    expect(names("$" + "{crm}.user", ["$" + "{crm}", "user"])).toEqual(["$" + "{crm}.user"]);
  });

  it.each(["", ".", "a.", ".a", "a..b", '"a', 'a"b', '""', '"a"b'])("refuse %j", (text) => {
    expect(parsePattern(text)).toBeUndefined();
  });

  it("do not take long for many stars", () => {
    const parsed = parsePattern(`${"*a".repeat(2000)}*b`);
    expect(parsed && matches(parsed, ["a".repeat(5000)])).toBe(false);
  });
});

/** What a star means, said in the simplest way. */
function oracle(pattern: string, name: string): boolean {
  if (pattern === "") return name === "";
  if (pattern[0] !== "*")
    return pattern[0] === name[0] && name !== "" && oracle(pattern.slice(1), name.slice(1));
  return oracle(pattern.slice(1), name) || (name !== "" && oracle(pattern, name.slice(1)));
}

describe("patterns in general", () => {
  const segment = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 8 });

  it("match as the definition of the star says", () => {
    fc.assert(
      fc.property(segment, fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 8 }), (pattern, name) => {
        expect(matches({ segments: [pattern] }, [name])).toBe(oracle(pattern, name));
      }),
      { numRuns: 2000 },
    );
  });

  const name = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 12 })
    .filter((text) => !text.includes("*"));

  it("of a displayed name match that name and no other", () => {
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1, maxLength: 2 }),
        fc.array(name, { minLength: 1, maxLength: 2 }),
        (path, other) => {
          const parsed = parsePattern(displayPath(path));
          expect(parsed?.wildcard).toBe(false);
          expect(parsed && matches(parsed, path)).toBe(true);
          expect(parsed && matches(parsed, other)).toBe(displayPath(path) === displayPath(other));
        },
      ),
    );
  });

  it("match more when a letter gives way to a star, never less", () => {
    fc.assert(
      fc.property(name, fc.nat(), (text, seed) => {
        const letters = [...text];
        letters[seed % letters.length] = "*";
        expect(matches({ segments: [letters.join("")] }, [text])).toBe(true);
      }),
    );
  });
});
