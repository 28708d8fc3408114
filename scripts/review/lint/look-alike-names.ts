// Lint rule: names of roles that a reader takes for each other.

import { groupBy } from "../../model/group.ts";
import { displayName } from "../../model/identifier.ts";
import { type LintRule, placeOfRole } from "./rule.ts";

/** Letters of other scripts that look like Latin ones. */
const LATIN: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ["аαа", "a"],
    ["ԁ", "d"],
    ["еεє", "e"],
    ["һ", "h"],
    ["іι", "i"],
    ["ј", "j"],
    ["к", "k"],
    ["ӏ", "l"],
    ["м", "m"],
    ["нη", "n"],
    ["оοо", "o"],
    ["рρ", "p"],
    ["ԛ", "q"],
    ["г", "r"],
    ["ѕ", "s"],
    ["тτ", "t"],
    ["υ", "u"],
    ["ν", "v"],
    ["ԝω", "w"],
    ["хχ", "x"],
    ["уγ", "y"],
  ].flatMap(([letters = "", latin = ""]) => [...letters].map((letter) => [letter, latin])),
);

/** Signs that are taken for another, and separators that are overlooked. */
const TAKEN_FOR: readonly (readonly [RegExp, string])[] = [
  [/[\p{M}\p{Cf}]/gu, ""],
  [/[\s_.-]+/gu, "_"],
  [/0/g, "o"],
  [/[1|i]/g, "l"],
  [/rn/g, "m"],
  [/vv/g, "w"],
];

/** What a name looks like: equal for names that are taken for each other. */
function lookOf(name: string): string {
  const latin = [...name.normalize("NFKD").toLowerCase()].map((letter) => LATIN[letter] ?? letter).join("");
  return TAKEN_FOR.reduce((look, [signs, other]) => look.replaceAll(signs, other), latin);
}

/** Names with escapes for what is not plain ASCII, so that one sees the difference. */
const escaped = (name: string): string =>
  [...displayName(name)]
    .map((sign) => (/[ -~]/.test(sign) ? sign : `\\u{${(sign.codePointAt(0) ?? 0).toString(16)}}`))
    .join("");

/** Roles whose names look alike. */
export const lookAlikeNames: LintRule = {
  code: "look-alike-names",
  summary: "roles have names that are taken for each other: another case, 0 for O, letters of another script",
  isOn: true,
  find: (subject) => {
    const groups = groupBy(subject.warehouse.roles.keys(), lookOf);
    return [...groups.values()].flatMap(([first, ...others]) =>
      others.map((name) => ({
        message: `${escaped(name)} looks like the role ${escaped(first ?? "")}`,
        help: "Rename one of them (`renamed_from`), so that a grant to the wrong one is seen.",
        ...placeOfRole(subject, name),
      })),
    );
  },
};
