import { describe, expect, test } from "vitest";
import { type AclEntry, internAcl, OWNER } from "../../scripts/model/acl.ts";
import { objectKey, parseObjectKey } from "../../scripts/model/object.ts";
import type { Ownership } from "../../scripts/model/ownership.ts";
import type { Privilege } from "../../scripts/model/privilege.ts";
import type { ObjectPrivileges, Warehouse } from "../../scripts/model/warehouse.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { composeScript } from "../../scripts/plan/compose.ts";
import { membership, role, table, warehouse } from "../support/warehouse.ts";

const ROLES = ["a", "b", "c", "o"].map((name) => role(name));
const USAGE = "schema S: USAGE to a, USAGE to b, USAGE to c, USAGE to o";

/** `table S.t: SELECT* to a, SELECT to b by a`; a star is the grant option. */
function acl(text: string): ObjectPrivileges {
  const [key = "", list = ""] = text.split(": ");
  const object = parseObjectKey(key);
  if (!object) throw new Error(`not an object: ${key}`);
  const entries = list.split(", ").map((item): AclEntry => {
    const [, privilege, star, grantee = "", grantor = OWNER] =
      /^(\w+)(\*?) to (\S+)(?: by (\S+))?$/.exec(item) ?? [];
    return { grantee, privilege: privilege as Privilege, grantor, grantable: star === "*" };
  });
  return { object, acl: internAcl(entries) };
}

function state(acls: readonly string[], owners: Readonly<Record<string, string>> = {}): Warehouse {
  const owned = Object.entries(owners).flatMap(([key, owner]): Ownership[] => {
    const object = parseObjectKey(key);
    return object ? [{ object, owner }] : [];
  });
  const base = warehouse({
    relations: [table("S.t", "x", "y")],
    roles: ROLES,
    memberships: [membership("c", "b")],
    grants: acls.map(acl),
  });
  return { ...base, owners: new Map(owned.map((entry) => [objectKey(entry.object), entry])) };
}

const script = (from: Warehouse, to: Warehouse): string =>
  composeScript(diffWarehouses(from, to), from, to, []).replaceAll("--> statement-breakpoint\n", "");

describe("grants of others than the owner", () => {
  const chain = state([USAGE, "table S.t: SELECT* to a, SELECT* to b by a, SELECT to c by b"]);
  const bare = state([USAGE]);

  test("are made from the owner outwards, each by its grantor", () => {
    expect(script(bare, chain)).toBe(`-- Grants: S
GRANT SELECT ON TABLE "S"."t" TO "a" WITH GRANT OPTION;
-- Grants by "a"
SET LOCAL ROLE "a";
GRANT SELECT ON TABLE "S"."t" TO "b" WITH GRANT OPTION;
RESET ROLE;
-- Grants by "b"
SET LOCAL ROLE "b";
GRANT SELECT ON TABLE "S"."t" TO "c";
RESET ROLE;
`);
  });

  test("are revoked towards the owner", () => {
    expect(script(chain, bare)).toBe(`-- Revokes by "b"
SET LOCAL ROLE "b";
REVOKE SELECT ON TABLE "S"."t" FROM "c";
RESET ROLE;
-- Revokes by "a"
SET LOCAL ROLE "a";
REVOKE SELECT ON TABLE "S"."t" FROM "b";
RESET ROLE;
-- Revokes: S
REVOKE SELECT ON TABLE "S"."t" FROM "a";
`);
  });

  test("go and come again where their grantor's option comes from another one", () => {
    const before = state([USAGE, "table S.t: SELECT* to a, SELECT* to b by a, SELECT to c by b"]);
    const after = state([USAGE, "table S.t: SELECT* to b, SELECT to c by b"]);
    const text = script(before, after);
    expect(text.match(/REVOKE SELECT ON TABLE "S"."t" FROM "c"/g)).toHaveLength(1);
    expect(text.match(/GRANT SELECT ON TABLE "S"."t" TO "c"/g)).toHaveLength(1);
  });

  test("the option alone is taken away, what was granted on it before", () => {
    const after = state([USAGE, "table S.t: SELECT to a"]);
    expect(script(state([USAGE, "table S.t: SELECT* to a, SELECT to b by a"]), after)).toBe(
      `-- Revokes by "a"
SET LOCAL ROLE "a";
REVOKE SELECT ON TABLE "S"."t" FROM "b";
RESET ROLE;
-- Revokes: S
REVOKE GRANT OPTION FOR SELECT ON TABLE "S"."t" FROM "a";
`,
    );
  });

  test("a grantor who may not look names up gets USAGE for that time", () => {
    const text = script(state([]), state(["table S.t: SELECT* to a, SELECT to b by a"]));
    expect(text).toBe(`-- Grants: S
GRANT SELECT ON TABLE "S"."t" TO "a" WITH GRANT OPTION;
-- Grants by "a"
GRANT USAGE ON SCHEMA "S" TO "a";
SET LOCAL ROLE "a";
GRANT SELECT ON TABLE "S"."t" TO "b";
RESET ROLE;
REVOKE USAGE ON SCHEMA "S" FROM "a";
`);
  });

  test("USAGE through a membership or of PUBLIC is enough", () => {
    const to = ["table S.t: SELECT* to c, SELECT to a by c"];
    for (const usage of ["schema S: USAGE to b", "schema S: USAGE to @public"]) {
      expect(script(state([usage]), state([usage, ...to]))).not.toContain("ON SCHEMA");
    }
  });

  test("a grant on columns that has lost its option is revoked with the option given back", () => {
    const from = state([USAGE, "column S.t.x: SELECT to b by a"]);
    expect(script(from, bare)).toBe(`-- Grants for revokes: S
GRANT SELECT ON TABLE "S"."t" TO "a" WITH GRANT OPTION;
-- Revokes by "a"
SET LOCAL ROLE "a";
REVOKE SELECT ("x") ON TABLE "S"."t" FROM "b";
RESET ROLE;
-- Revokes: S
REVOKE SELECT ON TABLE "S"."t" FROM "a";
`);
  });
});

describe("tables and columns", () => {
  test("a table's REVOKE takes the columns' privileges along: they are granted again", () => {
    const from = state(["table S.t: SELECT to a", "column S.t.x: SELECT to a"]);
    expect(script(from, state(["column S.t.x: SELECT to a"]))).toBe(`-- Revokes: S
REVOKE SELECT ON TABLE "S"."t" FROM "a";
-- Grants: S
GRANT SELECT ("x") ON TABLE "S"."t" TO "a";
`);
  });

  test("columns of one table and role are one statement", () => {
    const to = state(["column S.t.x: SELECT to a, UPDATE to a", "column S.t.y: SELECT to a"]);
    expect(script(state([]), to)).toBe(`-- Grants: S
GRANT SELECT ("x", "y"), UPDATE ("x") ON TABLE "S"."t" TO "a";
`);
    expect(script(to, state([]))).toBe(`-- Revokes: S
REVOKE SELECT ("x", "y"), UPDATE ("x") ON TABLE "S"."t" FROM "a";
`);
  });
});

describe("owners", () => {
  test("a schema before its contents; whoever gets something needs CREATE there", () => {
    const to = state([], { "schema S": "o", "table S.t": "a" });
    expect(script(state([]), to)).toBe(`-- Owners
ALTER SCHEMA "S" OWNER TO "o";
SET LOCAL ROLE "o";
GRANT CREATE ON SCHEMA "S" TO "a";
RESET ROLE;
ALTER TABLE "S"."t" OWNER TO "a";
SET LOCAL ROLE "o";
REVOKE CREATE ON SCHEMA "S" FROM "a";
RESET ROLE;
`);
    expect(script(to, state([]))).toBe(`-- Owners
ALTER SCHEMA "S" OWNER TO CURRENT_USER;
ALTER TABLE "S"."t" OWNER TO CURRENT_USER;
`);
  });

  test("what the new owner had and gave melts into what the owner has and gave", () => {
    const from = state([USAGE, "table S.t: SELECT* to o, SELECT to a by o"]);
    const to = state([USAGE, "table S.t: SELECT to a"], { "table S.t": "o" });
    expect(script(from, to)).toBe(`-- Owners
GRANT CREATE ON SCHEMA "S" TO "o";
ALTER TABLE "S"."t" OWNER TO "o";
REVOKE CREATE ON SCHEMA "S" FROM "o";
`);
  });
});
