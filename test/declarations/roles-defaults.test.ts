import { describe, expect, it } from "vitest";
import type { DeclaredAccess } from "../../scripts/declarations/declared-access.ts";
import { entryKey } from "../../scripts/model/acl.ts";
import { contextOf, declare, declareRight, privilegeLines } from "./roles-context.ts";

const CONTEXT = contextOf({ DM_A: ["x", "secret"], DM_B: [], STG_A: ["y"] }, ["DM_A.secret"]);

const PLATFORM = `
levels:
  read: {tables: SELECT}
  write: {tables: [SELECT, INSERT]}
roles:
  dbt: {external: true}
  \${env}_load: {login: true}
  \${env}_analyst:
  \${env}_auditor: {when: {env: prod}}
`;

/** Default privileges by their keys, each entry as its key without tabs. */
function lines({ defaults }: DeclaredAccess): string[] {
  return [...defaults].flatMap(([key, { acl }]) =>
    [...acl.entries.values()].map((entry) => `${key}: ${entryKey(entry).replaceAll("\t", " ").trim()}`),
  );
}

const after = (text: string) => lines(declareRight([PLATFORM, text], CONTEXT));

describe("creators", () => {
  it("get USAGE and CREATE on the schemas", () => {
    const access = declareRight([PLATFORM, "creators:\n  dbt: [DM_*]\n"], CONTEXT);
    expect(privilegeLines(access, "dbt")).toEqual([
      "dbt: CREATE, USAGE on schema DM_A",
      "dbt: CREATE, USAGE on schema DM_B",
    ]);
    expect(access.defaults.size).toBe(0);
  });

  it("give on what they make what others have in the whole schema", () => {
    const text = `
creators: {dbt: DM_*, "\${env}_load": STG_A}
grants:
  - {to: "\${env}_analyst", level: read, in: "*"}
  - {to: ["\${env}_load", dbt], level: write, in: DM_B}
  - {to: "\${env}_analyst", privileges: INSERT, tables: DM_A.*}
`;
    expect(after(text)).toEqual([
      "sequence by dbt in DM_B: ${env}_load @owner USAGE",
      "table by ${env}_load in STG_A: ${env}_analyst @owner SELECT",
      "table by dbt in DM_A: ${env}_analyst @owner SELECT",
      "table by dbt in DM_B: ${env}_analyst @owner SELECT",
      "table by dbt in DM_B: ${env}_load @owner INSERT",
      "table by dbt in DM_B: ${env}_load @owner SELECT",
    ]);
  });

  it("give it to access roles, but not to those of what is sensitive", () => {
    const text = `
creators: {dbt: [DM_A, DBT_MARTS]}
schemas: {DBT_MARTS: {external: true}}
access_roles:
  \${env}_\${schema}_\${level}: {levels: read, in: "*"}
  \${env}_sensitive_\${schema}_\${level}: {levels: read, in: "*", sensitive: only}
`;
    expect(after(text)).toEqual([
      "table by dbt in DBT_MARTS: ${env}_dbt_marts_read @owner SELECT",
      "table by dbt in DM_A: ${env}_dm_a_read @owner SELECT",
    ]);
  });

  it("carry the conditions of who makes and who gets", () => {
    const text = `
creators: {"\${env}_load": DM_B, "\${env}_auditor": DM_A}
grants:
  - {to: "\${env}_auditor", level: read, in: DM_B}
  - {to: "\${env}_analyst", level: read, in: DM_A, when: {env: test}}
  - {to: dbt, level: read, in: DM_A}
`;
    expect(after(text)).toEqual([
      "table by ${env}_auditor in DM_A: dbt @owner SELECT env = prod",
      "table by ${env}_load in DM_B: ${env}_auditor @owner SELECT env = prod",
    ]);
    const access = declareRight([PLATFORM, text], CONTEXT);
    const held = [...(access.privileges.get("schema DM_A")?.acl.entries.values() ?? [])];
    expect(held.filter(({ grantee }) => grantee === "${env}_auditor").map(({ when }) => when)).toEqual([
      { env: ["prod"] },
      { env: ["prod"] },
    ]);
  });

  it("give nothing of an entry with an exception there, which is a warning", () => {
    const text =
      'creators: {dbt: DM_*}\ngrants:\n  - {to: "${env}_analyst", level: read, in: DM_*, except: DM_A.x}\n';
    const { access, diagnostics } = declare([PLATFORM, text.replace("DM_A.x", "DM_A.secret")], CONTEXT);
    expect(lines(access)).toEqual(["table by dbt in DM_B: ${env}_analyst @owner SELECT"]);
    expect(diagnostics.map(({ code, severity, at }) => [code, severity, at?.line])).toEqual([
      ["no-default-privileges", "warning", 3],
    ]);
  });

  it("do not give PUBLIC what `public` takes from everything", () => {
    const text =
      "creators: {dbt: DM_A, '${env}_load': DM_A}\npublic:\n  - {privileges: [], routines: '*.*'}\n";
    const { defaults } = declareRight([PLATFORM, text], CONTEXT);
    expect([...defaults].map(([key, { acl }]) => [key, acl.entries.size])).toEqual([
      ["routine by ${env}_load", 0],
      ["routine by dbt", 0],
    ]);
  });
});

describe("default_privileges", () => {
  it("are for the schemas that are named, external ones too", () => {
    const text = `
schemas: {DBT_MARTS: {external: true}}
default_privileges:
  - {for: dbt, in: "*", sequences: true, privileges: SELECT, to: ["\${env}_analyst", dbt]}
`;
    expect(after(text)).toEqual(
      ["DBT_MARTS", "DM_A", "DM_B", "STG_A"].map(
        (schema) => `sequence by dbt in ${schema}: \${env}_analyst @owner SELECT`,
      ),
    );
  });

  it("are for everything where no schema is named, beside what PUBLIC has", () => {
    const text = `
default_privileges:
  - {for: [dbt, "\${env}_load"], routines: true, privileges: ALL, to: "\${env}_analyst", grant_option: true}
  - {for: dbt, schemas: true, privileges: [USAGE, CREATE], to: "\${env}_auditor"}
  - {for: dbt, large_objects: true, privileges: SELECT, to: "\${env}_analyst", when: {env: test}}
`;
    expect(after(text)).toEqual([
      "large object by dbt: ${env}_analyst @owner SELECT env = test",
      "routine by ${env}_load: ${env}_analyst @owner EXECUTE*",
      "routine by ${env}_load: @public @owner EXECUTE",
      "routine by dbt: ${env}_analyst @owner EXECUTE*",
      "routine by dbt: @public @owner EXECUTE",
      "schema by dbt: ${env}_auditor @owner CREATE env = prod",
      "schema by dbt: ${env}_auditor @owner USAGE env = prod",
    ]);
  });

  it("add up, and remember every place", () => {
    const text = `
creators: {dbt: DM_A}
grants:
  - {to: "\${env}_analyst", level: read, in: DM_A}
default_privileges:
  - {for: dbt, in: DM_A, tables: true, privileges: [SELECT, DELETE], to: "\${env}_analyst", when: {env: prod}}
`;
    expect(after(text)).toEqual([
      "table by dbt in DM_A: ${env}_analyst @owner DELETE env = prod",
      "table by dbt in DM_A: ${env}_analyst @owner SELECT",
    ]);
    const { provenance } = declareRight([PLATFORM, text], CONTEXT);
    const key = "default table by dbt in DM_A\t${env}_analyst\t@owner\tSELECT\t";
    expect(provenance.get(key)?.map(({ line }) => line)).toEqual([4, 6]);
  });
});
