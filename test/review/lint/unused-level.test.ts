import { expect, test } from "vitest";
import { unusedLevel } from "../../../scripts/review/lint/unused-level.ts";
import { membership, role } from "../../support/warehouse.ts";
import { messages } from "./subject.ts";

const template = "${env}_${schema}_${level}";
const made = (schema: string, level: string) =>
  role(`\${env}_${schema.toLowerCase()}_${level}`, { template, schema });

test("a level of a template, with the schemas where nobody has it", () => {
  const roles = [made("A", "read"), made("A", "all"), made("B", "read"), made("B", "all"), role("app")];
  const memberships = [membership("app", "${env}_a_read"), membership("app", "${env}_b_read")];
  expect(messages(unusedLevel, { roles, memberships })).toEqual([
    "nobody is a member of the level all of ${env}_${schema}_${level} in A, B",
  ]);
});

test("many schemas are counted", () => {
  const roles = ["A", "B", "C", "D", "E", "F"].map((schema) => made(schema, "read"));
  expect(messages(unusedLevel, { roles })).toEqual([
    "nobody is a member of the level read of ${env}_${schema}_${level} in A, B, C, D and 2 more",
  ]);
});
