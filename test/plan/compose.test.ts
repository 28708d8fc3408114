import { describe, expect, test } from "vitest";
import { EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { composeScript } from "../../scripts/plan/compose.ts";
import { readStatement } from "../../scripts/sql/read-statement.ts";
import { grant, membership, role, table, warehouse } from "../support/warehouse.ts";

const script = (from: Warehouse, to: Warehouse, ddl: readonly string[] = []): string =>
  composeScript(diffWarehouses(from, to), from, to, ddl.map(readStatement));

const NOTHING = "-- Nothing to do on a server.\n";

const marts = {
  relations: [table("DM.a", "id"), table("DM.b", "id"), table("DM.c", "id")],
  roles: [role("reader"), role("writer")],
};

describe("the order of a migration", () => {
  test("roles, tables, grants, memberships", () => {
    const to = warehouse({
      relations: [table("DM.a", "id")],
      roles: [role("reader"), role("app", { login: true, connectionLimit: 5, comment: "It's the app" })],
      memberships: [membership("app", "reader")],
      grants: [grant("schema DM", "reader", "USAGE"), grant("table DM.a", "reader", "SELECT")],
    });
    expect(script(EMPTY_WAREHOUSE, to, ['CREATE SCHEMA "DM";'])).toBe(`-- Roles
CREATE ROLE "app" LOGIN CONNECTION LIMIT 5;
CREATE ROLE "reader";
COMMENT ON ROLE "app" IS 'It''s the app';
--> statement-breakpoint
CREATE SCHEMA "DM";
--> statement-breakpoint
-- Grants: DM
GRANT USAGE ON SCHEMA "DM" TO "reader";
GRANT SELECT ON TABLE "DM"."a" TO "reader";
--> statement-breakpoint
-- Memberships
GRANT "reader" TO "app";
`);
  });

  test("the way back revokes nothing from what goes", () => {
    const from = warehouse({
      relations: [table("DM.a", "id")],
      roles: [role("reader")],
      memberships: [],
      grants: [grant("schema DM", "reader", "USAGE"), grant("table DM.a", "reader", "SELECT")],
    });
    expect(script(from, EMPTY_WAREHOUSE, ['DROP SCHEMA "DM";'])).toBe(`DROP SCHEMA "DM";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "reader";
`);
  });

  test("revokes stand before grants, memberships are revoked before roles are dropped", () => {
    const from = warehouse({
      ...marts,
      memberships: [membership("writer", "reader")],
      grants: [grant("table DM.a", "reader", "SELECT")],
    });
    const to = warehouse({
      relations: marts.relations,
      roles: [role("writer")],
      grants: [grant("table DM.a", "writer", "UPDATE")],
    });
    expect(script(from, to)).toBe(`-- Revokes: DM
REVOKE SELECT ON TABLE "DM"."a" FROM "reader";
--> statement-breakpoint
-- Grants: DM
GRANT UPDATE ON TABLE "DM"."a" TO "writer";
--> statement-breakpoint
-- Memberships
REVOKE "reader" FROM "writer";
--> statement-breakpoint
-- Dropped roles
DROP ROLE "reader";
`);
  });
});

describe("grants are coalesced", () => {
  const bare = warehouse(marts);

  test("one statement a role", () => {
    const to = warehouse({
      ...marts,
      grants: ["a", "b", "c"].map((name) => grant(`table DM.${name}`, "reader", "SELECT")),
    });
    expect(script(bare, to)).toBe(`-- Grants: DM
GRANT SELECT ON TABLE "DM"."a", "DM"."b", "DM"."c" TO "reader";
`);
  });

  test("a list that is too long for a line stands below it", () => {
    const names = ["first_long_table_name", "second_long_table_name", "third_long_table_name"];
    const relations = names.map((name) => table(`DM.${name}`, "id"));
    const to = warehouse({
      ...marts,
      relations,
      grants: names.map((name) => grant(`table DM.${name}`, "reader", "SELECT")),
    });
    expect(script(warehouse({ ...marts, relations }), to)).toBe(`-- Grants: DM
GRANT SELECT ON TABLE
  "DM"."first_long_table_name",
  "DM"."second_long_table_name",
  "DM"."third_long_table_name"
TO "reader";
`);
  });

  test("roles with the same privileges on the same objects share a statement", () => {
    const to = warehouse({
      ...marts,
      grants: [grant("schema DM", "reader", "USAGE"), grant("schema DM", "writer", "USAGE")],
    });
    expect(script(bare, to)).toContain('GRANT USAGE ON SCHEMA "DM" TO "reader", "writer";');
  });

  test("what makes a role's privileges complete is written as ALL", () => {
    const from = warehouse({ ...marts, grants: [grant("table DM.a", "reader", "SELECT")] });
    const to = warehouse({ ...marts, grants: [grant("table DM.a", "reader", "ALL")] });
    expect(script(from, to)).toContain('GRANT ALL ON TABLE "DM"."a" TO "reader";');
  });

  test("MAINTAIN stands alone where it is not part of ALL, since a list with it fails before 17", () => {
    const from = warehouse({ ...marts, grants: [grant("table DM.a", "reader", "ALL")] });
    const to = warehouse({
      ...marts,
      grants: [grant("table DM.a", "reader", "SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE")],
    });
    expect(script(from, to)).toBe(`-- Revokes: DM
-- when server >= 17
REVOKE MAINTAIN ON TABLE "DM"."a" FROM "reader";
REVOKE REFERENCES, TRIGGER ON TABLE "DM"."a" FROM "reader";
`);
  });

  test("columns stand in parentheses behind their privilege", () => {
    const to = warehouse({ ...marts, grants: [grant("column DM.a.id", "reader", "SELECT", "UPDATE")] });
    expect(script(bare, to)).toContain('GRANT SELECT ("id"), UPDATE ("id") ON TABLE "DM"."a" TO "reader";');
  });
});

describe("roles", () => {
  test("only attributes that change are written", () => {
    const from = warehouse({ roles: [role("app", { login: true, connectionLimit: 5, comment: "old" })] });
    const to = warehouse({ roles: [role("app", { login: true, connectionLimit: 9 })] });
    expect(script(from, to)).toBe(`-- Roles
ALTER ROLE "app" CONNECTION LIMIT 9;
COMMENT ON ROLE "app" IS NULL;
`);
  });

  test("external roles are never created, altered or dropped", () => {
    const external = warehouse({ roles: [role("dbt", { management: "external" })] });
    expect(script(EMPTY_WAREHOUSE, external)).toBe(NOTHING);
    expect(script(external, EMPTY_WAREHOUSE)).toBe(NOTHING);
  });

  test("a comment is text: what looks like a variable in it stays", () => {
    const to = warehouse({ roles: [role("app", { comment: "for ${env}" })] });
    expect(script(EMPTY_WAREHOUSE, to)).toContain("IS 'for $${env}'");
  });

  test("a condition is a comment line that the runner obeys", () => {
    const to = warehouse({ roles: [role("auditor", { when: { env: ["prod"] } })] });
    expect(script(EMPTY_WAREHOUSE, to)).toContain('-- when env = prod\nCREATE ROLE "auditor";');
  });
});

test("a table that becomes a view gets its privileges again", () => {
  const view = { ...table("DM.a", "id"), kind: "view" as const };
  const grants = [grant("table DM.a", "reader", "SELECT")];
  const from = warehouse({ relations: [table("DM.a", "id")], roles: [role("reader")], grants });
  const to = warehouse({ relations: [view], roles: [role("reader")], grants });
  const ddl = ['DROP TABLE "DM"."a";', 'CREATE VIEW "DM"."a" AS (select 1 as "id");'];
  expect(script(from, to, ddl)).toContain('GRANT SELECT ON TABLE "DM"."a" TO "reader";');
});

test("nothing gives nothing", () => {
  const same = warehouse({ ...marts, grants: [grant("table DM.a", "reader", "SELECT")] });
  expect(script(same, warehouse({ ...marts, grants: [grant("table DM.a", "reader", "SELECT")] }))).toBe(
    NOTHING,
  );
});
