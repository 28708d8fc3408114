import { describe, expect, test } from "vitest";
import { type AclEntry, EMPTY_ACL, internAcl, plainEntry } from "../../scripts/model/acl.ts";
import { EMPTY_WAREHOUSE } from "../../scripts/model/collections.ts";
import { type DefaultPrivileges, defaultKey } from "../../scripts/model/default-privileges.ts";
import { objectKey } from "../../scripts/model/object.ts";
import type { Rename } from "../../scripts/model/rename.ts";
import type { Warehouse } from "../../scripts/model/warehouse.ts";
import { diffWarehouses } from "../../scripts/plan/compare/diff-warehouses.ts";
import { composeScript } from "../../scripts/plan/compose.ts";
import { findHazards } from "../../scripts/plan/ddl/hazards.ts";
import { grant, membership, role, table, warehouse } from "../support/warehouse.ts";

const script = (from: Warehouse, to: Warehouse, renames: readonly Rename[] = []): string =>
  composeScript(diffWarehouses(from, to, renames), from, to, []).replaceAll("--> statement-breakpoint\n", "");

const rename = (from: string, to: string): Rename => ({ kind: "role", from: [from], to: [to] });

describe("role renames", () => {
  const logins = (...names: readonly string[]) => warehouse({ roles: names.map((name) => role(name)) });

  test("each as soon as its name is free", () => {
    const renames = [rename("a", "b"), rename("b", "c")];
    expect(script(logins("a", "b"), logins("b", "c"), renames)).toBe(`-- Renamed roles
ALTER ROLE "b" RENAME TO "c";
ALTER ROLE "a" RENAME TO "b";
`);
  });

  test("two roles exchange their names by way of a third, with what they have", () => {
    const state = (a: string, b: string) =>
      warehouse({
        relations: [table("S.t", "id")],
        roles: [role(a, { login: true }), role(b)],
        grants: [grant("table S.t", a, "SELECT"), grant("table S.t", b, "UPDATE")],
      });
    const renames = [rename("a", "b"), rename("b", "a")];
    expect(script(state("a", "b"), state("b", "a"), renames)).toBe(`-- Renamed roles
ALTER ROLE "a" RENAME TO "dwh_rename_0";
ALTER ROLE "b" RENAME TO "a";
ALTER ROLE "dwh_rename_0" RENAME TO "b";
`);
  });

  test("a renamed template is a line a role, and nothing else", () => {
    const names = Array.from({ length: 123 }, (_, index) => index);
    const state = (prefix: string) =>
      warehouse({
        relations: names.map((index) => table(`S${index}.t`, "id")),
        roles: [role("people"), ...names.map((index) => role(`\${env}_${prefix}_${index}`))],
        memberships: names.map((index) => membership("people", `\${env}_${prefix}_${index}`)),
        grants: names.map((index) => grant(`table S${index}.t`, `\${env}_${prefix}_${index}`, "SELECT")),
      });
    const renames = names.map((index) => rename(`\${env}_old_${index}`, `\${env}_new_${index}`));
    const lines = script(state("old"), state("new"), renames).trimEnd().split("\n");
    expect(lines).toHaveLength(124);
    expect(lines.slice(1).every((line) => /^ALTER ROLE .* RENAME TO .*;$/.test(line))).toBe(true);
  });

  test("a login that is renamed may lose its password", () => {
    const to = warehouse({ roles: [role("new", { login: true })] });
    const difference = diffWarehouses(EMPTY_WAREHOUSE, to, [rename("old", "new")]);
    expect(findHazards(difference, [], { roles: to.roles })).toEqual([
      { kind: "notice", message: "renames the login old to new: a password stored as MD5 is lost" },
    ]);
  });
});

describe("attributes and settings", () => {
  const plain = warehouse({ roles: [role("r")] });

  test("come and go one by one", () => {
    const full = warehouse({
      roles: [
        role("r", {
          createdb: true,
          inherit: false,
          validUntil: "2027-01-01T00:00:00Z",
          settings: { search_path: '"S", "a""b"', statement_timeout: "5min", "app.tenant": "${env}" },
          settingsInDatabase: { work_mem: "9MB" },
        }),
      ],
    });
    expect(script(plain, full)).toBe(`-- Roles
ALTER ROLE "r" CREATEDB NOINHERIT VALID UNTIL '2027-01-01T00:00:00Z';
ALTER ROLE "r" SET "app"."tenant" TO '$\${env}';
ALTER ROLE "r" SET "search_path" TO "S", "a""b";
ALTER ROLE "r" SET "statement_timeout" TO '5min';
ALTER ROLE "r" IN DATABASE "\${database}" SET "work_mem" TO '9MB';
`);
    expect(script(full, plain)).toBe(`-- Roles
ALTER ROLE "r" NOCREATEDB INHERIT VALID UNTIL 'infinity';
ALTER ROLE "r" RESET "app"."tenant";
ALTER ROLE "r" RESET "search_path";
ALTER ROLE "r" RESET "statement_timeout";
ALTER ROLE "r" IN DATABASE "\${database}" RESET "work_mem";
`);
  });

  test("a password is not in the script", () => {
    const to = warehouse({ roles: [role("r", { passwordFrom: "SECRET" })] });
    expect(script(plain, to)).toBe("-- Nothing to do on a server.\n");
  });

  test("a role becomes a superuser behind everything else", () => {
    const to = warehouse({
      roles: [role("r", { superuser: true, login: true })],
      memberships: [membership("r", "g")],
    });
    expect(script(plain, to)).toBe(`-- Roles
ALTER ROLE "r" LOGIN;
-- Memberships
GRANT "g" TO "r";
-- Superusers
ALTER ROLE "r" SUPERUSER;
`);
  });
});

describe("membership options", () => {
  const roles = [role("g"), role("m"), role("n", { inherit: false })];
  const having = (options: object, member = "m") =>
    warehouse({ roles, memberships: [{ ...membership(member, "g"), ...options }] });

  test.each([
    [{}, { admin: true }, 'GRANT "g" TO "m" WITH ADMIN OPTION;'],
    [{ admin: true }, {}, 'REVOKE ADMIN OPTION FOR "g" FROM "m";'],
    [{}, { inherit: false, set: false }, 'GRANT "g" TO "m" WITH INHERIT FALSE, SET FALSE;'],
    [{ set: false }, {}, 'GRANT "g" TO "m" WITH SET TRUE;'],
  ])("from %j to %j", (before, after, statement) => {
    expect(script(having(before), having(after))).toBe(`-- Memberships\n${statement}\n`);
  });

  test("a new membership takes INHERIT from the member", () => {
    const bare = warehouse({ roles });
    expect(script(bare, having({}, "n"))).toContain('GRANT "g" TO "n" WITH INHERIT TRUE;');
    expect(script(bare, having({ inherit: false }, "n"))).toContain('GRANT "g" TO "n";');
  });

  test("where a condition changes, they go and come only where it does", () => {
    const variables = { env: ["dev", "test", "prod"] };
    const on = (...env: string[]) => having({ when: { env } });
    const change = (from: Warehouse, to: Warehouse) =>
      composeScript(diffWarehouses(from, to), from, to, [], { variables });
    expect(change(on("dev", "test"), on("test", "prod"))).toBe(`-- Memberships
-- when env = dev
REVOKE "g" FROM "m";
-- when env = prod
GRANT "g" TO "m";
`);
    expect(change(on("prod"), having({ admin: true }))).toBe(`-- Memberships
-- when env = dev|test
GRANT "g" TO "m" WITH ADMIN OPTION;
-- when env = prod
GRANT "g" TO "m" WITH ADMIN OPTION;
`);
  });
});

describe("roles that go", () => {
  const from = warehouse({ roles: [role("a"), role("b"), role("c")] });

  test("what they own goes to their heir, one after the other", () => {
    const to = warehouse({ roles: [role("c")] });
    const departures = new Map([
      ["b", { reassignOwnedTo: "a" }],
      ["a", { reassignOwnedTo: "c" }],
    ]);
    expect(composeScript(diffWarehouses(from, to), from, to, [], { departures })).toBe(`-- Dropped roles
-- reassign owned to "a"
DROP ROLE "b";
-- reassign owned to "c"
DROP ROLE "a";
`);
  });
});

describe("default privileges", () => {
  const roles = [role("dbt"), role("r"), role("s")];
  const having = (...list: readonly DefaultPrivileges[]): Warehouse => ({
    ...warehouse({ roles, schemas: ["A", "B"] }),
    defaults: new Map(list.map((entry) => [defaultKey(entry), entry])),
  });
  const tables = (schema: string, ...entries: readonly AclEntry[]): DefaultPrivileges => ({
    creator: "dbt",
    schema,
    kind: "table",
    acl: internAcl(entries),
  });
  const bare = having();

  test("schemas and grantees are put together", () => {
    const entries = ["r", "s"].map((name) => plainEntry(name, "SELECT"));
    expect(script(bare, having(tables("A", ...entries), tables("B", ...entries)))).toBe(
      `-- Default privileges
ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" IN SCHEMA "A", "B" GRANT SELECT ON TABLES TO "r", "s";
`,
    );
  });

  test("what PUBLIC has by itself is taken away everywhere, and given back", () => {
    const closed = having({ creator: "dbt", kind: "routine", acl: EMPTY_ACL });
    expect(script(bare, closed)).toContain(
      'ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" REVOKE ALL ON ROUTINES FROM PUBLIC;',
    );
    expect(script(closed, bare)).toContain(
      'ALTER DEFAULT PRIVILEGES FOR ROLE "dbt" GRANT ALL ON ROUTINES TO PUBLIC;',
    );
  });

  test("those of a schema that goes go with it", () => {
    const to = warehouse({ roles, schemas: ["A"] });
    expect(script(having(tables("B", plainEntry("r", "SELECT"))), to)).toBe(
      "-- Nothing to do on a server.\n",
    );
  });

  test("large objects are known from 18 on", () => {
    const to = having({ creator: "dbt", kind: "large object", acl: internAcl([plainEntry("r", "SELECT")]) });
    expect(script(bare, to)).toContain("-- when server >= 18\nALTER DEFAULT PRIVILEGES");
  });
});

describe("kinds of object", () => {
  const roles = [role("r")];

  test.each([
    [grant("routine S.f(bytea, text)", "r", "EXECUTE"), 'ON ROUTINE "S"."f"(bytea, text)'],
    [grant("type S.mood", "r", "USAGE"), 'ON TYPE "S"."mood"'],
    [grant("large object 4711", "r", "SELECT"), "SELECT ON LARGE OBJECT 4711"],
    [grant("foreign server files", "r", "USAGE"), 'ON FOREIGN SERVER "files"'],
    [
      grant('parameter "app.tenant"', "r", "SET"),
      '-- when server >= 15\nGRANT SET ON PARAMETER "app"."tenant"',
    ],
    [grant("database", "r", "CREATE"), 'CREATE ON DATABASE "${database}"'],
  ])("%j", (entry, text) => {
    expect(script(warehouse({ roles }), warehouse({ roles, grants: [entry] }))).toContain(text);
  });

  test("PUBLIC loses what it has by itself", () => {
    const object = { kind: "routine" as const, path: ["S", "f", ""] };
    const to = {
      ...warehouse({ roles }),
      privileges: new Map([[objectKey(object), { object, acl: EMPTY_ACL }]]),
    };
    expect(script(warehouse({ roles }), to)).toContain('REVOKE ALL ON ROUTINE "S"."f"() FROM PUBLIC;');
    expect(script(to, warehouse({ roles }))).toContain('GRANT ALL ON ROUTINE "S"."f"() TO PUBLIC;');
  });

  test("types of a routine that are no types are refused", () => {
    const to = warehouse({ roles, grants: [grant("routine S.f(int); DROP TABLE x; --)", "r", "EXECUTE")] });
    expect(() => script(warehouse({ roles }), to)).toThrow("no list of types");
  });
});
