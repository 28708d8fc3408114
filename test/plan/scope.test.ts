import { describe, expect, test } from "vitest";
import { EMPTY_ACL, internAcl, lack, PUBLIC, plainEntry } from "../../scripts/model/acl.ts";
import { bindWarehouse } from "../../scripts/model/bind.ts";
import { defaultKey } from "../../scripts/model/default-privileges.ts";
import { isEmptyDelta } from "../../scripts/model/delta.ts";
import { objectKey, parseObjectKey } from "../../scripts/model/object.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { inScope } from "../../scripts/plan/compare/scope.ts";
import { composeScript } from "../../scripts/plan/compose.ts";
import { describeDifference } from "../../scripts/review/differences.ts";
import { grant, role, table, warehouse } from "../support/warehouse.ts";

const parts = { relations: [table("S.t", "id")], roles: [role("r")] };
const declared = warehouse({ ...parts, grants: [grant("table S.t", "r", "SELECT")] });

/** Whether the server is as declared, as far as somebody answers for it. */
const agrees = (live: Warehouse, known = declared): boolean =>
  isEmptyDelta(diffWarehouses(known, inScope(live, known)));

const bare = (key: string) => {
  const object = parseObjectKey(key);
  if (!object) throw new Error(key);
  return [key, { object, acl: EMPTY_ACL }] as const;
};
const withPrivileges = (base: Warehouse, ...more: ReturnType<typeof bare>[]): Warehouse => ({
  ...base,
  privileges: new Map([...base.privileges, ...more]),
});

describe("what counts of a server", () => {
  test("what managed roles have anywhere, and nothing of others", () => {
    const others = ["table S.t", "table Other.t"].map((key) => grant(key, "stranger", "SELECT"));
    const own = grant("table S.t", "r", "SELECT");
    expect(agrees(warehouse({ ...parts, grants: [own, ...others] }))).toBe(true);
    expect(agrees(warehouse({ ...parts, grants: [own, grant("table Other.t", "r", "SELECT")] }))).toBe(false);
  });

  test("what PUBLIC has by itself, where somebody answers for the object", () => {
    expect(agrees(withPrivileges(declared, bare("routine Other.f()")))).toBe(true);
    expect(agrees(withPrivileges(declared, bare("database")))).toBe(true);
    expect(agrees(withPrivileges(declared, bare("routine S.f()")))).toBe(false);
    const closed = withPrivileges(declared, bare("database"));
    expect(agrees(closed, closed)).toBe(true);
    expect(agrees(declared, closed)).toBe(false);
  });

  test("what owners lost, where somebody answers for the object", () => {
    const lost = (key: string) => [key, { ...bare(key)[1], acl: internAcl([lack("SELECT")]) }] as const;
    expect(agrees(withPrivileges(declared, lost("table Other.t")))).toBe(true);
    const live = withPrivileges(declared, lost("table S.u"));
    expect(agrees(live)).toBe(false);
    const difference = diffWarehouses(inScope(live, declared), declared);
    expect(composeScript(difference, live, declared, [])).toBe(`-- Grants: S
GRANT SELECT ON TABLE "S"."u" TO CURRENT_USER;
`);
    const found = diffWarehouses(declared, inScope(live, declared));
    expect(describeDifference(found)).toEqual(["the owner lacks SELECT on table S.u"]);
  });

  test("default privileges of managed creators, and what they give managed roles", () => {
    const having = (creator: string, grantee: string): Warehouse => {
      const entry = { creator, kind: "table", acl: internAcl([plainEntry(grantee, "SELECT")]) } as const;
      return { ...declared, defaults: new Map([[defaultKey(entry), entry]]) };
    };
    expect(agrees(having("stranger", "another"))).toBe(true);
    expect(agrees(having("stranger", "r"))).toBe(false);
    expect(agrees(having("r", "r"), having("r", "r"))).toBe(true);
  });

  test("owners where one is declared", () => {
    const object = { kind: "table", path: ["S", "t"] } as const;
    const owned = (owner: string): Warehouse => ({
      ...declared,
      owners: new Map([[objectKey(object), { object, owner }]]),
    });
    expect(agrees(owned("deployer"))).toBe(true);
    expect(agrees(owned("r"), owned("r"))).toBe(true);
    expect(agrees(owned("deployer"), owned("r"))).toBe(false);
  });
});

test("with its option and without, by two conditions, a privilege is there once", () => {
  const entry = { ...plainEntry("r", "SELECT"), when: { env: ["prod"] } };
  const object = { kind: "table", path: ["S", "t"] } as const;
  const acl = internAcl([
    { ...entry, grantable: true },
    plainEntry("r", "SELECT"),
    plainEntry(PUBLIC, "SELECT"),
  ]);
  const template = { ...declared, privileges: new Map([[objectKey(object), { object, acl }]]) };
  const bound = (env: string) => {
    const { privileges } = bindWarehouse(template, { variables: { env }, major: 18 });
    return [...(privileges.get(objectKey(object))?.acl.entries.values() ?? [])].map(
      ({ grantee, grantable }) => `${grantee}${grantable ? "*" : ""}`,
    );
  };
  expect(bound("prod").sort()).toEqual([PUBLIC, "r*"].sort());
  expect(bound("test").sort()).toEqual([PUBLIC, "r"].sort());
});
