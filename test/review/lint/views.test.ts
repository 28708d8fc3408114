import { expect, test } from "vitest";
import type { ViewReads } from "../../../scripts/model/view-reads.ts";
import { sensitiveThroughView } from "../../../scripts/review/lint/sensitive-through-view.ts";
import { writeThroughView } from "../../../scripts/review/lint/write-through-view.ts";
import { grant, membership, role, table } from "../../support/warehouse.ts";
import { messages } from "./subject.ts";

const view: ViewReads = {
  view: "A.v",
  invoker: false,
  materialized: false,
  reads: [{ relation: "A.t", columns: ["id", "x"], rows: false }],
  shows: { id: ["A.t.id"], x: ["A.t.x"] },
  writes: { relation: "A.t", columns: { id: "id", x: "x" }, privileges: ["DELETE", "INSERT", "UPDATE"] },
  confirmed: true,
};
const relations = [table("A.t", "id", "x"), { ...table("A.v"), kind: "view" as const }];
const roles = [role("writer"), role("reader"), role("alice", { login: true }), role("bob", { login: true })];
const memberships = [membership("alice", "reader"), membership("bob", "reader"), membership("bob", "writer")];
const viewReads = (one: ViewReads) => ({ viewReads: new Map([[one.view, one]]) });

test("who writes a table by a view that it may not write itself", () => {
  const grants = [
    grant("table A.v", "writer", "SELECT", "UPDATE", "DELETE"),
    grant("table A.t", "reader", "UPDATE"),
  ];
  expect(messages(writeThroughView, { relations, roles, grants }, viewReads(view))).toEqual([
    "writer writes table A.t by table A.v, and not by itself: UPDATE, DELETE",
  ]);
  const own = [...grants, grant("table A.t", "writer", "UPDATE", "DELETE")];
  expect(messages(writeThroughView, { relations, roles, grants: own }, viewReads(view))).toEqual([]);
  expect(
    messages(writeThroughView, { relations, roles, grants }, viewReads({ ...view, invoker: true })),
  ).toEqual([]);
});

test("a login that reads something sensitive by a view alone, unless that was cleared", () => {
  const grants = [grant("schema A", "reader", "USAGE"), grant("table A.v", "reader", "SELECT")];
  const parts = {
    relations,
    roles,
    memberships,
    grants: [...grants, grant("table A.t", "writer", "SELECT")],
  };
  const marked = (...keys: string[]) => ({ ...viewReads(view), sensitive: new Set(keys) });
  expect(messages(sensitiveThroughView, parts, marked("A.t.x", "A.v"))).toEqual([
    "alice logs in and reads A.t.x, which is sensitive, by the view A.v alone",
  ]);
  expect(messages(sensitiveThroughView, parts, marked("A.t", "A.v"))).toEqual([
    "alice logs in and reads A.t, which is sensitive, by the view A.v alone",
  ]);
  expect(messages(sensitiveThroughView, parts, marked("A.t.x"))).toEqual([]);
});
