import { describe, expect, it } from "vitest";
import { RICH } from "./rich-context.ts";
import { declare } from "./roles-context.ts";

const LEVELS = `
levels:
  read: {tables: SELECT}
  write: {tables: [SELECT, INSERT]}
access_roles:
  \${env}_\${schema}_\${level}: {levels: [read, write], in: "*"}
`;

/** The exceptions that are undone, each by the line of the first place named beside it. */
function undone(roles: string): string[] {
  return declare([LEVELS, roles], RICH).diagnostics.map(
    ({ code, at, related }) =>
      `${code} ${at?.line}${(related ?? []).map(({ at: { file, line } }) => ` ${file}:${line}`).join("")}`,
  );
}

const EXCEPT = `roles:
  x:
    shared: true
    grants:
      - {level: read, in: DM_*, except: DM_USER.union_member_card}
`;

describe("an exception", () => {
  it("holds while nothing else gives what it takes", () => {
    expect(undone(EXCEPT)).toEqual([]);
    expect(undone(`${EXCEPT}    access: {level: read, in: STG_*}\n`)).toEqual([]);
  });

  it.each([
    [
      "a wildcard of another entry",
      "      - {privileges: SELECT, tables: DM_USER.union*}\n",
      "except-undone 5 b.yaml:6",
    ],
    [
      "one column",
      "      - {privileges: SELECT, tables: DM_USER.*, columns: note}\n",
      "except-undone 5 b.yaml:6",
    ],
    ["access roles", "    access: {level: read, in: DM_USER}\n", "except-undone 5 b.yaml:6 a.yaml:6"],
    [
      "a role that it is a member of",
      "    member_of: y\n  y: {shared: true, grants: [{level: write, in: DM_USER}]}\n",
      "except-undone 5 b.yaml:6 b.yaml:7",
    ],
    [
      "a role that it may only become",
      "    member_of: {role: y, inherit: false}\n  y: {shared: true, access: {level: read, in: DM_USER}}\n",
      "except-undone 5 b.yaml:6 a.yaml:6",
    ],
    [
      "PUBLIC",
      "public:\n  - {privileges: SELECT, tables: DM_USER.union_member_card}\n",
      "except-undone 5 b.yaml:7",
    ],
  ])("is undone by %s", (_, more, expected) => {
    expect(undone(EXCEPT + more)).toEqual([expected]);
  });

  it.each([
    ["other privileges", "      - {privileges: DELETE, tables: DM_USER.*}\n"],
    ["what names the same table", "      - {privileges: SELECT, tables: DM_USER.union_member_card}\n"],
    [
      "a membership that gives nothing",
      "    member_of: {role: y, inherit: false, set: false}\n  y: {shared: true, grants: [{level: read, in: DM_USER}]}\n",
    ],
  ])("is not undone by %s", (_, more) => {
    expect(undone(EXCEPT + more)).toEqual([]);
  });

  it("of a schema is not undone by what names the schema, as far as that goes", () => {
    const role = (more: string) => `roles:\n  x:\n    shared: true\n${more}`;
    const write = "    grants:\n      - {level: write, in: DM_*, except: DM_USER}\n";
    expect(
      undone(role(`${write}      - {level: read, in: DM_USER, except: DM_USER.union_member_card}\n`)),
    ).toEqual([]);
    expect(undone(role(`${write}    access: {level: read, in: DM_USER}\n`))).toEqual([]);
    expect(
      undone(
        role(`${write}    access: {level: read, in: DM_USER}\n    member_of: "\${env}_dm_user_write"\n`),
      ),
    ).toEqual(["except-undone 5 b.yaml:7 a.yaml:6"]);
    const access = "    access: {level: read, in: DM_*, except: DM_USER}\n";
    expect(
      undone(
        role(`${access}    grants:\n      - {level: read, in: DM_USER, except: DM_USER.union_member_card}\n`),
      ),
    ).toEqual([]);
    expect(undone(role(`${access}    member_of: "\${env}_dm_user_read"\n`))).toEqual([
      "except-undone 4 b.yaml:5 a.yaml:6",
    ]);
  });

  it("is not undone where the other path never holds", () => {
    const text = `roles:
  x:
    shared: true
    grants:
      - {level: read, in: DM_*, except: DM_USER.union_member_card, when: {env: prod}}
    access: {level: read, in: DM_*, when: {env: test}}
`;
    expect(undone(text)).toEqual([]);
    expect(undone(text.replace("env: test", "env: prod"))).toHaveLength(1);
  });
});
