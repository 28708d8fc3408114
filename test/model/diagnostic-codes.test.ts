import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { POWERS } from "../../scripts/model/attributes.ts";
import { DIAGNOSTIC_CODES, type DiagnosticCode, exitOf } from "../../scripts/model/diagnostic-codes.ts";

const ROOT = resolve(import.meta.dirname, "../..");
const DOCS = readFileSync(join(ROOT, "docs/diagnostics.md"), "utf8");

const known = Object.entries(DIAGNOSTIC_CODES).flatMap(([page, codes]) =>
  codes.map((code): [DiagnosticCode, string] => [code, page]),
);

/** The codes of docs/diagnostics.md with the page that their section names. */
const documented = DOCS.split(/^## /m)
  .slice(1)
  .flatMap((section) => {
    const page = /^See \[[^\]]*\]\(([^)]+)\)/m.exec(section)?.[1] ?? "";
    const file = resolve(ROOT, "docs", page).slice(ROOT.length + 1);
    return [...section.matchAll(/^\| `([a-z0-9-]+)` \|/gm)].map(([, code = ""]) => [code, file] as const);
  });

const sorted = (entries: Iterable<readonly [string, string]>) => [...entries].sort();

test("docs/diagnostics.md has every code once, below the page that explains it", () => {
  expect(sorted(documented)).toEqual(sorted(known));
});

test("the pages are there", () => {
  expect(Object.keys(DIAGNOSTIC_CODES).filter((page) => !existsSync(join(ROOT, page)))).toEqual([]);
});

test("every code is used", () => {
  const texts = readdirSync(join(ROOT, "scripts"), { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts") && !file.endsWith("model/diagnostic-codes.ts"))
    .map((file) => readFileSync(join(ROOT, "scripts", file), "utf8"))
    .join("\n");
  // Made of the attribute that is lacking.
  const made = ["INHERIT", ...POWERS.map(({ word }) => word)].map(
    (word) => `executor-lacks-${word.toLowerCase()}`,
  );
  expect(known.filter(([code]) => !texts.includes(`"${code}"`) && !made.includes(code))).toEqual([]);
});

test("docs/diagnostics.md says which codes end a command otherwise than with 2", () => {
  const said = [...DOCS.matchAll(/^\| `([a-z-]+)` \|.*; exit (\d+) \|$/gm)].map(([, code, exit]) => [
    code,
    Number(exit),
  ]);
  const other = known.map(([code]) => [code, exitOf([code])]).filter(([, exit]) => exit !== 2);
  expect(said).toEqual(other);
});
