import { expect, test } from "vitest";
import { EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import { bindingsToProve } from "../../scripts/sources/bindings.ts";

const warehouse = { ...EMPTY_WAREHOUSE, schemas: new Set(["${crmp}", "${env}_crm"]) };
const PROD = { when: { env: ["prod"] } };

test("schemas that are called otherwise elsewhere are proved under another name too", () => {
  const prove = (variables: Record<string, string[]>, ...more: { when: Record<string, string[]> }[]) =>
    bindingsToProve(variables, [warehouse], more);
  expect(prove({ env: ["test"], crmp: ["a"] })).toEqual([{ env: "test", crmp: "a" }]);
  expect(prove({ env: ["test"], crmp: ["a", "b", "c"] })).toEqual([
    { env: "test", crmp: "a" },
    { env: "test", crmp: "b" },
  ]);
  expect(prove({ env: ["test"], crmp: ["a", "b", "C"] })[1]).toEqual({ env: "test", crmp: "C" });
  // All of them at once, and in a proof that there is anyway.
  expect(prove({ env: ["test", "prod"], crmp: ["a", "b"] })).toEqual([
    { env: "test", crmp: "a" },
    { env: "prod", crmp: "b" },
  ]);
  expect(prove({ env: ["test", "prod"], crmp: ["a", "b"] }, PROD)).toEqual([
    { env: "test", crmp: "a" },
    { env: "prod", crmp: "b" },
  ]);
  // Only variables of schemas count.
  expect(prove({ role: ["x", "y"], env: ["test"], crmp: ["a"] })).toHaveLength(1);
});
