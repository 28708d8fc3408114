import { expect, test } from "vitest";
import type { Expectation } from "../../scripts/model/expectation.ts";
import { failedExpectations } from "../../scripts/sources/failed-expectations.ts";
import { grant, role, table, warehouse } from "../support/warehouse.ts";

const declared = warehouse({
  relations: [table("A.t", "id")],
  roles: [role("${env}_r"), role("a_reader", { when: { env: ["prod"] } })],
  grants: [grant("schema A", "${env}_r", "USAGE")],
});
const at = { file: "/home/test/roles/a.yaml", line: 3, column: 5 };
const can = (name: string, more: object = {}): Expectation => ({
  kind: "access",
  says: "can",
  roles: [name],
  privileges: ["SELECT"],
  objects: [{ kind: "table", path: ["A", "t"] }],
  at,
  ...more,
});

test("what fails for several values of a variable is said once, with the values", () => {
  const promises = { expectations: [can("${env}_r")], provenance: new Map() };
  const failed = failedExpectations(declared, promises, { env: ["test", "prod", "dev"] });
  expect(failed).toMatchObject([{ code: "expectation-failed", help: "So it is whatever env is.", at }]);
  expect(failed[0]?.message).toMatch(/^\$\{env\}_r cannot SELECT on table A\.t/);
});

test("what fails for one value only is said in its names", () => {
  const promises = {
    expectations: [can("${env}_r", { when: { env: ["prod"] } })],
    provenance: new Map(),
  };
  const failed = failedExpectations(declared, promises, { env: ["test", "prod"] });
  expect(failed.map(({ message }) => message)).toEqual([expect.stringMatching(/^prod_r cannot SELECT/)]);
});
