import { expect, test } from "vitest";
import { statementOf } from "../../scripts/adopt/follow/code-scan.ts";
import { importsOf, withImport } from "../../scripts/adopt/follow/import-lines.ts";
import { mergedTable, type TableWishes } from "../../scripts/adopt/follow/merge-table.ts";

const SERVER = `export const t = s.table("t", {
  id: integer().primaryKey(),
  name: varchar({ length: 5 }).default("}"),
  other: text("Other"),
}, (t) => [
  unique("t_name").on(t.name, t.other),
  check("odd", sql\`\${t.id} > 1 AND name <> ')'\`),
]);`;

const wishes = (
  given: Partial<Record<keyof TableWishes, Record<string, "taken" | "gone">>>,
): TableWishes => ({
  columns: new Map(Object.entries(given.columns ?? {})),
  parts: new Map(Object.entries(given.parts ?? {})),
  unreferenced: new Set(Object.keys(given.unreferenced ?? {})),
});

test("a column is replaced where it stands; what only code knows of it stays", () => {
  const before = `export const t = s.table("t", {
  id: integer().primaryKey(), // the key
  /* a brace } in a comment */
  name: text().$type<"a" | "b">().notNull().$defaultFn(() => f("(")).references(() => u.name), // told
  gone: text(),
});`;
  const taken = mergedTable(
    before,
    SERVER,
    wishes({ columns: { name: "taken", gone: "gone", other: "taken" } }),
  );
  expect(taken).toBe(`export const t = s.table("t", {
  id: integer().primaryKey(), // the key
  /* a brace } in a comment */
  name: varchar({ length: 5 }).default("}").$type<"a" | "b">().$defaultFn(() => f("(")).references(() => u.name),
  other: text("Other"),
});`);
  const freed = mergedTable(
    before,
    SERVER,
    wishes({ columns: { name: "taken" }, unreferenced: { name: "gone" } }),
  );
  expect(freed).not.toContain("references");
});

test.each([
  ["a list", '(t) => [index("i").on(t.id)]', '(t) => [unique("t_name").on(t.name, t.other)]'],
  [
    "under another name",
    '(own) => [index("i").on(own.id)]',
    '(own) => [unique("t_name").on(own.name, own.other)]',
  ],
  [
    "with keys",
    '(t) => ({ i: index("i").on(t.id) })',
    '(t) => ({ tName: unique("t_name").on(t.name, t.other) })',
  ],
  [
    "returned",
    '(t) => { return [index("i").on(t.id)]; }',
    '(t) => { return [unique("t_name").on(t.name, t.other)]; }',
  ],
])("what stands behind the columns: %s", (_, parts, wanted) => {
  const of = (behind: string) => `export const t = s.table("t", { id: integer() }, ${behind});`;
  const change = wishes({ parts: { i: "gone", t_name: "taken" } });
  expect(mergedTable(of(parts), SERVER, change)).toBe(of(wanted));
});

test("what stands behind the columns is added where there was nothing", () => {
  const change = wishes({ parts: { odd: "taken" } });
  expect(mergedTable('export const t = s.table("t", { id: integer() });', SERVER, change)).toContain(
    ", (t) => [\n  check(\"odd\", sql`${t.id} > 1 AND name <> ')'`),\n]);",
  );
});

test("a comment behind the last one stays behind it", () => {
  const before = 'export const t = s.table("t", {\n  id: integer(), // first\n  name: text() // last\n});';
  const taken = mergedTable(before, SERVER, wishes({ columns: { other: "taken" } }));
  expect(taken).toBe(
    'export const t = s.table("t", {\n  id: integer(), // first\n  name: text(),\n  other: text("Other"), // last\n});',
  );
});

test("columns that are not written out are not changed", () => {
  const change = wishes({ columns: { name: "taken" } });
  expect(mergedTable('export const t = s.table("t", columns);', SERVER, change)).toBeUndefined();
});

test("statements end at their semicolon, or where nothing of them follows", () => {
  const text = "export const a = f(`;${g(';')}`)\n  .more();\nexport const ab = 1\nexport const $b = 2";
  const at = (name: string) => {
    const span = statementOf(text, name);
    return span && text.slice(span.start, span.end);
  };
  expect([at("a"), at("ab"), at("$b"), at("b")]).toEqual([
    "export const a = f(`;${g(';')}`)\n  .more();",
    "export const ab = 1",
    "export const $b = 2",
    undefined,
  ]);
});

test("imports are added to the lines that are there", () => {
  const text = 'import type { A } from "./a.ts";\nimport { b as c } from "./a.ts";\n\nexport const x = 1;\n';
  expect(importsOf(text)).toEqual([{ exported: "b", local: "c", from: "./a.ts" }]);
  expect(withImport(text, { exported: "d", local: "d", from: "./a.ts" })).toContain(
    'import { b as c, d } from "./a.ts";',
  );
  expect(withImport(text, { exported: "sql", local: "sql", from: "drizzle-orm" })).toContain(
    './a.ts";\nimport { sql } from "drizzle-orm";\n\nexport',
  );
});
