import fc from "fast-check";
import { expect, test } from "vitest";
import { readDeltaFile, writeDeltaFile } from "../../scripts/migrations/delta-file.ts";
import { isEmptyDelta } from "../../scripts/model/delta.ts";
import { foldDelta } from "../../scripts/model/fold.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { arbitraryWarehouse } from "../support/arbitrary.ts";
import { grant, role, table, warehouse } from "../support/warehouse.ts";

const access = ({ roles, memberships, privileges, sensitive }: Warehouse) => ({
  roles: [...roles].sort(),
  memberships: [...memberships].sort(),
  privileges: [...privileges].map(([key, { acl }]) => [key, [...acl.entries.keys()]]).sort(),
  sensitive,
});

test("folding the difference gives the other warehouse, and back", () => {
  fc.assert(
    fc.property(arbitraryWarehouse, arbitraryWarehouse, (a, b) => {
      expect(access(foldDelta(a, diffWarehouses(a, b)))).toEqual(access(b));
      expect(access(foldDelta(b, diffWarehouses(b, a)))).toEqual(access(a));
      expect(isEmptyDelta(diffWarehouses(a, a))).toBe(true);
      expect(isEmptyDelta(diffWarehouses(foldDelta(a, diffWarehouses(a, b)), b))).toBe(true);
    }),
  );
});

const record = (from: Warehouse, to: Warehouse) => ({
  delta: diffWarehouses(from, to),
  message: "a change",
  snapshot: { id: "1", parents: ["0"] },
  files: { "migration.sql": "aa" },
});

test("delta.json says the same when it is read again, byte for byte", () => {
  fc.assert(
    fc.property(arbitraryWarehouse, arbitraryWarehouse, (a, b) => {
      const text = writeDeltaFile(record(a, b));
      const read = readDeltaFile(text);
      expect(writeDeltaFile(read)).toBe(text);
      expect(access(foldDelta(a, read.delta))).toEqual(access(b));
    }),
  );
});

test("an edit of delta.json by hand is noticed", () => {
  const text = writeDeltaFile(
    record(warehouse({}), warehouse({ grants: [grant("table A.t", "reader", "SELECT")] })),
  );
  expect(text).toContain('"privileges":"SELECT"');
  expect(() => readDeltaFile(text.replace('"privileges":"SELECT"', '"privileges":"ALL"'))).toThrow(/by hand/);
});

test("privileges, sequences and role schemas follow renames", () => {
  const before = warehouse({
    relations: [table("A.t", "id")],
    roles: [role("r", { schema: "A" })],
    grants: [
      grant("schema A", "r", "USAGE"),
      grant("table A.t", "r", "SELECT"),
      grant("column A.t.id", "r", "UPDATE"),
      grant("sequence A.t_id_seq", "r", "USAGE"),
    ],
  });
  const renames = [
    { kind: "schema" as const, from: ["A"], to: ["B"] },
    { kind: "relation" as const, from: ["B", "t"], to: ["B", "u"] },
    { kind: "column" as const, from: ["B", "u", "id"], to: ["B", "u", "key"] },
    { kind: "role" as const, from: ["r"], to: ["s"] },
  ];
  const after = foldDelta(before, { ...diffWarehouses(before, before), renames });
  expect([...after.privileges.keys()].sort()).toEqual([
    "column B.u.key",
    "schema B",
    "sequence B.t_id_seq",
    "table B.u",
  ]);
  expect([...after.relations.keys()]).toEqual(["B.u"]);
  expect(after.roles.get("s")?.schema).toBe("B");
});
