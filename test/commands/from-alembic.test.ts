import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { HOOK_KEYS, TARGET_KEYS, WAREHOUSE_KEYS } from "../../scripts/declarations/config/config-shape.ts";
import type { VerbRow } from "../../scripts/verbs/verb-row.ts";
import { VERBS } from "../../scripts/verbs/verbs.ts";

const DOCS = resolve(import.meta.dirname, "../../docs");
const page = readFileSync(join(DOCS, "from-alembic.md"), "utf8");

/** The right column of every row of a table. */
const here = [...page.matchAll(/^\| (?!There|Alembic \||-)(.+) \| (.+) \|$/gm)].map(
  ([, there = "", text = ""]) => [there, text] as const,
);

const spans = here.flatMap(([there, text]) =>
  [...text.matchAll(/`([^`]+)`/g)].map(([, span = ""]) => [there, span] as const),
);

const commands = spans.filter(([, span]) => span.startsWith("dwh "));
const keys = spans.filter(([, span]) => span.startsWith("warehouse."));

/** What else may stand there: files, variables of the environment, functions of the package, SQL, an example. */
const OTHERS = [
  /^(DATABASE_URL|DWH_ENV|GITHUB_ACTOR|\.env|out|schema|migrations|\$\{env\}|CREATE DATABASE … TEMPLATE)$/,
  /^(assertRevision|revisionOf|annotate\(table, \{ (?:sensitive: true|encrypted: …) \}\)|pgSchema\(variable\(…\)\))$/,
  /^\d{14}_add_orders$/,
];

test("there is something to look at", () => {
  expect(here.length).toBeGreaterThan(80);
  expect(commands.length).toBeGreaterThan(80);
  expect(keys.length).toBeGreaterThan(8);
});

describe("each command is one, with these flags", () => {
  test.each(commands)("%s: %s", (_, command) => {
    const [, verb = "", ...words] = command.split(" ");
    const row: VerbRow | undefined = Object.entries(VERBS).find(([name]) => name === verb)?.[1];
    expect(row).toBeDefined();
    const flags = (row?.flags ?? []).flatMap(([flag]) => flag.match(/--[a-z-]+/g) ?? []);
    expect(flags).toEqual(expect.arrayContaining(words.filter((word) => word.startsWith("--"))));
    if (words.some((word) => !word.startsWith("-"))) expect(row?.arguments).toBeDefined();
  });
});

describe("each key of the configuration is one", () => {
  test.each(keys)("%s: %s", (_, path) => {
    const [, first = "", second, third] = path.split(".");
    expect(WAREHOUSE_KEYS).toContain(first);
    if (second !== undefined)
      expect([first, TARGET_KEYS]).toEqual(["targets", expect.arrayContaining([second])]);
    if (third !== undefined) expect([second, HOOK_KEYS]).toEqual(["hooks", expect.arrayContaining([third])]);
  });
});

test("nothing else stands there", () => {
  const rest = spans.filter(([, span]) => !/^(dwh |warehouse\.)/.test(span));
  expect(rest.filter(([, span]) => !OTHERS.some((known) => known.test(span)))).toEqual([]);
});

/** As GitHub makes anchors of headings. */
const anchor = (heading: string): string =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}_ -]/gu, "")
    .replaceAll(" ", "-");

test.each([...page.matchAll(/\]\((?!https)([^)]+)\)/g)].map(([, link = ""]) => link))(
  "the link %s leads somewhere",
  (link) => {
    const [file = "", id] = link.split("#");
    expect(existsSync(join(DOCS, file))).toBe(true);
    const headings = [...readFileSync(join(DOCS, file), "utf8").matchAll(/^#+ (.*)$/gm)];
    if (id !== undefined) expect(headings.map(([, heading = ""]) => anchor(heading))).toContain(id);
  },
);
