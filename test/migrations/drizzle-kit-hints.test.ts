import { describe, expect, it } from "vitest";
import {
  answerHint,
  hintText,
  parseCreateHint,
  parseHintsFile,
  parseRenameHint,
} from "../../scripts/migrations/kit/drizzle-kit-hints.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";

describe("parseRenameHint", () => {
  it.each([
    ["A=B", ["A"], ["B"]],
    ["STG.user=STG.person", ["STG", "user"], ["STG", "person"]],
    ["STG.user.name=STG.user.title", ["STG", "user", "name"], ["STG", "user", "title"]],
    ["STG.user.name=title", ["STG", "user", "name"], ["STG", "user", "title"]],
    ['"a=b"."c.d"="e=f"', ["a=b", "c.d"], ["a=b", "e=f"]],
    ["${env}_stg.t=u", ["${env}_stg", "t"], ["${env}_stg", "u"]],
  ])("reads %s", (text, from, to) => {
    expect(parseRenameHint(text)).toEqual({ type: "rename", from, to });
  });

  it.each(["", "a", "a=", "=b", "a=b=c", "a.b=c.d.e", "a.b.c.d=e", "a..b=c", '"a=b', "a.b=c.d.e.f"])(
    "refuses %j",
    (text) => {
      expect(() => parseRenameHint(text)).toThrow(Refusal);
    },
  );

  it("is the inverse of hintText", () => {
    const text = 'STG."c.d".name=STG."c.d".title';
    expect(hintText(parseRenameHint(text))).toBe(text);
    expect(hintText(parseCreateHint("STG.user"))).toBe("STG.user");
  });
});

describe("parseCreateHint", () => {
  it("reads a path", () => {
    expect(parseCreateHint("STG.user.title")).toEqual({ type: "create", entity: ["STG", "user", "title"] });
    expect(() => parseCreateHint("a.b.c.d")).toThrow(Refusal);
    expect(() => parseCreateHint("")).toThrow(Refusal);
  });
});

describe("parseHintsFile", () => {
  const refused = (text: string): string[] => {
    try {
      parseHintsFile("hints.json", text);
    } catch (error) {
      return (error as Refusal).diagnostics.map(({ message }) => message);
    }
    return [];
  };

  it("reads drizzle-kit's own form", () => {
    const hints = [
      { type: "rename", kind: "column", from: ["S", "t", "a"], to: ["S", "t", "b"] },
      { type: "create", kind: "foreign key", entity: ["S", "t", "f"] },
    ];
    expect(parseHintsFile("hints.json", JSON.stringify(hints))).toEqual(hints);
  });

  it("says what is wrong", () => {
    expect(refused("[")).toEqual([expect.stringContaining("the hints are not JSON")]);
    expect(refused('[{"type": "create", "kind": "table", "entity": ["t"]}]')).toEqual([
      "hint 0: the path does not fit the kind",
    ]);
    expect(refused('[{"type": "create", "kind": "tabel", "entity": ["s", "t"]}]')).toEqual([
      expect.stringMatching(/^hint 0.kind: /),
    ]);
  });
});

describe("answerHint", () => {
  const question = { kind: "table", entity: ["S", "t"], name: "S.t", candidates: ["S.old"] } as const;

  it("takes a candidate or none", () => {
    expect(answerHint(question, "S.old")).toEqual({
      type: "rename",
      kind: "table",
      from: ["S", "old"],
      to: ["S", "t"],
    });
    expect(answerHint(question, undefined)).toEqual({ type: "create", kind: "table", entity: ["S", "t"] });
  });
});
