import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { type ImportedTool, importRoles } from "../../scripts/adopt/import/import-roles.ts";
import { parseRolesFile } from "../../scripts/declarations/language/roles-file.ts";
import { resolveRoles } from "../../scripts/declarations/resolve-roles.ts";
import { objectKey } from "../../scripts/model/object.ts";

const OPEN = { schemas: new Set<string>() };

/** What the file that is made says, once it is read as a project reads it, with these tables there. */
function imported(tool: ImportedTool, text: string, context = OPEN, database?: string) {
  const made = importRoles({ tool, file: "their.yaml", text }, context, database);
  const { file, diagnostics: textual } = parseRolesFile("roles/adopted.yaml", made.text);
  const existing = new Map(
    ["finance", "marketing", "reports", "inventory"].map((schema) => [
      schema,
      {
        objects: [
          ...["orders", "ad_spend"].map((name) => ({ kind: "table" as const, name, columns: ["id"] })),
          { kind: "sequence" as const, name: "orders_id_seq", columns: [] },
          { kind: "routine" as const, name: "total(integer)", columns: [] },
        ],
      },
    ]),
  );
  const nothing = { relations: new Map(), objects: new Map(), sensitive: new Set<string>(), variables: {} };
  const { access, diagnostics } = resolveRoles([file], { ...nothing, schemas: context.schemas, existing });
  const privileges = [...access.privileges.values()].flatMap(({ object, acl }) =>
    [...acl.entries.values()].map(
      ({ grantee, privilege }) => `${grantee}: ${privilege} ${objectKey(object)}`,
    ),
  );
  return {
    content: parse(made.text) as Record<string, unknown>,
    unsaid: made.unsaid,
    problems: [...textual, ...diagnostics].map(({ code, message }) => `${code} ${message}`),
    privileges: privileges.sort(),
    defaults: [...access.defaults.values()]
      .flatMap(({ creator, schema, kind, acl }) =>
        [...acl.entries.values()]
          .filter(({ grantee }) => access.roles.has(grantee) && grantee !== creator)
          .map(({ grantee, privilege }) => `${creator} in ${schema} ${kind}: ${privilege} to ${grantee}`),
      )
      .sort(),
    memberships: [...access.memberships.values()].map(({ role, member }) => `${member} in ${role}`).sort(),
  };
}

describe("pgbedrock", () => {
  const SPEC = `
jdoe:
    can_login: yes
    is_superuser: no
    attributes:
        - PASSWORD "{{ env['JDOE_PASSWORD'] }}"
        - CONNECTION LIMIT 5
        - NOINHERIT
    member_of:
        - analyst
    owns:
        schemas:
            - finance
        tables:
            - finance.*
analyst:
    privileges:
        schemas:
            read: [finance, marketing]
            write: [reports]
        tables:
            read:
                - finance.*
                - marketing.ad_spend
            write:
                - reports.*
            except:
                - reports.orders
        sequences:
            write:
                - reports.*
etl:
    privileges:
        schemas:
            write: [reports]
empty:
root:
    is_superuser: yes
    has_personal_schema: true
`;
  test("what it gives is given, and what comes later from whoever may make it", () => {
    const { content, unsaid, problems, privileges, defaults, memberships } = imported("pgbedrock", SPEC);
    expect(problems).toEqual([]);
    expect(content).toMatchObject({
      schemas: { finance: { external: true }, marketing: { external: true }, reports: { external: true } },
      roles: {
        jdoe: {
          login: true,
          password_from: "JDOE_PASSWORD",
          connection_limit: 5,
          inherit: false,
          member_of: ["analyst"],
        },
        root: { superuser: true },
      },
    });
    expect(memberships).toEqual(["jdoe in analyst"]);
    expect(privileges).toEqual(
      expect.arrayContaining([
        "analyst: SELECT table finance.ad_spend",
        "analyst: SELECT table finance.orders",
        "analyst: SELECT table marketing.ad_spend",
        "analyst: TRUNCATE table reports.orders",
        "analyst: SELECT table reports.orders",
        "analyst: USAGE sequence reports.orders_id_seq",
        "analyst: CREATE schema reports",
        "analyst: USAGE schema reports",
      ]),
    );
    expect(privileges).not.toContain("analyst: SELECT table marketing.orders");
    expect(defaults).toEqual(
      expect.arrayContaining([
        "etl in reports table: INSERT to analyst",
        "jdoe in finance table: SELECT to analyst",
        "jdoe in reports sequence: UPDATE to analyst",
        "root in reports table: DELETE to analyst",
      ]),
    );
    expect(unsaid).toEqual([
      'that jdoe owns {"tables":["finance.*"]}: whoever makes the schema finance says who owns it',
      'that jdoe owns {"schemas":["finance"]}: whoever makes the schema finance says who owns it',
      '`except` on tables of analyst: ["reports.orders"]',
      "the personal schema of root: schemas are made by definitions",
    ]);
  });

  test("schemas of the definitions have owners, and all roles are shared", () => {
    const context = { schemas: new Set(["finance", "marketing", "reports"]) };
    const { text } = importRoles({ tool: "pgbedrock", file: "spec.yml", text: SPEC }, context);
    const content = parse(text) as Record<string, unknown>;
    expect(content.schemas).toBeUndefined();
    expect(content.owners).toEqual([
      { owner: "jdoe", tables: ["finance.*"] },
      { owner: "jdoe", schemas: ["finance"] },
    ]);
    expect(content.roles).toMatchObject({ analyst: { shared: true }, etl: { shared: true } });
  });
});

test("pgroles: profiles are written out, memberships have their options, owners of later things are external", () => {
  const { content, unsaid, problems, privileges, defaults, memberships } = imported(
    "pgroles",
    `
default_owner: app_owner
profiles:
  editor:
    login: true
    grants:
      - privileges: [USAGE]
        object: { type: schema }
      - privileges: [SELECT, INSERT]
        object: { type: table, name: "*" }
      - privileges: [USAGE]
        on: { type: sequence, name: "*" }
      - privileges: [EXECUTE]
        object: { type: function, name: "total(integer)" }
    default_privileges:
      - privileges: [SELECT]
        on_type: table
schemas:
  - name: inventory
    profiles: [editor]
  - name: finance
    profiles: [editor]
    role_pattern: "legacy-{profile}"
    owner: legacy_admin
roles:
  - name: analytics
    login: true
    comment: "Analytics read-only role"
    connection_limit: 10
    password: { from_env: APP_PASSWORD }
    password_valid_until: "2027-12-31T00:00:00Z"
    inherit: true
grants:
  - role: analytics
    privileges: [select]
    object: { type: table, schema: inventory, name: orders }
  - role: analytics
    privileges: [CONNECT]
    object: { type: database, name: mydb }
  - role: analytics
    privileges: [SELECT]
    object: { type: view, schema: inventory, name: "*" }
memberships:
  - role: inventory-editor
    members:
      - name: "user@example.com"
        admin: true
      - name: analytics
        inherit: false
retirements:
  - role: old_app
    reassign_owned_to: app_owner
`,
  );
  expect(problems).toEqual([]);
  expect(content.roles).toMatchObject({
    analytics: {
      comment: "Analytics read-only role",
      login: true,
      connection_limit: 10,
      password_from: "APP_PASSWORD",
      valid_until: "2027-12-31T00:00:00Z",
      member_of: [{ role: "inventory-editor", inherit: false }],
    },
    "inventory-editor": { login: true },
    "legacy-editor": { login: true },
    "user@example.com": { external: true, member_of: [{ role: "inventory-editor", admin: true }] },
    app_owner: { external: true },
  });
  expect(memberships).toEqual(["analytics in inventory-editor", "user@example.com in inventory-editor"]);
  expect(privileges).toEqual(
    expect.arrayContaining([
      "analytics: SELECT table inventory.orders",
      "analytics: CONNECT database",
      "inventory-editor: INSERT table inventory.ad_spend",
      "inventory-editor: USAGE sequence inventory.orders_id_seq",
      "legacy-editor: EXECUTE routine finance.total(integer)",
      "legacy-editor: USAGE schema finance",
    ]),
  );
  expect(defaults).toEqual([
    "app_owner in inventory table: SELECT to inventory-editor",
    "legacy_admin in finance table: SELECT to legacy-editor",
  ]);
  expect(unsaid).toEqual([
    "that inventory.* of inventory-editor is tables alone there: here it reaches views too",
    'that legacy_admin owns {"schemas":"finance"}: whoever makes the schema finance says who owns it',
    "that finance.* of legacy-editor is tables alone there: here it reaches views too",
    expect.stringMatching(/of analytics: name the views one by one/),
    "that old_app goes, and app_owner gets what it owns: `removed` is for roles of this project",
  ]);
});

describe("ldap2pg", () => {
  const RULES = `
version: 6
postgres:
  owners_query: [loader]
privileges:
  ro:
  - __connect__
  - __usage_on_schemas__
  - __select_on_tables__
  rw:
  - ro
  - __insert__
  - type: USAGE
    on: ALL SEQUENCES IN SCHEMA
  custom:
  - grant: GRANT X
rules:
- description: static roles
  roles:
  - names: [readers, writers]
    options: NOLOGIN
    comment: Managed
  - name: loader
    options: {LOGIN: yes, CONNECTION LIMIT: 5}
    parents: [writers]
    config: {statement_timeout: 5min}
  - alice
- ldapsearch:
    base: ou=people,dc=example
    filter: "(objectClass=person)"
  role:
    name: "{cn}"
    options: LOGIN
    parent: readers
- grant:
  - privilege: ro
    role: readers
    schema: finance
  - privilege: rw
    role: writers
    schemas: [finance, reports]
  - privilege: custom
    role: writers
  - privilege: ro
    role: "{cn}"
`;
  test("static roles and their privileges are taken over, the directory is told", () => {
    const { content, unsaid, problems, privileges, defaults, memberships } = imported("ldap2pg", RULES);
    expect(problems).toEqual([]);
    expect(content.roles).toMatchObject({
      readers: { comment: "Managed", shared: true },
      loader: { login: true, connection_limit: 5, settings: { statement_timeout: "5min" } },
    });
    expect(memberships).toEqual(["loader in writers"]);
    expect(privileges).toEqual(
      expect.arrayContaining([
        "readers: CONNECT database",
        "readers: USAGE schema finance",
        "readers: SELECT table finance.orders",
        "writers: INSERT table reports.ad_spend",
        "writers: USAGE sequence reports.orders_id_seq",
      ]),
    );
    expect(privileges.filter((text) => /^readers: .*reports/.test(text))).toEqual([]);
    expect(defaults).toEqual([
      "loader in finance table: INSERT to writers",
      "loader in finance table: SELECT to readers",
      "loader in finance table: SELECT to writers",
      "loader in reports table: INSERT to writers",
      "loader in reports table: SELECT to writers",
    ]);
    expect(unsaid).toEqual([
      'a search in a directory: {"base":"ou=people,dc=example","filter":"(objectClass=person)"}',
      'roles of a directory: {"name":"{cn}","options":"LOGIN","parent":"readers"}',
      expect.stringMatching(/^of the privilege custom: \{"grant":"GRANT X"\} in /),
      expect.stringMatching(/^a grant to roles of a directory in /),
    ]);
  });

  test("of several databases one is meant, and the form before 6 is read", () => {
    const old = `
- role: {name: app, options: [LOGIN, NOINHERIT]}
- grant: {role: app, acl: __connect__, database: one}
- grant: {role: app, acl: __all_on_schemas__, database: two, schema: finance}
`;
    expect(() => imported("ldap2pg", old)).toThrow(/several databases: one, two/);
    expect(imported("ldap2pg", old, OPEN, "two").privileges).toEqual([
      "app: CREATE schema finance",
      "app: USAGE schema finance",
    ]);
    const grouped =
      "sync_map:\n  one:\n    finance:\n    - role: app\n      grant: {role: app, acl: __select_on_all_tables__}\n";
    expect(imported("ldap2pg", grouped).privileges).toEqual([
      "app: SELECT table finance.ad_spend",
      "app: SELECT table finance.orders",
    ]);
  });
});

test("what is no file of the tool is refused with its place", () => {
  const refused = (tool: ImportedTool, text: string) => () =>
    importRoles({ tool, file: "their.yaml", text }, OPEN);
  expect(refused("pgroles", "a: [")).toThrow();
  expect(
    refused("pgroles", "grants: [{role: a, privileges: [FLY], object: {type: schema, name: s}}]"),
  ).toThrow(/FLY/);
  expect(importRoles({ tool: "pgbedrock", file: "f", text: "" }, OPEN).unsaid).toEqual([]);
});
