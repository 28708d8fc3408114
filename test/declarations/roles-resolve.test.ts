import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { rolesFile } from "../../scripts/declarations/language/roles-schema.ts";
import { hasErrors } from "../../scripts/model/diagnostic.ts";
import { OBJECT_KINDS } from "../../scripts/model/object-kinds.ts";
import { newRole } from "../../scripts/model/role.ts";
import { contextOf, declare, declareRight, privilegeLines, SMALL } from "./roles-context.ts";

const LEVELS = `
levels:
  read: {tables: SELECT}
  write: {tables: [SELECT, INSERT]}
  all: {tables: ALL}
`;
const TEMPLATES = `${LEVELS}
access_roles:
  \${env}_\${schema}_\${level}: {levels: [read, write], in: "*"}
  \${env}_sensitive_\${schema}_\${level}: {levels: [read, write], in: "*", sensitive: only}
`;

/** The privileges that this grant gives. */
function granted(grant: string): string[] {
  const access = declareRight([`${LEVELS}\nroles:\n  x: {shared: true, grants: [${grant}]}\n`]);
  return privilegeLines(access).map((line) => line.replace("x: ", ""));
}

/** The access roles of which this `access` makes a role a member. */
function memberOf(access: string): string[] {
  const { memberships } = declareRight([`${TEMPLATES}\nroles:\n  x: {shared: true, access: ${access}}\n`]);
  return [...memberships.values()].map(({ role }) => role.replace("${env}_", ""));
}

describe("a grant by level", () => {
  it("implies USAGE on the schema", () => {
    expect(granted("{level: read, in: ODS_RENTAL}")).toEqual([
      "USAGE on schema ODS_RENTAL",
      "SELECT on table ODS_RENTAL.item",
      "SELECT on table ODS_RENTAL.strike",
    ]);
  });

  it("that lets insert implies USAGE on the sequences of serial columns", () => {
    expect(granted("{level: write, in: ODS_RENTAL, except: ODS_RENTAL.strike}")).toEqual([
      "USAGE on schema ODS_RENTAL",
      "USAGE on sequence ODS_RENTAL.item_id_seq",
      "INSERT, SELECT on table ODS_RENTAL.item",
    ]);
  });

  it("of ALL gives every privilege of a table, MAINTAIN too, plainly by the owner", () => {
    const access = declareRight([
      `${LEVELS}\ngrants: [{to: x, level: all, in: STG_RENTAL}]\nroles: {x: {external: true}}\n`,
    ]);
    const held = [...(access.privileges.get("table STG_RENTAL.item")?.acl.entries.values() ?? [])];
    expect(new Set(held.map(({ privilege }) => privilege))).toEqual(new Set(OBJECT_KINDS.table.privileges));
    expect(held.every(({ grantor, grantable, when }) => grantor === "@owner" && !grantable && !when)).toBe(
      true,
    );
    expect(access.privileges.has("sequence STG_RENTAL.item_id_seq")).toBe(true);
  });

  it("leaves out what is sensitive, and schemas in which nothing else is", () => {
    expect(granted('{level: read, in: [DWH_USER_INFO, "STG_*"], except: STG_AUTH}')).toEqual([
      "USAGE on schema DWH_USER_INFO",
      "USAGE on schema STG_RENTAL",
      "SELECT on table DWH_USER_INFO.faculty",
      "SELECT on table STG_RENTAL.item",
    ]);
  });

  it("reaches what is sensitive when it says so", () => {
    expect(granted("{level: read, in: DWH_USER_INFO, sensitive: only}")).toEqual([
      "USAGE on schema DWH_USER_INFO",
      "SELECT on table DWH_USER_INFO.info",
    ]);
    expect(granted("{level: read, in: DWH_USER_INFO, sensitive: include}")).toHaveLength(3);
  });

  it("gives USAGE on a schema without tables, and none on one of which nothing is left", () => {
    expect(granted("{level: read, in: DM_*, except: [DM_USER.*, DM_RENTAL]}")).toEqual([
      "USAGE on schema DM_NEW",
    ]);
  });

  it("keeps an exception for what is sensitive anyway", () => {
    expect(granted("{level: read, in: DWH_USER_INFO, except: DWH_USER_INFO.info}")).toHaveLength(2);
    expect(granted('{level: read, in: "*", sensitive: only, except: STG_*}')).toEqual([
      "USAGE on schema DWH_USER_INFO",
      "SELECT on table DWH_USER_INFO.info",
    ]);
  });
});

describe("a grant by privileges", () => {
  it("gives exactly what it says, no USAGE on the schema", () => {
    expect(granted("{privileges: [SELECT, INSERT], tables: STG_AUTH.user}")).toEqual([
      "INSERT, SELECT on table STG_AUTH.user",
    ]);
    expect(granted('{privileges: SELECT, tables: \'"geo.v2".*\', except: \'"geo.v2"."c d"\'}')).toEqual([
      'SELECT on table "geo.v2".point',
    ]);
  });

  it("reaches what is sensitive by a wildcard or a name only when it says so", () => {
    expect(granted("{privileges: SELECT, tables: DWH_USER_INFO.*}")).toEqual([
      "SELECT on table DWH_USER_INFO.faculty",
    ]);
    expect(granted("{privileges: SELECT, tables: DWH_USER_INFO.info, sensitive: only}")).toHaveLength(1);
    expect(granted("{privileges: SELECT, tables: '*.*', sensitive: only, except: STG_USERDATA}")).toEqual([
      "SELECT on table DWH_USER_INFO.info",
    ]);
  });
});

describe("access roles", () => {
  it("are made for each schema and level, for an empty schema too", () => {
    const { roles } = declareRight([TEMPLATES]);
    expect(roles.get("${env}_dm_new_write")).toEqual(
      newRole("${env}_dm_new_write", { template: "${env}_${schema}_${level}", schema: "DM_NEW" }),
    );
    expect(roles.has("${env}_geo.v2_read")).toBe(true);
    // 9 schemas in 2 levels, 2 of them with something sensitive.
    expect(roles.size).toBe(9 * 2 + 2 * 2);
  });

  it("hold their privileges, those of sensitive tables apart", () => {
    const access = declareRight([TEMPLATES]);
    expect(privilegeLines(access, "${env}_dwh_user_info_read")).toEqual([
      "${env}_dwh_user_info_read: USAGE on schema DWH_USER_INFO",
      "${env}_dwh_user_info_read: SELECT on table DWH_USER_INFO.faculty",
    ]);
    expect(privilegeLines(access, "${env}_sensitive_dwh_user_info_read")).toEqual([
      "${env}_sensitive_dwh_user_info_read: USAGE on schema DWH_USER_INFO",
      "${env}_sensitive_dwh_user_info_read: SELECT on table DWH_USER_INFO.info",
    ]);
    // As a schema of which everything is sensitive has its plain roles too.
    expect(privilegeLines(access, "${env}_stg_userdata_read")).toEqual([
      "${env}_stg_userdata_read: USAGE on schema STG_USERDATA",
    ]);
  });

  it("follow a table that is marked as sensitive", () => {
    const marked = declareRight([TEMPLATES, "sensitive:\n  - {tables: DM_USER.*_card}\n"]);
    expect(marked.sensitive).toEqual(new Set([...SMALL.sensitive, "DM_USER.union_member_card"]));
    const holders = (access: typeof marked) =>
      privilegeLines(access).filter((line) => line.endsWith("union_member_card") && line.includes("_read"));
    expect(holders(declareRight([TEMPLATES]))).toEqual([
      "${env}_dm_user_read: SELECT on table DM_USER.union_member_card",
    ]);
    expect(holders(marked)).toEqual([
      "${env}_sensitive_dm_user_read: SELECT on table DM_USER.union_member_card",
    ]);
  });

  it("keep ${SCHEMA} as it is, and the variables of a schema's own name", () => {
    const context = contextOf({ "${crm}_X": ["a"], DM_A: [] });
    const { roles } = declareRight(
      [`${LEVELS}\naccess_roles:\n  \${env}_\${SCHEMA}_\${schema}: {levels: read, in: "*"}\n`],
      { ...context, variables: { env: ["test"], crm: ["one", "two"] } },
    );
    expect([...roles.keys()]).toEqual(["${env}_${crm}_X_${crm}_x", "${env}_DM_A_dm_a"]);
  });

  it("may be shared by all environments", () => {
    const { roles } = declareRight([
      `${LEVELS}\naccess_roles:\n  dwh_\${schema}: {levels: read, in: DM_NEW, shared: true}\n`,
    ]);
    expect(roles.get("dwh_dm_new")?.management).toBe("shared");
  });

  it("of two schemas that differ in case only are one role, which is an error", () => {
    const { diagnostics } = declare([TEMPLATES], contextOf({ STG_A: ["x"], stg_a: ["x"] }));
    expect(diagnostics.map(({ code, message }) => [code, message])).toEqual([
      ["same-role", "${env}_stg_a_read would be made twice, for STG_A and for stg_a"],
    ]);
  });
});

describe("access", () => {
  it("is membership in the access roles without sensitive things", () => {
    expect(memberOf('{level: read, in: ["DM_*", DWH_USER_INFO], except: DM_NEW}')).toEqual([
      "dm_rental_read",
      "dm_user_read",
      "dwh_user_info_read",
    ]);
  });

  it("takes in the sensitive ones, or only them, when it says so", () => {
    expect(memberOf('{level: write, in: "DWH_*", sensitive: include}')).toEqual([
      "dwh_user_info_write",
      "sensitive_dwh_user_info_write",
    ]);
    expect(memberOf('[{level: read, in: "*", sensitive: only}]')).toEqual([
      "sensitive_dwh_user_info_read",
      "sensitive_stg_userdata_read",
    ]);
  });
});

describe("roles and memberships", () => {
  const access = declareRight([
    `
roles:
  \${env}_analyst:
  \${env}_lead: {comment: Leads, login: true, connection_limit: 3, members: [alice, {role: airflow, admin: true}]}
  alice: {shared: true, login: true, member_of: ["\${env}_analyst", {role: "\${env}_lead"}]}
  airflow: {external: true}
`,
  ]);

  it("are what they are declared to be, a role without a body too", () => {
    expect(Object.fromEntries(access.roles)).toEqual({
      "${env}_analyst": newRole("${env}_analyst"),
      "${env}_lead": newRole("${env}_lead", { login: true, connectionLimit: 3, comment: "Leads" }),
      alice: newRole("alice", { management: "shared", login: true }),
      airflow: newRole("airflow", { management: "external" }),
    });
  });

  it("can be said on either side, or on both in the same way", () => {
    expect([...access.memberships.values()]).toEqual([
      { role: "${env}_analyst", member: "alice", admin: false, inherit: true, set: true },
      { role: "${env}_lead", member: "airflow", admin: true, inherit: true, set: true },
      { role: "${env}_lead", member: "alice", admin: false, inherit: true, set: true },
    ]);
  });

  it("may name the access roles as well", () => {
    const { memberships } = declareRight([
      TEMPLATES,
      "roles:\n  x: {external: true, member_of: '${env}_dm_new_read'}\n",
    ]);
    expect([...memberships.keys()]).toEqual(["${env}_dm_new_read\tx"]);
  });
});

describe("several files", () => {
  const platform = `${LEVELS}\nroles:\n  airflow: {external: true}\n  carol: {shared: true, login: true}\n`;
  const rental = `
roles:
  \${env}_team: {members: [carol], grants: [{level: read, in: "*_RENTAL"}]}
grants:
  - {to: [airflow, "\${env}_team"], level: write, in: STG_RENTAL}
  - {to: airflow, privileges: DELETE, tables: STG_RENTAL.*}
`;

  it("are one: they know one another's names, and grants add up", () => {
    expect(
      privilegeLines(declareRight([platform, rental])).filter((line) => line.includes("STG_RENTAL")),
    ).toEqual([
      "${env}_team: USAGE on schema STG_RENTAL",
      "airflow: USAGE on schema STG_RENTAL",
      "${env}_team: USAGE on sequence STG_RENTAL.item_id_seq",
      "airflow: USAGE on sequence STG_RENTAL.item_id_seq",
      "${env}_team: INSERT, SELECT on table STG_RENTAL.item",
      "airflow: DELETE, INSERT, SELECT on table STG_RENTAL.item",
    ]);
  });

  it("mean the same in any order", () => {
    const one = declareRight([platform, rental]);
    const other = declareRight([rental, platform]);
    expect(JSON.stringify([[...other.roles], [...other.memberships], privilegeLines(other)])).toBe(
      JSON.stringify([[...one.roles], [...one.memberships], privilegeLines(one)]),
    );
  });

  it("declare nothing at all while one of them has an error", () => {
    const { access, diagnostics } = declare([platform, rental, "roles:\n  ${env}_x: {logn: true}\n"]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["unknown-key"]);
    expect([access.roles.size, access.memberships.size, access.privileges.size]).toEqual([0, 0, 0]);
  });

  it("do not blame what is missing on a file beside one that cannot be read", () => {
    const { diagnostics } = declare([rental, "roles: [", "roles:\n  x: {shared: true, member_of: nobody}\n"]);
    expect(diagnostics.map(({ code }) => code)).toEqual(["yaml-syntax"]);
  });
});

it("equal ACLs are one value", () => {
  const { privileges } = declareRight([TEMPLATES]);
  expect(privileges.get("table DM_USER.union_member_card")?.acl).toBe(
    privileges.get("table DM_USER.union_member_join")?.acl,
  );
});

it("a slip of a letter ends in problems or in other access, never in an exception", () => {
  const right = `${TEMPLATES}
roles:
  \${env}_a: {login: true, access: {level: read, in: ["DM_*", STG_AUTH], except: DM_NEW}}
  bob:
    shared: true
    member_of: [{role: "\${env}_a", admin: true}]
    grants:
      - {level: write, in: STG_RENTAL}
      - {privileges: [SELECT], tables: '"geo.v2".*', except: '"geo.v2"."c d"'}
      - {privileges: SELECT, tables: STG_AUTH.*, columns: [note], grant_option: true, when: {env: prod}}
      - {privileges: EXECUTE, routines: STG_AUTH.f(int, text)}
public:
  - {privileges: [], database: current}
expect:
  - {role: bob, cannot: SELECT, tables: DM_USER.*}
`;
  const letter = fc.constantFrom(..."abcEXY_ ${}[]:,.*\"'#-&!\n\t0");
  fc.assert(
    fc.property(fc.nat(right.length - 1), letter, fc.nat(1), (at, put, width) => {
      const { access, diagnostics } = declare([right.slice(0, at) + put + right.slice(at + width)]);
      if (hasErrors(diagnostics)) expect(access.roles.size + access.privileges.size).toBe(0);
    }),
    { numRuns: 400 },
  );
});

it("$${ is a literal, and so no variable", () => {
  const { roles } = declareRight(["roles:\n  '$${env}_x': {shared: true}\n"]);
  expect([...roles.keys()]).toEqual(["$${env}_x"]);
});

it("the schema of a file becomes a JSON Schema", () => {
  const schema = z.toJSONSchema(rolesFile, { io: "input" });
  expect(Object.keys(schema.properties ?? {})).toEqual(Object.keys(rolesFile.shape));
});
