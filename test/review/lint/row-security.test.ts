import { expect, test } from "vitest";
import { ownerPassesPolicies } from "../../../scripts/review/lint/owner-passes-policies.ts";
import { policiesWithoutRowSecurity } from "../../../scripts/review/lint/policies-without-row-security.ts";
import { membership, role, warehouse } from "../../support/warehouse.ts";

const at = { file: "definitions/d.ts", line: 1, column: 1 };
const owner = (key: string, name: string) =>
  [`table ${key}`, { object: { kind: "table" as const, path: key.split(".") }, owner: name }] as const;
const policy = (table: string, isAsked = true) => ({ name: "p", table, roles: ["public"], isAsked, at });

test("owners that logins are or become pass policies, unless they are forced", () => {
  const roles = [role("alice", { login: true }), role("owners"), role("nobody")];
  const memberships = [membership("alice", "owners")];
  const owners = [
    owner("A.mine", "alice"),
    owner("A.ours", "owners"),
    owner("A.forced", "owners"),
    owner("A.safe", "nobody"),
  ];
  const forced = { kind: "forced row security" as const, path: ["A", "forced"], parts: {}, needs: [] };
  const whole = {
    ...warehouse({ roles, memberships }),
    owners: new Map(owners),
    sqlObjects: new Map([["forced row security of A.forced", forced]]),
  };
  const policies = ["A.mine", "A.mine", "A.ours", "A.forced", "A.safe", "A.unsaid"].map((table) =>
    policy(table),
  );
  const found = ownerPassesPolicies.find({ warehouse: whole, provenance: new Map(), policies });
  expect(found.map(({ message }) => message)).toEqual([
    "the policies on A.mine do not hold for its owner alice, which alice is or can be",
    "the policies on A.ours do not hold for its owner owners, which alice is or can be",
  ]);
});

test("policies of a table whose row security is off", () => {
  const policies = [policy("A.on"), policy("A.off", false)];
  const found = policiesWithoutRowSecurity.find({
    warehouse: warehouse({}),
    provenance: new Map(),
    policies,
  });
  expect(found).toEqual([
    { message: expect.stringContaining("on A.off holds for nobody"), help: expect.any(String), at },
  ]);
});
