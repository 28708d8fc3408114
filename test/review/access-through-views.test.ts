import { expect, test } from "vitest";
import { internAcl, plainEntry } from "../../scripts/model/acl.ts";
import { objectKey, parseObjectKey } from "../../scripts/model/object.ts";
import type { ViewReads } from "../../scripts/model/view-reads.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { accessChanges } from "../../scripts/review/access-changes.ts";
import { accessTable } from "../../scripts/review/access-table.ts";
import { conditionalLosses } from "../../scripts/review/conditional-losses.ts";
import { grant, role, table, warehouse } from "../support/warehouse.ts";

const view = (more: Partial<ViewReads> = {}): ViewReads => ({
  view: "A.v",
  invoker: false,
  materialized: false,
  reads: [{ relation: "B.t", columns: ["id", "x"], rows: false }],
  shows: { id: ["B.t.id"] },
  confirmed: true,
  ...more,
});

const relations = [table("B.t", "id", "x"), { ...table("A.v"), kind: "view" as const }];

function declared(reads: ViewReads, owner = "keeper", ...grants: ReturnType<typeof grant>[]): Warehouse {
  const object = parseObjectKey("table A.v") ?? expect.fail("no object");
  const roles = ["keeper", "other", "reader"].map((name) => role(name));
  return {
    ...warehouse({ relations, roles, grants: [grant("table B.t", "keeper", "SELECT"), ...grants] }),
    owners: new Map([[objectKey(object), { object, owner }]]),
    viewReads: new Map([[reads.view, reads]]),
  };
}

const SELECT = grant("table A.v", "reader", "SELECT");

function changes(from: Warehouse, to: Warehouse): string[] {
  return accessChanges(diffWarehouses(from, to), from, to).flatMap(({ role: who, schema, gains, loses }) => [
    ...gains.map(({ privileges, kind, names }) => `${who} + ${schema} ${privileges} ${kind} ${names.join()}`),
    ...loses.map(({ privileges, kind, names }) => `${who} - ${schema} ${privileges} ${kind} ${names.join()}`),
  ]);
}

test("who may read a view gains the columns that show in it", () => {
  expect(changes(declared(view()), declared(view(), "keeper", SELECT))).toEqual([
    "reader + A SELECT table v",
    "reader + B SELECT column t.id",
  ]);
  const whole = grant("table B.t", "reader", "SELECT");
  expect(changes(declared(view()), declared(view(), "keeper", SELECT, whole))).toEqual([
    "reader + A SELECT table v",
    "reader + B SELECT table t",
  ]);
});

test("another query and another owner change what its readers have", () => {
  const shows = { id: ["B.t.id"], y: ["B.t.x"] };
  expect(changes(declared(view(), "keeper", SELECT), declared(view({ shows }), "keeper", SELECT))).toEqual([
    "reader + B SELECT column t.x",
  ]);
  expect(changes(declared(view(), "keeper", SELECT), declared(view(), "other", SELECT))).toContain(
    "reader - B SELECT column t.id",
  );
  const invoker = declared(view({ invoker: true }), "keeper", SELECT);
  expect(changes(declared(view(), "keeper", SELECT), invoker)).toEqual(["reader - B SELECT column t.id"]);
});

test("what a condition takes is lost in the environments where it does not hold", () => {
  const whole = grant("table B.t", "reader", "SELECT");
  const acl = internAcl([{ ...plainEntry("reader", "SELECT"), when: { env: ["test"] } }]);
  const [from, to] = [
    declared(view(), "keeper", whole, SELECT),
    declared(view(), "keeper", { ...whole, acl }, SELECT),
  ];
  const delta = diffWarehouses(from, to);
  const everywhere = accessChanges(delta, from, to);
  expect(everywhere).toEqual([]);
  expect(accessTable(conditionalLosses(delta, from, to, everywhere)).at(-2)).toBe(
    "| `reader` where not env = test | `B` |  | SELECT on t.x (keeps t.id) |",
  );
});
