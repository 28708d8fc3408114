import { describe, expect, it } from "vitest";
import { declareRight, privilegeLines } from "./roles-context.ts";

/** What every job builds on. */
const PLATFORM = `
levels:
  read: { tables: SELECT }
  write: { tables: [SELECT, INSERT, UPDATE, DELETE, TRUNCATE] }
access_roles:
  \${env}_dwh_\${schema}_\${level}: { levels: [read, write], in: "*" }
roles:
  \${env}_analyst: { access: { level: read, in: DM_* } }
  airflow: { external: true }
`;

function after(job: string) {
  return declareRight([PLATFORM, job]);
}

describe("the jobs of a warehouse admin", () => {
  it("an analyst joins, and leaves", () => {
    const joined = after(
      "roles:\n  alice:\n    shared: true\n    login: true\n    member_of:\n      - ${env}_analyst\n",
    );
    expect(joined.memberships.has("${env}_analyst\talice")).toBe(true);
    expect([...after("removed:\n  alice: {}\n").removed]).toEqual([
      ["alice", { at: { file: "b.yaml", line: 2, column: 3, endColumn: 8 } }],
    ]);
  });

  it("a service writes two schemas but for one table", () => {
    const job = `
roles:
  \${env}_rental_sync:
    login: true
    grants:
      - { level: write, in: [STG_RENTAL, ODS_RENTAL], except: ODS_RENTAL.strike }
`;
    expect(privilegeLines(after(job), "${env}_rental_sync").map((line) => line.split(" on ")[1])).toEqual([
      "schema ODS_RENTAL",
      "schema STG_RENTAL",
      "sequence ODS_RENTAL.item_id_seq",
      "sequence STG_RENTAL.item_id_seq",
      "table ODS_RENTAL.item",
      "table STG_RENTAL.item",
    ]);
  });

  it("a team's file uses another team's people and services", () => {
    const job = `
roles:
  carol: { shared: true, login: true }
  \${env}_rental_team: { members: [carol], access: { level: read, in: "*_RENTAL" } }
grants:
  - { to: airflow, level: write, in: STG_RENTAL }
`;
    const { memberships } = after(job);
    expect([...memberships.keys()].filter((key) => key.includes("rental_team"))).toEqual([
      "${env}_dwh_dm_rental_read\t${env}_rental_team",
      "${env}_dwh_ods_rental_read\t${env}_rental_team",
      "${env}_dwh_stg_rental_read\t${env}_rental_team",
      "${env}_rental_team\tcarol",
    ]);
  });

  it("a role that the cloud made is granted to somebody", () => {
    const job =
      "roles:\n  rds_iam: { external: true }\n  erin: { shared: true, login: true, member_of: [rds_iam] }\n";
    expect(after(job).memberships.has("rds_iam\terin")).toBe(true);
  });

  it("a helpdesk gives a membership on without having it", () => {
    const job = `
roles:
  \${env}_helpdesk:
    login: true
    member_of:
      - { role: "\${env}_analyst", admin: true, inherit: false, set: false }
`;
    expect(after(job).memberships.get("${env}_analyst\t${env}_helpdesk")).toMatchObject({
      admin: true,
      inherit: false,
      set: false,
    });
  });

  it("names are odd", () => {
    const job = `
roles:
  \${env}_gis:
    grants:
      - { privileges: SELECT, tables: '"geo.v2".*' }
      - { privileges: UPDATE, tables: '"geo.v2"."c d"' }
      - { privileges: SELECT, tables: STG_AUTH.user }
`;
    expect(privilegeLines(after(job), "${env}_gis")).toEqual([
      '${env}_gis: SELECT, UPDATE on table "geo.v2"."c d"',
      '${env}_gis: SELECT on table "geo.v2".point',
      "${env}_gis: SELECT on table STG_AUTH.user",
    ]);
  });

  it("every table has a standard set of holders", () => {
    const job = `
roles:
  inspector: { shared: true, grants: [ { level: read, in: "*" } ] }
  steward:   { shared: true, grants: [ { level: write, in: "*" } ] }
`;
    const acl = after(job).privileges.get("table STG_AUTH.session")?.acl.entries.values() ?? [];
    expect(new Set([...acl].map(({ grantee }) => grantee))).toEqual(
      new Set(["inspector", "steward", "${env}_dwh_stg_auth_read", "${env}_dwh_stg_auth_write"]),
    );
  });
});
