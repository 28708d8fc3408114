import { expect, test } from "vitest";
import { internAcl, plainEntry } from "../../../scripts/model/acl.ts";
import { type DefaultPrivileges, defaultKey } from "../../../scripts/model/default-privileges.ts";
import { creatorWithoutDefaults } from "../../../scripts/review/lint/creator-without-defaults.ts";
import { grant, role } from "../../support/warehouse.ts";
import { messages } from "./subject.ts";

const parts = {
  roles: [role("dbt"), role("reader")],
  grants: [
    grant("schema A", "dbt", "CREATE"),
    grant("schema B", "dbt", "CREATE"),
    grant("schema A", "reader", "USAGE"),
  ],
};

function defaults(schema?: string): ReadonlyMap<string, DefaultPrivileges> {
  const acl = internAcl([plainEntry("reader", "SELECT")]);
  const entry: DefaultPrivileges = { creator: "dbt", ...(schema && { schema }), kind: "table", acl };
  return new Map([[defaultKey(entry), entry]]);
}

test("who can create and leaves tables that nobody can read", () => {
  expect(messages(creatorWithoutDefaults, parts)).toEqual([
    "dbt can create in A, B and has no default privileges for tables there",
  ]);
});

test("default privileges of one schema, or of all", () => {
  expect(messages(creatorWithoutDefaults, parts, { defaults: defaults("A") })).toEqual([
    "dbt can create in B and has no default privileges for tables there",
  ]);
  expect(messages(creatorWithoutDefaults, parts, { defaults: defaults() })).toEqual([]);
});

test("an owner can create", () => {
  const object = { kind: "schema", path: ["A"] } as const;
  const owners = new Map([["schema A", { object, owner: "reader" }]]);
  expect(messages(creatorWithoutDefaults, { roles: [role("reader")] }, { owners })).toHaveLength(1);
});
