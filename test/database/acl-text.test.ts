import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseAclItem, parseArrayText } from "../../scripts/database/inspect/acl-text.ts";
import { aclReader } from "../../scripts/database/inspect/live-acl.ts";
import { entryKey, internAcl, plainEntry } from "../../scripts/model/acl.ts";
import type { ObjectKind } from "../../scripts/model/object-kinds.ts";

describe("array text", () => {
  test.each<[string, string[]]>([
    ["{}", []],
    ["{a}", ["a"]],
    ["{a,b}", ["a", "b"]],
    ['{"a b",c,"d,e"}', ["a b", "c", "d,e"]],
    ['{"\\"q\\"=r/o","back\\\\slash","",имя}', ['"q"=r/o', "back\\slash", "", "имя"]],
  ])("%s", (text, expected) => {
    expect(parseArrayText(text)).toEqual(expected);
  });

  test("what PostgreSQL quotes is read back", () => {
    const quote = (text: string) => `"${text.replaceAll(/(["\\])/g, "\\$1")}"`;
    fc.assert(
      fc.property(fc.array(fc.string()), (texts) => {
        expect(parseArrayText(`{${texts.map(quote).join(",")}}`)).toEqual(texts);
      }),
    );
  });

  test("anything else is an error", () => {
    expect(() => parseArrayText("a,b")).toThrow("not an array");
  });
});

describe("an item of an ACL", () => {
  test.each([
    ["reader=r/owner", "reader", "owner", [["SELECT", false]]],
    ["=U/owner", "", "owner", [["USAGE", false]]],
    [
      "a=r*w/b",
      "a",
      "b",
      [
        ["SELECT", true],
        ["UPDATE", false],
      ],
    ],
    ["a=/b", "a", "b", []],
    ['"odd ""name""=x/y"=r/"o/o"', 'odd "name"=x/y', "o/o", [["SELECT", false]]],
    ["16999=r/owner", "16999", "owner", [["SELECT", false]]],
    ["Ärzte=m/имя", "Ärzte", "имя", [["MAINTAIN", false]]],
  ])("%s", (text, grantee, grantor, privileges) => {
    expect(parseAclItem(text)).toEqual({ grantee, grantor, privileges: new Map(privileges as never) });
  });

  test.each(["", "reader", "reader=r", 'a"b=r/o', "a=r?/o", "=r/a/b"])("%j is an error", (text) => {
    expect(() => parseAclItem(text)).toThrow("not an item of an ACL");
  });

  test("a letter that is not known is an error", () => {
    expect(() => parseAclItem("a=rZ/o")).toThrow("privilege that is not known: Z");
  });
});

/** The normal form as lines, `grantee: PRIVILEGE* by grantor`. */
function lines(kind: ObjectKind, acl: string | null, major = 17): string[] {
  return [...aclReader(major)({ kind, owner: "o", acl }).entries.values()].map(
    ({ grantee, privilege, grantable, grantor }) =>
      `${grantee}: ${privilege}${grantable ? "*" : ""} by ${grantor}`,
  );
}

test.each<[string, ObjectKind, string | null, number, string[]]>([
  ["no ACL on a table", "table", null, 17, []],
  [
    "no ACL on a database",
    "database",
    null,
    17,
    ["@public: CONNECT by @owner", "@public: TEMPORARY by @owner"],
  ],
  ["an empty ACL", "sequence", "{}", 17, ["SELECT", "UPDATE", "USAGE"].map((p) => `@owner: ${p}* by @owner`)],
  [
    "an owner that has nothing left",
    "routine",
    "{r=X/o}",
    17,
    ["@owner: EXECUTE* by @owner", "r: EXECUTE by @owner"],
  ],
  ["an empty ACL of a column", "column", "{}", 17, []],
  ["all that an owner has", "table", "{o=arwdDxtm/o}", 17, []],
  ["all that an owner had before MAINTAIN", "table", "{o=arwdDxt/o}", 16, []],
  ["stars of the owner", "schema", "{o=U*C*/o}", 17, []],
  ["what an owner has in two items", "schema", "{o=U/o,o=C/o}", 17, []],
  ["an owner that lacks something", "schema", "{o=U/o}", 17, ["@owner: CREATE* by @owner"]],
  [
    "a table privilege on a column",
    "column",
    "{r=r/o,o=r/o}",
    17,
    ["@owner: SELECT by @owner", "r: SELECT by @owner"],
  ],
  [
    "a grant by another",
    "table",
    "{o=arwdDxtm/o,a=r*/o,b=r/a}",
    17,
    ["a: SELECT* by @owner", "b: SELECT by a"],
  ],
  ["PUBLIC", "table", "{o=arwdDxtm/o,=r/o}", 17, ["@public: SELECT by @owner"]],
])("%s", (_, kind, text, major, expected) => {
  expect(lines(kind, text, major)).toEqual(expected);
});

test("equal ACLs are one value, whoever owns the object", () => {
  const read = aclReader(17);
  const mine = read({ kind: "schema", owner: "o", acl: "{o=UC/o,r=U/o}" });
  const yours = read({ kind: "schema", owner: "p", acl: "{r=U/p,p=UC/p}" });
  expect(yours).toBe(mine);
  expect(internAcl([plainEntry("r", "USAGE"), plainEntry("r", "USAGE")])).toBe(mine);
  expect([...mine.entries.keys()]).toEqual([entryKey(plainEntry("r", "USAGE"))]);
  expect(read({ kind: "schema", owner: "o", acl: "{o=UC/o,r=U*/o}" })).not.toBe(mine);
});

test("entries are in the order of their keys, whatever was read before", () => {
  const read = aclReader(17);
  const roles = ["z", "b b", "ä", "a"];
  for (const role of roles) read({ kind: "table", owner: "o", acl: `{"${role}=r/o"}` });
  const items = (list: readonly string[]) => list.map((role) => `"${role}=r/o"`).join();
  const all = read({ kind: "table", owner: "o", acl: `{${items(roles)}}` });
  expect(read({ kind: "table", owner: "o", acl: `{${items([...roles].reverse())}}` })).toBe(all);
  expect([...all.entries.keys()]).toEqual([...all.entries.keys()].sort());
});
