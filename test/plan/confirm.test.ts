import { expect, test } from "vitest";
import { internAcl, plainEntry } from "../../scripts/model/acl.ts";
import { parseObjectKey } from "../../scripts/model/object.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { confirmTouched } from "../../scripts/plan/confirm/confirm-touched.ts";
import { grant, membership, role, warehouse } from "../support/warehouse.ts";

function object(key: string) {
  const found = parseObjectKey(key);
  if (!found) throw new Error(`not an object: ${key}`);
  return found;
}

const owned = (base: Warehouse, owner: string, ...keys: readonly string[]): Warehouse => ({
  ...base,
  owners: new Map(keys.map((key) => [key, { object: object(key), owner }])),
});

const roles = [role("r"), role("s")];
const before = warehouse({ roles });

function confirm(from: Warehouse, to: Warehouse, live: Warehouse, more = {}) {
  const revision = { from, to, difference: diffWarehouses(from, to), made: [] };
  const context = {
    executor: "dep",
    major: 18,
    kept: new Set<string>(),
    takenOver: new Set<string>(),
    keptMemberships: new Set<string>(),
    membershipGrantors: new Map(),
    ...more,
  };
  const found = confirmTouched(revision, live, context);
  expect(found.every(({ code }) => code === "confirmation-failed")).toBe(true);
  return found.map(({ message }) => message);
}

test("nothing where all is as said, whatever unmanaged roles have", () => {
  const to = warehouse({ roles, grants: [grant("table A.b", "r", "SELECT")] });
  const live = warehouse({
    roles,
    grants: [
      grant("table A.b", "r", "SELECT"),
      grant("table A.b", "x", "SELECT"),
      grant("table A.c", "r", "SELECT"),
    ],
  });
  expect(confirm(before, to, owned(live, "dep", "table A.b"))).toEqual([]);
});

test("a grant to the owner melts into what owners have; an object that is not there", () => {
  const to = warehouse({
    roles,
    grants: [grant("table A.b", "r", "SELECT"), grant("table A.c", "r", "SELECT")],
  });
  expect(confirm(before, to, owned(warehouse({ roles }), "r", "table A.b"))).toEqual([
    "table A.c is not there",
  ]);
});

test("a column's privilege under a table's", () => {
  const from = warehouse({ roles, grants: [grant("column A.b.c", "r", "SELECT")] });
  const live = warehouse({ roles, grants: [grant("table A.b", "r", "SELECT")] });
  expect(confirm(from, before, owned(live, "dep", "table A.b"))).toEqual([
    "column A.b.c: r still has SELECT, since it has it on the whole table",
  ]);
});

test("another grantor's grant, and default privileges", () => {
  const to = warehouse({ roles, grants: [grant("table A.b", "r", "SELECT")] });
  const entries = [
    plainEntry("r", "SELECT"),
    plainEntry("s", "INSERT"),
    { ...plainEntry("s", "SELECT"), grantor: "x" },
  ];
  const acl = internAcl(entries);
  const live: Warehouse = {
    ...owned(warehouse({ roles }), "dep", "table A.b"),
    privileges: new Map([["table A.b", { object: object("table A.b"), acl }]]),
    defaults: new Map([
      ["table by dep", { creator: "dep", kind: "table", acl: internAcl([plainEntry("s", "INSERT")]) }],
    ]),
  };
  expect(confirm(before, to, live).sort()).toEqual([
    "table A.b: s has INSERT and should not: default privileges (table by dep) gave it to what dep made",
    "table A.b: s has SELECT and should not: x granted it, and only x can revoke it",
  ]);
});

test("roles, owners and memberships", () => {
  const from = warehouse({ roles: [...roles, role("gone")], memberships: [membership("r", "s")] });
  const to = owned(warehouse({ roles: [role("r", { login: true }), role("s")] }), "s", "schema A");
  const live = owned(from, "dep", "schema A");
  const membershipGrantors = new Map([["s\tr", [{ grantor: "boot" }]]]);
  expect(confirm(from, to, live, { membershipGrantors })).toEqual([
    "role r: LOGIN is false and not true",
    "the role gone is still there",
    "r is still a member of s, granted by boot",
    "schema A belongs to dep and not to s",
  ]);
  expect(
    confirm(from, before, warehouse({ roles: [...roles, role("gone")] }), { kept: new Set(["gone"]) }),
  ).toEqual([]);
});
