import { expect, test } from "vitest";
import { policyForNobody } from "../../../scripts/review/lint/policy-for-nobody.ts";
import { membership, role, warehouse } from "../../support/warehouse.ts";

const at = { file: "definitions/d.ts", line: 1, column: 1 };

test("a policy for a role that no login is or becomes", () => {
  const roles = [
    role("used"),
    role("between"),
    role("alice", { login: true }),
    role("idle"),
    role("theirs", { management: "external" }),
  ];
  const memberships = [membership("alice", "between"), membership("between", "used")];
  const policies = ["used", "alice", "idle", "theirs", "public", "unknown"].map((name) => ({
    name: `p ${name}`,
    table: "A.t",
    roles: [name],
    at,
  }));
  const subject = { warehouse: warehouse({ roles, memberships }), provenance: new Map(), policies };
  expect(policyForNobody.find(subject)).toEqual([
    { message: 'the policy "p idle" on A.t is for idle, which nobody can be', help: expect.any(String), at },
  ]);
});
