import { describe, expect, test } from "vitest";
import { PUBLIC, plainEntry } from "../../scripts/model/acl.ts";
import type { AccessExpectation, Expectation } from "../../scripts/model/expectation.ts";
import { objectKey, parseObjectKey } from "../../scripts/model/object.ts";
import { entrySource, membershipSource } from "../../scripts/model/provenance.ts";
import type { Membership } from "../../scripts/model/role.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { indexAccess } from "../../scripts/review/access/access-index.ts";
import { bindExpectations, bindProvenance } from "../../scripts/review/access/bind-expectations.ts";
import { checkExpectations } from "../../scripts/review/access/check-expectations.ts";
import { grant, membership, role, table, warehouse } from "../support/warehouse.ts";

const at = { file: "roles/expect.yaml", line: 2, column: 5 };

function object(key: string) {
  const found = parseObjectKey(key);
  if (!found) throw new Error(`not an object: ${key}`);
  return found;
}

function expecting(
  says: AccessExpectation["says"],
  roles: readonly string[],
  key = "table DM.a",
  more: Partial<AccessExpectation> = {},
): AccessExpectation {
  return { kind: "access", says, roles, privileges: ["SELECT"], objects: [object(key)], at, ...more };
}

const failed = (of: Warehouse, ...expectations: readonly Expectation[]): string[] =>
  checkExpectations(expectations, indexAccess(of)).map(({ message }) => message);

const people = {
  relations: [table("DM.a", "id", "note"), table("DM.b", "id")],
  roles: ["reader", "team", "alice", "root"].map((name) => role(name, { superuser: name === "root" })),
  memberships: [membership("alice", "team"), membership("team", "reader")],
};
const usage = grant("schema DM", "reader", "USAGE");
const select = grant("table DM.a", "reader", "SELECT");
const granted = (...grants: ReturnType<typeof grant>[]) => warehouse({ ...people, grants });

describe("can", () => {
  test("holds where the role can at once, by membership too", () => {
    expect(failed(granted(usage, select), expecting("can", ["reader", "alice", "root"]))).toEqual([]);
  });

  test("every role and every object must be reached; what is alike is one problem", () => {
    const both = expecting("can", ["reader", "alice"], "table DM.a", {
      objects: [object("table DM.a"), object("table DM.b")],
      privileges: ["SELECT", "DELETE"],
    });
    expect(failed(granted(usage, select), both)).toEqual([
      "reader cannot DELETE on table DM.a and 1 more: nothing gives it that",
      "alice cannot DELETE on table DM.a and 1 more: nothing gives it that",
      "reader cannot SELECT on table DM.b: nothing gives it that",
      "alice cannot SELECT on table DM.b: nothing gives it that",
    ]);
  });

  test("USAGE on the schema, every column, and no SET ROLE", () => {
    expect(failed(granted(select), expecting("can", ["reader"]))).toEqual([
      "reader cannot SELECT on table DM.a: it has that granted directly, but has no USAGE on the schema DM",
    ]);
    const column = grant("column DM.a.id", "reader", "SELECT");
    expect(failed(granted(usage, column), expecting("can", ["reader"]))).toEqual([
      "reader cannot SELECT on table DM.a: it can on the columns id only",
    ]);
    const apart: Membership = { ...membership("alice", "reader"), inherit: false };
    const of = warehouse({ ...people, memberships: [apart], grants: [usage, select] });
    expect(failed(of, expecting("can", ["alice"]))).toEqual([
      "alice cannot SELECT on table DM.a: it can only after SET ROLE reader, granted directly",
    ]);
  });
});

describe("cannot", () => {
  test("names the path by which the access came", () => {
    expect(failed(granted(usage, select), expecting("cannot", ["alice"]))).toEqual([
      "alice can SELECT on table DM.a: through team → reader",
    ]);
    expect(failed(granted(usage, select), expecting("cannot", ["alice"], "table DM.b"))).toEqual([]);
  });

  test("not one column, not by SET ROLE, not as PUBLIC, not without USAGE", () => {
    const column = grant("column DM.a.note", "reader", "SELECT");
    expect(failed(granted(usage, column), expecting("cannot", ["team"]))).toEqual([
      "team can SELECT on column DM.a.note: through reader",
    ]);
    const apart: Membership = { ...membership("alice", "reader"), inherit: false };
    const of = warehouse({ ...people, memberships: [apart], grants: [usage, select] });
    expect(failed(of, expecting("cannot", ["alice"]))).toEqual([
      "alice can SELECT on table DM.a: after SET ROLE reader, granted directly",
    ]);
    expect(failed(granted(grant("table DM.a", PUBLIC, "SELECT")), expecting("cannot", ["alice"]))).toEqual([
      "alice can SELECT on table DM.a: through PUBLIC, but has no USAGE on the schema DM",
    ]);
  });
});

describe("nobody but", () => {
  const nobody = (...roles: string[]) => expecting("nobody but", roles);

  test("the listed roles may, and so may their members; superusers and the owner are left aside", () => {
    const of = {
      ...granted(usage, select),
      owners: new Map([["table DM.a", { object: object("table DM.a"), owner: "keeper" }]]),
    };
    const kept = { ...of, roles: new Map([...of.roles, ["keeper", role("keeper")]]) };
    expect(failed(kept, nobody("reader"))).toEqual([]);
    expect(failed(kept, nobody("team"))).toEqual(["reader can SELECT on table DM.a: granted directly"]);
  });

  test("a listed role's member that has it otherwise as well is told", () => {
    const of = granted(
      usage,
      select,
      grant("table DM.a", "bob", "SELECT"),
      grant("column DM.a.id", "team", "SELECT"),
    );
    expect(failed(of, nobody("reader"))).toEqual([
      "team can SELECT on column DM.a.id: granted directly",
      "alice can SELECT on column DM.a.id: through team",
      "bob can SELECT on table DM.a: granted directly, but has no USAGE on the schema DM",
    ]);
  });

  test("an access role is nobody by itself, but its members are", () => {
    const of = warehouse({
      ...people,
      roles: [...people.roles, role("dm_read", { template: "${schema}_read" })],
      memberships: [membership("reader", "dm_read"), membership("bob", "dm_read")],
      grants: [grant("schema DM", "dm_read", "USAGE"), grant("table DM.a", "dm_read", "SELECT")],
    });
    expect(failed(of, nobody("reader"))).toEqual(["bob can SELECT on table DM.a: through dm_read"]);
  });

  test("PUBLIC is told once", () => {
    const of = granted(usage, select, grant("table DM.a", PUBLIC, "SELECT"));
    expect(failed(of, nobody("reader"))).toEqual([
      "PUBLIC can SELECT on table DM.a: through PUBLIC, but has no USAGE on the schema DM",
    ]);
  });
});

test("memberships, direct or through others, whatever their options", () => {
  const of = granted();
  const member = (says: "can" | "cannot", who: string, group: string): Expectation => ({
    kind: "membership",
    says,
    role: who,
    of: group,
    at,
  });
  expect(failed(of, member("can", "alice", "reader"), member("cannot", "reader", "alice"))).toEqual([]);
  expect(failed(of, member("cannot", "alice", "reader"), member("can", "reader", "alice"))).toEqual([
    "alice is a member of reader: through team",
    "reader is not a member of alice",
  ]);
});

test("names the places: of the expectation, of the grant, of the memberships; with the variables filled in", () => {
  const template = warehouse({
    relations: [table("DM.a", "id")],
    roles: [role("${env}_reader"), role("alice")],
    memberships: [membership("alice", "${env}_reader")],
    grants: [grant("table DM.a", "${env}_reader", "SELECT")],
  });
  const provenance = new Map([
    [
      entrySource(object("table DM.a"), plainEntry("${env}_reader", "SELECT")),
      [{ file: "roles/grants.yaml", line: 3, column: 7 }],
    ],
    [membershipSource({ role: "${env}_reader", member: "alice" }), [{ file: "roles/people.yaml", line: 9 }]],
  ]);
  const variables = { env: "prod" };
  const bound = bindProvenance(template, provenance, variables);
  const expectations = bindExpectations(
    [expecting("cannot", ["alice"]), expecting("can", ["alice"], "table DM.a", { when: { env: ["test"] } })],
    { variables, major: 18 },
  );
  const of = warehouse({
    relations: [table("DM.a", "id")],
    memberships: [membership("alice", "prod_reader")],
    grants: [grant("table DM.a", "prod_reader", "SELECT"), grant("schema DM", "prod_reader", "USAGE")],
  });
  expect(checkExpectations(expectations, indexAccess(of), () => bound)).toEqual([
    {
      code: "expectation-failed",
      severity: "error",
      message: `alice can SELECT on ${objectKey(object("table DM.a"))}: through prod_reader`,
      at,
      related: [
        { message: "declared", at: { file: "roles/grants.yaml", line: 3, column: 7 } },
        { message: "declared", at: { file: "roles/people.yaml", line: 9 } },
      ],
    },
  ]);
});
