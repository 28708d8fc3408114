import { expect, test } from "vitest";
import { grantToLogin } from "../../../scripts/review/lint/grant-to-login.ts";
import { grant, role } from "../../support/warehouse.ts";
import { messages } from "./subject.ts";

const roles = [role("app", { login: true }), role("group")];

test("privileges given straight to somebody who logs in", () => {
  const grants = [grant("table A.t", "app", "SELECT"), grant("table A.t", "group", "SELECT")];
  expect(messages(grantToLogin, { roles, grants })).toEqual([
    "app logs in and gets SELECT on table A.t directly",
  ]);
});

test("CONNECT is for logins", () => {
  expect(messages(grantToLogin, { roles, grants: [grant("database", "app", "CONNECT")] })).toEqual([]);
});
