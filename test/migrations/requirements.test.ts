import { expect, test } from "vitest";
import {
  requirementProblems,
  settledRequirements,
  unmetByRun,
} from "../../scripts/migrations/requirements.ts";
import { Refusal } from "../../scripts/model/diagnostic.ts";
import { renameRequirements, requirementsIn } from "../../scripts/sql/requires.ts";

/** Revisions by their names, each with what its migration.sql says. */
const history = (scripts: Readonly<Record<string, string>>) =>
  Object.entries(scripts).map(([name, migration], index) => ({
    name,
    number: index + 1,
    message: name.slice(15).replaceAll("_", " "),
    folder: `generated/${name}`,
    migration,
  }));

const A = "20260101000000_add_a";
const B = "20260102000000_add_b";
const C = "20260103000000_add_c";

test("a requirement is a line of its own outside of quotes, wherever it stands", () => {
  const script = `-- requires: 1, add_b\nSELECT '\n-- requires: no';\nSELECT 1; -- requires: no\n  --Requires: head\n/* requires: no */`;
  expect(requirementsIn(script)).toEqual([
    { revision: "1", line: 1, column: 1 },
    { revision: "add_b", line: 1, column: 1 },
    { revision: "head", line: 5, column: 3 },
  ]);
  expect(renameRequirements(script, (name) => name.toUpperCase())).toBe(
    script.replace("1, add_b", "1, ADD_B").replace("--Requires: head", "-- requires: HEAD"),
  );
});

test("what is written has the names of folders, however they were called; the lines stay where they are", () => {
  const earlier = history({ [A]: "", [B]: "" });
  const script = "-- a remark\n-- requires: 1, add b\nSELECT 1;\n";
  const settled = settledRequirements(script, "draft/migration.sql", earlier);
  expect(settled).toBe(`-- a remark\n-- requires: ${A}, ${B}\nSELECT 1;\n`);
  expect(settledRequirements(settled, "", earlier)).toBe(settled);
});

test("what is not before it is told with its place, all of it", () => {
  const script = "-- requires: 3\n-- requires: add_c\nSELECT 1;\n";
  const work = () => settledRequirements(script, "draft/migration.sql", history({ [A]: "", [B]: "" }));
  expect(work).toThrow(Refusal);
  try {
    work();
  } catch (error) {
    expect((error as Refusal).diagnostics).toMatchObject([
      { code: "unknown-revision", at: { file: "draft/migration.sql", line: 1, column: 1 } },
      {
        code: "unknown-revision",
        at: { line: 2 },
        message: expect.stringContaining("no such revision: add_c"),
      },
    ]);
  }
});

test.each<readonly [string, Readonly<Record<string, string>>, readonly string[]]>([
  ["one before it", { [A]: "", [B]: `-- requires: ${A}` }, []],
  ["a remark of earlier times", { [A]: "-- requires: the extension pgcrypto" }, []],
  ["one that is not there", { [A]: `-- requires: ${B}` }, [`${A} requires ${B}, which is not in the folder`]],
  ["itself", { [A]: `-- requires: ${A}` }, [`${A} requires itself`]],
  [
    "one behind it",
    { [A]: `-- requires: ${C}`, [B]: "", [C]: "" },
    [`${A} requires ${C}, which runs after it`],
  ],
  [
    "a circle",
    { [A]: `-- requires: ${C}`, [B]: `-- requires: ${A}`, [C]: `-- requires: ${B}` },
    [`${A} requires ${C}, which requires it in turn`],
  ],
])("check tells of %s", (_, scripts, messages) => {
  const found = requirementProblems(history(scripts));
  expect(found.map(({ message }) => message)).toEqual(messages);
  for (const { code, at } of found)
    expect([code, at?.file]).toEqual(["requirement-unmet", `generated/${A}/migration.sql`]);
});

test("no run leaves a revision without one that it requires", () => {
  const [a, b, c] = history({ [A]: "", [B]: "", [C]: `-- requires: ${A}` });
  if (!a || !b || !c) throw new Error("three revisions");
  const told = (...run: Parameters<typeof unmetByRun>) => unmetByRun(...run).map(({ message }) => message);
  expect(told([], [a, b, c], "up")).toEqual([]);
  expect(told([a], [c], "up")).toEqual([]);
  expect(told([b], [c], "up")).toEqual([`${C} requires ${A}, which is not applied before it`]);
  expect(told([a, b, c], [c, b, a], "down")).toEqual([]);
  expect(told([a, b, c], [b], "down")).toEqual([]);
  expect(told([a, b, c], [b, a], "down")).toEqual([`${C} requires ${A}, which would be taken back`]);
});
