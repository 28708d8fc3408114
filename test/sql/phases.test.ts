import { expect, test } from "vitest";
import { batchesFrom, courseOf, leftBehind, leftWithin, statementsToCome } from "../../scripts/sql/course.ts";
import { phaseProblems, turnProblems } from "../../scripts/sql/course-problems.ts";
import { runsOutside } from "../../scripts/sql/outside-transaction.ts";
import { phasesOf } from "../../scripts/sql/phases.ts";
import { parseScript } from "../../scripts/sql/script.ts";
import { selectStatements } from "../../scripts/sql/select-statements.ts";

const statements = (text: string) =>
  selectStatements(parseScript(text).statements, { variables: {}, major: 18 });

test.each([
  "CREATE INDEX CONCURRENTLY i ON t (a)",
  'create unique index /* c */ concurrently "i" on "s"."t" ("a")',
  "DROP INDEX CONCURRENTLY IF EXISTS i",
  "REINDEX INDEX CONCURRENTLY i",
  "REINDEX (VERBOSE, CONCURRENTLY) TABLE t",
  "REINDEX DATABASE d",
  "REINDEX SCHEMA s",
  "VACUUM (FULL, ANALYZE) t",
  "CLUSTER",
  "ALTER TABLE p DETACH PARTITION a CONCURRENTLY",
  "CREATE DATABASE d",
  "DROP TABLESPACE x",
  "ALTER SYSTEM SET work_mem = '1MB'",
  "ALTER DATABASE d SET TABLESPACE x",
  "CREATE SUBSCRIPTION s CONNECTION '' PUBLICATION p",
])("runs in no transaction: %s", (sql) => {
  expect(runsOutside({ sql })).toBe(true);
});

test.each([
  "CREATE INDEX i ON t (a)",
  'CREATE INDEX "concurrently" ON t (a)',
  "REINDEX TABLE t",
  "REFRESH MATERIALIZED VIEW CONCURRENTLY v",
  "ALTER TABLE p DETACH PARTITION a FINALIZE",
  "ALTER TABLE p DETACH PARTITION a",
  "CLUSTER t USING i",
  "COMMENT ON TABLE t IS 'VACUUM'",
])("runs in a transaction: %s", (sql) => {
  expect(runsOutside({ sql })).toBe(false);
});

/** `t2* o1 t1`: kinds with the number of statements, the main one with a star. */
const shown = (text: string) =>
  phasesOf(statements(text))
    .map(({ kind, statements, main }) => `${kind[0]}${statements.length}${main ? "*" : ""}`)
    .join(" ");

test.each([
  ["SELECT 1; SELECT 2", "t2*"],
  ["SELECT 1; VACUUM; SELECT 2; SELECT 3", "t1* o1 t2"],
  ["SELECT 1; VACUUM; GRANT a TO b", "t1 o1 t1*"],
  ["VACUUM", "t0* o1"],
  ["VACUUM; VACUUM; SELECT 1", "t0* o1 o1 t1"],
  ["VACUUM; CREATE ROLE a", "t0 o1 t1*"],
  ["-- in its own transaction\nALTER TYPE m ADD VALUE 'a'; SELECT 1; SELECT 2", "t1 t2*"],
  ["SELECT 1;\n-- in its own transaction\nSELECT 2; SELECT 3", "t1* t1 t1"],
  ["-- outside any transaction\nCALL p()", "t0* o1"],
  ["SELECT 1;\n-- run batches\nSELECT 2; SELECT 3", "t1 b0 t2*"],
  ["-- run batches\nDROP TABLE t", "t0 b0 t1*"],
  ["SELECT 1;\n-- run batches\nVACUUM; GRANT a TO b", "t1 b0 o1 t1*"],
])("%s is cut into %s", (text, phases) => {
  expect(shown(text)).toBe(phases);
});

const UP = `GRANT a TO b; CREATE TABLE t (i int);
CREATE INDEX CONCURRENTLY i ON t (i);
CREATE INDEX CONCURRENTLY j ON t (i);`;
const DOWN = `DROP INDEX CONCURRENTLY j;
DROP TABLE t; REVOKE a FROM b;
DELETE FROM u;`;

test("from a step it goes on, and no step is done twice", () => {
  const whole = courseOf(statements(UP), "up");
  const left = leftBehind(whole, "up", 1);
  expect(left).toMatchObject({ done: 2, of: 3, line: 2, left: 0, access: "up", turned: false, whole: true });
  const on = courseOf(statements(UP), "up", left);
  expect(statementsToCome(on).map(({ sql }) => sql)).toEqual(["CREATE INDEX CONCURRENTLY j ON t (i)"]);
  expect(leftBehind(on, "up", 0)).toMatchObject({ done: 3, access: "up" });
});

test("where it turns round, access is undone only if it was done; rows only if all transactions had run", () => {
  const up = courseOf(statements(UP), "up");
  const back = courseOf(statements(DOWN), "down", leftBehind(up, "up", 0));
  expect(back).toMatchObject({ turned: true, whole: true, done: 0, of: 3 });
  expect(turnProblems(back, "down.sql")).toEqual([]);
  // Behind the first step of the way back nothing of access has changed: the way up does not change it either.
  const first = leftBehind(courseOf(statements(DOWN), "down"), "down", 1);
  expect(first).toMatchObject({ done: 2, left: 1, access: "up" });
  const again = courseOf(statements(UP), "up", first);
  expect(again).toMatchObject({ turned: true, whole: false });
  expect(statementsToCome(again).map(({ sql }) => sql)).not.toContain("GRANT a TO b");
  expect(turnProblems(again, "migration.sql")).toEqual([]);
  const third = courseOf(statements(DOWN), "down", leftBehind(again, "up", 0));
  expect(turnProblems(third, "down.sql")).toMatchObject([{ code: "half-done-rows", at: { line: 3 } }]);
});

test("what no runner could go on from is refused", () => {
  const codes = (text: string) =>
    phaseProblems(statements(text), "m").map(({ code, at }) => `${code} ${at?.line}`);
  expect(codes("CREATE ROLE a;\nVACUUM;\nGRANT a TO b;")).toEqual(["access-in-two-transactions 3"]);
  expect(codes("CREATE INDEX CONCURRENTLY ON t (a)")).toEqual(["index-without-name 1"]);
  expect(codes("CREATE INDEX ON t (a)")).toEqual([]);
});

const FILL = `ALTER TABLE t ADD COLUMN n int;
-- run batches
ALTER TABLE t ALTER COLUMN n SET NOT NULL;`;
const EMPTY = `-- run batches
ALTER TABLE t DROP COLUMN n;`;

test("in the midst of batches it is noted how far they are, from where they go on", () => {
  const whole = courseOf(statements(FILL), "up");
  const before = leftBehind(whole, "up", 0);
  expect(before).toMatchObject({ done: 1, of: 3, left: 2, batches: { count: 0, rows: 0 } });
  expect(batchesFrom(courseOf(statements(FILL), "up", before), 0)).toEqual({ count: 0, rows: 0 });
  const mark = { count: 2, rows: 200, after: [200, "a"] };
  const within = leftWithin(whole, "up", 1, mark);
  expect(within).toEqual({ ...before, batches: mark });
  const on = courseOf(statements(FILL), "up", within);
  expect(on.phases.map(({ kind }) => kind)).toEqual(["batches", "transaction"]);
  expect(batchesFrom(on, 0)).toEqual(mark);
  const next = { count: 3, rows: 300, after: [300, "a"] };
  expect(leftWithin(on, "up", 0, next)).toEqual({ ...before, batches: next });
  const behind = leftBehind(on, "up", 0);
  expect(behind).toMatchObject({ done: 2, of: 3, left: 1, batches: { done: true } });
  expect(courseOf(statements(FILL), "up", behind).phases.map(({ kind }) => kind)).toEqual(["transaction"]);
});

test("the other way is told how far batches are, keeps it, and cannot turn again in its own midst", () => {
  const mark = { count: 2, rows: 200, after: 200 };
  const half = leftWithin(courseOf(statements(FILL), "up"), "up", 1, mark);
  const back = courseOf(statements(EMPTY), "down", half);
  expect(back).toMatchObject({ turned: true, whole: false, reached: mark });
  expect(turnProblems(back, "down.sql")).toEqual([]);
  const own = leftWithin(back, "down", 1, { count: 1, rows: 100, after: 100 });
  expect(own.reached).toEqual(mark);
  const on = courseOf(statements(EMPTY), "down", own);
  expect(on.reached).toEqual(mark);
  expect(leftBehind(on, "down", 0)).toMatchObject({ reached: mark, batches: { done: true } });
  const again = turnProblems(courseOf(statements(FILL), "up", own), "migration.sql");
  expect(again).toMatchObject([{ code: "half-done-rows", at: { line: 3 } }]);
});

test("batches do not run from the midst of a way that has none, and go back to one where nothing is to be undone", () => {
  const half = leftBehind(courseOf(statements("SELECT 1; VACUUM; SELECT 2"), "down"), "down", 0);
  expect(turnProblems(courseOf(statements(FILL), "up", half), "migration.sql")).toMatchObject([
    { code: "half-done-rows" },
  ]);
  const up = leftWithin(courseOf(statements(FILL), "up"), "up", 1, { count: 1, rows: 1 });
  expect(turnProblems(courseOf(statements("ALTER TABLE t DROP COLUMN n"), "down", up), "down.sql")).toEqual(
    [],
  );
});
