import { describe, expect, it } from "vitest";
import { declareRight } from "./roles-context.ts";

const TEMPLATES = `
levels:
  read: {tables: SELECT}
  write: {tables: [SELECT, INSERT]}
access_roles:
  \${env}_\${schema}_\${level}: {levels: [read, write], in: "*"}
`;

const TEST = { env: ["test"] };
const PROD = { env: ["prod"] };

/** The memberships that roles come to, `member in role` with their condition. */
function memberships(roles: string) {
  const found = declareRight([TEMPLATES, `roles:\n${roles}`]).memberships;
  return [...found.values()].map(({ role, member, when }) => [`${member} in ${role}`, when]);
}

/** The conditions of all entries of one object's ACL, by grantee and privilege. */
function entries(texts: readonly string[], object: string) {
  const acl = declareRight(texts).privileges.get(object)?.acl;
  return [...(acl?.entries.values() ?? [])].map(({ grantee, privilege, when }) => [grantee, privilege, when]);
}

describe("when", () => {
  it("of a role is the role's own", () => {
    const { roles } = declareRight([
      "roles:\n  ${env}_a: {when: {env: prod}}\n  b: {external: true, when: {env: [test]}}\n",
    ]);
    expect([...roles.values()].map(({ name, when }) => [name, when])).toEqual([
      ["${env}_a", PROD],
      ["b", TEST],
    ]);
  });

  it("that allows every value is none", () => {
    const { roles } = declareRight(["roles:\n  ${env}_a: {when: {env: [prod, test]}}\n"]);
    expect(roles.get("${env}_a")).not.toHaveProperty("when");
  });

  it("of a role is that of its memberships on both sides", () => {
    const said = "  ${env}_a: {when: {env: prod}, member_of: [b], members: [c]}\n  b: {external: true}\n";
    expect(memberships(`${said}  c: {external: true}\n`)).toEqual([
      ["c in ${env}_a", PROD],
      ["${env}_a in b", PROD],
    ]);
  });

  it("of a role is that of its access and grants", () => {
    const text = `roles:
  \${env}_a: {when: {env: prod}, access: {level: read, in: DM_NEW}, grants: [{level: read, in: DM_USER}]}
grants:
  - {to: "\${env}_a", privileges: INSERT, tables: DM_USER.union_member_card}
`;
    expect(
      declareRight([TEMPLATES, text]).memberships.get(`\${env}_dm_new_read\t\${env}_a\t{"env":["prod"]}`),
    ).toBeDefined();
    const found = entries([TEMPLATES, text], "table DM_USER.union_member_card");
    expect(found.filter(([grantee]) => grantee === "${env}_a")).toEqual([
      ["${env}_a", "INSERT", PROD],
      ["${env}_a", "SELECT", PROD],
    ]);
  });

  it("of an entry is its own", () => {
    const frank = `  frank:
    shared: true
    access:
      - {level: write, in: DM_NEW, when: {env: test}}
      - {level: read, in: DM_NEW, when: {env: prod}}
    member_of: [{role: x, when: {env: prod}}]
  x: {external: true}
`;
    expect(memberships(frank)).toEqual([
      ["frank in ${env}_dm_new_read", PROD],
      ["frank in ${env}_dm_new_write", TEST],
      ["frank in x", PROD],
    ]);
  });

  it("does not narrow what is said without one", () => {
    const both = "[{level: read, in: DM_NEW}, {level: read, in: DM_*, when: {env: prod}}]";
    expect(memberships(`  x: {shared: true, access: ${both}}\n`)).toEqual([
      ["x in ${env}_dm_new_read", undefined],
      ["x in ${env}_dm_rental_read", PROD],
      ["x in ${env}_dm_user_read", PROD],
    ]);
  });

  it("of two entries that cover everything is none", () => {
    const both =
      "[{level: read, in: DM_NEW, when: {env: test}}, {level: read, in: DM_NEW, when: {env: prod}}]";
    expect(memberships(`  x: {shared: true, access: ${both}}\n`)).toEqual([
      ["x in ${env}_dm_new_read", undefined],
    ]);
  });

  it("may give a membership other options elsewhere", () => {
    const said = "[{role: y, admin: true, when: {env: test}}, {role: y, when: {env: prod}}]";
    const { memberships: found } = declareRight([
      `roles:\n  x: {shared: true, member_of: ${said}}\n  y: {external: true}\n`,
    ]);
    expect([...found.values()].map(({ admin, when }) => [admin, when])).toEqual([
      [false, PROD],
      [true, TEST],
    ]);
  });
});
