import { expect, test } from "vitest";
import { loginWithoutLimit } from "../../../scripts/review/lint/login-without-limit.ts";
import { role } from "../../support/warehouse.ts";
import { messages } from "./subject.ts";

test("logins without an end or a limit", () => {
  const roles = [
    role("app", { login: true }),
    role("bob", { login: true, connectionLimit: 2 }),
    role("eve", { login: true, connectionLimit: 2, validUntil: "2027-01-01T00:00:00Z" }),
    role("group"),
  ];
  expect(messages(loginWithoutLimit, { roles })).toEqual([
    "the login app has no `valid_until` and no `connection_limit`",
    "the login bob has no `valid_until`",
  ]);
  expect(loginWithoutLimit.isOn).toBe(false);
});
