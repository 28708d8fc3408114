import { expect, test } from "vitest";
import { roleWithoutMembers } from "../../../scripts/review/lint/role-without-members.ts";
import { membership, role } from "../../support/warehouse.ts";
import { messages } from "./subject.ts";

test("a group of nobody", () => {
  const roles = [
    role("group"),
    role("used"),
    role("app", { login: true }),
    role("ext", { management: "external" }),
  ];
  expect(messages(roleWithoutMembers, { roles, memberships: [membership("app", "used")] })).toEqual([
    "nobody is a member of group",
  ]);
});

test("an owner, and what a template made, need none", () => {
  const object = { kind: "schema", path: ["A"] } as const;
  const owners = new Map([["schema A", { object, owner: "group" }]]);
  const roles = [role("group"), role("a_read", { template: "${schema}_${level}", schema: "A" })];
  expect(messages(roleWithoutMembers, { roles }, { owners })).toEqual([]);
});
