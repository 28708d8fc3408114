import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { RULES } from "../../../scripts/review/lint/rules.ts";

test("the docs name every rule, and how it is set by itself", () => {
  const text = readFileSync("docs/lint.md", "utf8");
  const rows = [...text.matchAll(/^\| `([a-z-]+)` \|.*\| (on|off) \|$/gm)].map(([, code, state]) => [
    code,
    state,
  ]);
  expect(rows).toEqual(RULES.map(({ code, isOn }) => [code, isOn ? "on" : "off"]));
});
