import { expect, test } from "vitest";
import { allPrivileges } from "../../../scripts/review/lint/all-privileges.ts";
import { grant, role } from "../../support/warehouse.ts";
import { messages } from "./subject.ts";

test("ALL on tables to a role that is no access role", () => {
  const roles = [role("lead"), role("a_all", { template: "${schema}_${level}", schema: "A" })];
  const grants = [grant("table A.t", "lead", "ALL"), grant("table A.t", "a_all", "ALL")];
  expect(messages(allPrivileges, { roles, grants })).toEqual(["lead gets ALL on table A.t"]);
});

test("not what is less than ALL, and not ALL of a schema", () => {
  const grants = [grant("table A.t", "lead", "SELECT", "INSERT"), grant("schema A", "lead", "ALL")];
  expect(messages(allPrivileges, { roles: [role("lead")], grants })).toEqual([]);
});
