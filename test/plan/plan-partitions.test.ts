import { expect, test } from "vitest";
import { type SqlObject, sqlObjectKey } from "../../scripts/model/sql-object.ts";
import { partitionChanges } from "../../scripts/plan/objects/plan-partitions.ts";
import { statementSql } from "../../scripts/sql/write-statement.ts";

/** `a of t = 1 to 2`, `a of t = 1 to 2, detached` */
function partitions(...texts: readonly string[]) {
  const objects = texts.map((text): SqlObject => {
    const [, name = "", table = "", from = "", to = "", detached] =
      /^(\w+) of (\w+) = (\d+) to (\d+)(, detached)?$/.exec(text) ?? [];
    const values = `FOR VALUES FROM (${from}) TO (${to})`;
    const parts = { of: `"S"."${table}"`, values, ...(detached !== undefined && { detached: "true" }) };
    return { kind: "partition", path: ["S", name], parts, needs: [] };
  });
  return new Map(objects.map((object) => [sqlObjectKey(object), object]));
}

function changes(before: readonly string[], after: readonly string[], dropped: readonly string[] = []) {
  const { early, late } = partitionChanges(partitions(...before), partitions(...after), new Set(dropped));
  return [...early.map(statementSql), "--", ...late.map(statementSql)].map((text) =>
    text
      .replaceAll(/"S"\.|"|(?:ALTER|CREATE) TABLE (?:IF NOT EXISTS )?|FOR VALUES | PARTITION(?: OF)?/g, "")
      .replace(/;$/, ""),
  );
}

test("partitions come, go, and keep their rows where that can be", () => {
  expect(changes(["a of t = 1 to 2"], ["a of t = 1 to 2"])).toEqual(["--"]);
  expect(changes([], ["a of t = 1 to 2", "b of t = 2 to 3, detached"])).toEqual([
    "--",
    "a t FROM (1) TO (2)",
    "b t FROM (2) TO (3)",
    "t DETACH b",
  ]);
  expect(changes(["a of t = 1 to 2", "b of t = 2 to 3, detached"], [])).toEqual([
    "DROP TABLE a",
    "DROP TABLE b",
    "--",
  ]);
  // With its table go those that are attached.
  expect(changes(["a of t = 1 to 2", "b of t = 2 to 3, detached"], [], ["S.t"])).toEqual([
    "DROP TABLE b",
    "--",
  ]);
  expect(changes(["a of t = 1 to 2"], ["a of t = 1 to 2, detached"])).toEqual(["t DETACH a", "--"]);
  expect(changes(["a of t = 1 to 2, detached"], ["a of t = 1 to 2"])).toEqual([
    "--",
    "t ATTACH a FROM (1) TO (2)",
  ]);
  // To another table.
  expect(changes(["a of t = 1 to 2"], ["a of u = 1 to 2"])).toEqual([
    "t DETACH a",
    "--",
    "u ATTACH a FROM (1) TO (2)",
  ]);
});

test("other bounds leave room for one another, and names are free when they are taken", () => {
  expect(
    changes(
      ["a of t = 1 to 2", "b of t = 2 to 3"],
      ["a of t = 1 to 4", "b of t = 4 to 5", "c of t = 5 to 6"],
    ),
  ).toEqual([
    "--",
    "t DETACH a",
    "t DETACH b",
    "c t FROM (5) TO (6)",
    "t ATTACH a FROM (1) TO (4)",
    "t ATTACH b FROM (4) TO (5)",
  ]);
  expect(
    changes(
      ["a of t = 1 to 2", "b of t = 2 to 3", "c of t = 3 to 4"],
      ["x of t = 1 to 2", "y of t = 2 to 3"],
    ),
  ).toEqual(["DROP TABLE c", "a RENAME TO x", "b RENAME TO y", "--"]);
});
