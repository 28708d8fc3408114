import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { VerbRow } from "../../scripts/verbs/verb-row.ts";
import { VERBS } from "../../scripts/verbs/verbs.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");

const MAKEFILE = read("Makefile");
const DOCS = `${read("docs/commands.md")}\n${read("docs/targets.md")}`;

const verbs: readonly (readonly [string, VerbRow])[] = Object.entries(VERBS);

/** Of `-t, --target <name>` the `--target`. */
const longName = (flag: string): string => /--[a-z-]+/.exec(flag)?.[0] ?? "";

/** The variables of make that a verb takes: those of its flags, and one an argument; but what another program is passed. */
const variablesOf = ({ arguments: said = "", flags = [], passesOn }: VerbRow): string[] => [
  ...[...(passesOn ? "" : said).matchAll(/[[<](\w+)(?:\.{3})?[\]>]/g)].map(([, name = ""]) => name),
  ...flags.flatMap(([, , variable]) => (variable === undefined ? [] : [variable])),
];

/** Each target that `make help` shows, with its help and its recipe. */
const targets = new Map(
  [...MAKEFILE.matchAll(/^([a-z-]+):.*## (.*)\n((?:\t.*\n?)*)/gm)].map(
    ([, name = "", help = "", recipe = ""]) => [name, { help, recipe }],
  ),
);

/** The recipe with its macros written out. */
const written = (recipe: string): string => {
  const macro = (name: string) => new RegExp(`^${name} = (.*)$`, "m").exec(MAKEFILE)?.[1] ?? "";
  return recipe
    .replaceAll("$(again-option)", macro("again-option"))
    .replaceAll("$(destructive-option)", macro("destructive-option"))
    .replaceAll("$(move-options)", macro("move-options"))
    .replaceAll("$(confirm-option)", macro("confirm-option"))
    .replaceAll("$(live-option)", macro("live-option"))
    .replaceAll("$(target-option)", macro("target-option"));
};

const asked = (recipe: string): string[] => [
  ...new Set([
    ...[...written(recipe).matchAll(/ARG_([A-Z]+)/g)].map(([, name = ""]) => name.toLowerCase()),
    ...[...written(recipe).matchAll(/call yes,(\w+)/g)].map(([, name = ""]) => name),
  ]),
];

describe("the Makefile", () => {
  test("has a target for each verb, and no other target runs one", () => {
    const running = [...targets].flatMap(([target, { recipe }]) => {
      const verb = /\$\(DWH\) ([a-z]+)/.exec(recipe)?.[1];
      return verb === undefined ? [] : [[target, verb]];
    });
    expect(running.sort()).toEqual(verbs.map(([verb]) => [verb, verb]).sort());
  });

  test.each(verbs)("%s: its target asks for the verb's variables", (verb, row) => {
    expect(asked(targets.get(verb)?.recipe ?? "").sort()).toEqual(variablesOf(row).sort());
  });

  test.each(verbs)("%s: its target gives the verb's flags", (verb, { flags = [] }) => {
    const given: readonly string[] =
      written(targets.get(verb)?.recipe ?? "").match(/--[a-z]+(?:-[a-z]+)*/g) ?? [];
    const wanted = flags.filter(([, , variable]) => variable !== undefined).map(([flag]) => longName(flag));
    const known = flags.map(([flag]) => longName(flag));
    expect(wanted.filter((flag) => !given.includes(flag))).toEqual([]);
    expect(given.filter((flag) => !known.includes(flag))).toEqual([]);
  });

  test.each(verbs)("%s: its help names no other variable", (verb, row) => {
    const help = targets.get(verb)?.help ?? "";
    const usage = help.slice(help.indexOf(`make ${verb}`));
    const named = [...usage.matchAll(/(?:^|[ [])([a-z]+)=/g)].map(([, name]) => name);
    expect(named.filter((name) => !variablesOf(row).includes(name ?? ""))).toEqual([]);
  });

  test("takes just the variables of its targets", () => {
    const listed = /^ARGUMENTS := ((?:.*\\\n)*.*)$/m.exec(MAKEFILE)?.[1]?.match(/\w+/g) ?? [];
    const all = new Set([...verbs.flatMap(([, row]) => variablesOf(row)), "majors"]);
    expect(listed.sort()).toEqual([...all].sort());
  });
});

describe("docs/commands.md, and docs/targets.md beside it", () => {
  test("has every target, and no other", () => {
    const named = new Set([...DOCS.matchAll(/`make ([a-z-]+)/g)].map(([, name]) => name));
    expect([...named].sort()).toEqual([...targets.keys()].sort());
  });

  test("has every flag, and no other", () => {
    const flags = new Set(verbs.flatMap(([, row]) => (row.flags ?? []).map(([flag]) => longName(flag))));
    const named = new Set(DOCS.match(/(?<![\w-])--[a-z][a-z-]*/g));
    expect([...named].sort()).toEqual([...flags, "--debug", "--version"].sort());
  });

  test.each(verbs)("has the variables of %s", (_, row) => {
    expect(variablesOf(row).filter((name) => !new RegExp(`\\b${name}=`).test(DOCS))).toEqual([]);
  });
});
