import { describe, expect, it } from "vitest";
import type { RolesContext } from "../../scripts/declarations/declared-access.ts";
import { internAcl, plainEntry } from "../../scripts/model/acl.ts";
import { objectKey } from "../../scripts/model/object.ts";
import { contextOf, SMALL } from "../declarations/roles-context.ts";
import { adopt, body, goRound, liveOf } from "./adopt-case.ts";

/** Nothing in it is marked by the definitions. */
const PLAIN: RolesContext = { ...SMALL, sensitive: new Set<string>() };

const LEVELS = `levels:
  read: { tables: SELECT }
  write: { tables: [SELECT, INSERT, UPDATE, DELETE, TRUNCATE] }
`;

const ACCESS_ROLES = `${LEVELS}
access_roles:
  \${env}_dwh_\${schema}_\${level}: { levels: [read, write], in: "*" }
  \${env}_sensitive_dwh_\${schema}_\${level}: { levels: [read, write], in: "*", sensitive: only }

sensitive:
  - { tables: STG_USERDATA.info_keys }
`;

/** Files that come back as they were. */
const SAME: Readonly<Record<string, string>> = {
  "access roles, and those for what is sensitive": ACCESS_ROLES,
  "members of access roles": `${ACCESS_ROLES}
roles:
  \${env}_analyst:
    comment: Reads all marts but one
    login: true
    access: { level: read, in: "*", except: [DM_USER, STG_AUTH] }

  \${env}_auditor: { access: { level: read, in: "*", sensitive: include } }
  \${env}_dpo: { access: { level: write, in: STG_USERDATA, sensitive: only } }
  alice: { shared: true, login: true, member_of: ["\${env}_analyst"] }
`,
  "levels in whole schemas but for a table": `${LEVELS}
roles:
  \${env}_analyst:
    grants:
      - { level: read, in: DM_*, except: DM_USER.union_member_card }

  \${env}_rental_sync:
    login: true
    connection_limit: 20
    grants:
      - { level: write, in: [ODS_RENTAL, STG_RENTAL], except: ODS_RENTAL.strike }

  inspector:
    shared: true
    grants:
      - { level: read, in: "*" }
`,
  "single tables, columns, sequences, and objects of other kinds": `roles:
  \${env}_office:
    grants:
      - { privileges: SELECT, tables: DWH_USER_INFO.info, columns: [id, note] }
      - { privileges: CONNECT, database: current }
      - { privileges: SET, parameters: work_mem }
      - { privileges: EXECUTE, routines: "DWH_USER_INFO.decrypt(bytea, text)" }
      - { privileges: ALL, schemas: DM_* }
      - { privileges: USAGE, sequences: STG_RENTAL.item_id_seq }
      - { privileges: SELECT, tables: [ODS_RENTAL.item, STG_AUTH.*] }
`,
  "names with dots and blanks": `roles:
  \${env}_gis:
    grants:
      - { privileges: UPDATE, tables: '"geo.v2"."c d"' }
      - { privileges: SELECT, tables: '"geo.v2".point' }
`,
  "the grant option": `roles:
  \${env}_mart_lead:
    grants:
      - { privileges: SELECT, tables: DM_RENTAL.*, grant_option: true }
`,
  "options of memberships": `roles:
  \${env}_analyst: {}

  \${env}_helpdesk:
    login: true
    member_of:
      - { role: "\${env}_analyst", admin: true, inherit: false, set: false }
`,
  "attributes and settings": `roles:
  \${env}_airflow:
    login: true
    createrole: true
    inherit: false
    connection_limit: 20
    settings: { statement_timeout: 30min }
    settings_in_database: { search_path: [DM_RENTAL, public], work_mem: 64MB }

  bob: { shared: true, login: true, valid_until: 2027-01-01T00:00:00Z }
`,
  "an empty search path, and settings of extensions": `roles:
  \${env}_airflow:
    settings: { audit.level: all, search_path: "" }
    grants:
      - { privileges: SET, parameters: audit.level }
`,
  "what many have alike, said once": `roles:
  \${env}_a: {}
  \${env}_b: {}
  \${env}_c: { login: true }

grants:
  - { to: ["\${env}_a", "\${env}_b", "\${env}_c"], privileges: CONNECT, database: current }
`,
  PUBLIC: `public:
  - { privileges: [], database: current }
  - { privileges: SELECT, tables: DM_RENTAL.* }
`,
  "owners and default privileges": `${LEVELS}
schemas:
  DM_*: { owner: "\${env}_owner", objects_owner: "\${env}_owner" }

creators:
  \${env}_loader: STG_*

roles:
  \${env}_loader:
    grants:
      - { level: write, in: STG_* }

  \${env}_owner: {}

  \${env}_reader:
    grants:
      - { level: read, in: STG_* }

default_privileges:
  - { for: "\${env}_owner", in: DM_*, tables: true, privileges: SELECT, to: "\${env}_reader" }
`,
};

describe("what a file made comes back as the file", () => {
  it.each(Object.entries(SAME))("%s", (_, text) => {
    const { text: adopted, difference } = goRound(liveOf([text], PLAIN), { context: PLAIN });
    expect(difference).toEqual([]);
    expect(body(adopted)).toBe(text);
  });
});

describe("access roles", () => {
  const roundOf = (text: string, context = PLAIN) => {
    const { text: adopted, difference } = goRound(liveOf([text], context), { context });
    expect(difference).toEqual([]);
    return body(adopted);
  };

  it("of schemas whose names begin others", () => {
    const context = contextOf({ STG_A: ["x", "y"], STG_A_B: ["x"], STG_A_B_READ: ["x"] });
    const text = `${LEVELS}
access_roles:
  \${env}_dwh_\${schema}_\${level}: { levels: [read, write], in: "*" }
`;
    expect(roundOf(text, context)).toBe(text);
  });

  it("of a schema that is called like an environment", () => {
    const context = contextOf({ TEST: ["x"], PROD: ["x"] });
    const text = `levels:
  read: { tables: SELECT }

access_roles:
  dwh_\${schema}_\${level}: { levels: read, in: "*", shared: true }
`;
    expect(roundOf(text, context)).toBe(text);
  });

  it("with levels of two words", () => {
    const text = `levels:
  read_only: { tables: SELECT }
  read_write: { tables: [SELECT, INSERT, UPDATE, DELETE] }

access_roles:
  \${env}_dwh_\${schema}_\${level}: { levels: [read_only, read_write], in: "*" }
`;
    expect(roundOf(text)).toBe(text);
  });

  it("with the level in front and the schema as it is", () => {
    const text = `levels:
  ro: { tables: SELECT }
  rw: { tables: [SELECT, INSERT] }

access_roles:
  \${level}_\${SCHEMA}_\${env}: { levels: [ro, rw], in: "*" }
`;
    expect(roundOf(text)).toBe(text);
  });

  it("without a place for the level", () => {
    const text = `levels:
  read: { tables: SELECT }

access_roles:
  \${env}.\${schema}: { levels: read, in: "*" }
`;
    const other = { ...PLAIN, variables: {} };
    const adopted = roundOf(
      text.replace("${env}.${schema}: { levels: read, in", "x.${schema}: { levels: read, shared: true, in"),
      other,
    );
    expect(adopted).toContain('x.${schema}: { levels: read, in: "*", shared: true }');
  });

  it("of levels that are for other schemas", () => {
    const text = `${LEVELS}
access_roles:
  \${env}_dwh_\${schema}_\${level}: { levels: read, in: "*" }
  \${env}_dwh_\${schema}_write: { levels: write, in: DM_* }
`;
    expect(roundOf(text)).toBe(text);
  });

  it("with something beyond their level", () => {
    const text = `${LEVELS}
access_roles:
  \${env}_dwh_\${schema}_\${level}: { levels: [read, write], in: "*" }

grants:
  - { to: "\${env}_dwh_dm_user_read", privileges: SELECT, tables: STG_AUTH.user }
`;
    expect(roundOf(text)).toBe(text);
  });

  it("for sensitive columns", () => {
    const text = `${LEVELS}
access_roles:
  \${env}_dwh_\${schema}_\${level}: { levels: [read, write], in: "*" }
  \${env}_sensitive_dwh_\${schema}_\${level}: { levels: [read, write], in: "*", sensitive: only }

sensitive:
  - { tables: STG_AUTH.session }
  - { tables: STG_AUTH.user, columns: note }
`;
    expect(roundOf(text)).toBe(text);
  });

  it("one that lacks a table is said on its own", () => {
    const text = `${LEVELS}
access_roles:
  \${env}_dwh_\${schema}_\${level}: { levels: [read, write], in: [DM_*, STG_*] }

roles:
  \${env}_dwh_ods_rental_read:
    grants:
      - { level: read, in: ODS_RENTAL, except: ODS_RENTAL.strike }
`;
    expect(roundOf(text)).toBe(text);
  });

  it("are members of nothing", () => {
    const text = `${LEVELS}
access_roles:
  \${env}_dwh_\${schema}_\${level}: { levels: read, in: "*" }

roles:
  \${env}_dwh_dm_user_write:
    member_of: ["\${env}_dwh_dm_user_read"]
`;
    expect(roundOf(text)).toContain("  ${env}_dwh_dm_user_write: { access: { level: read, in: DM_USER } }\n");
  });
});

describe("what a file cannot say is left out and told", () => {
  it("a name with a star where wildcards name nothing", () => {
    const live = liveOf(["roles:\n  bob: { shared: true }\n"], PLAIN);
    const server = { kind: "foreign server", path: ["crm*"] } as const;
    const acl = internAcl([plainEntry("bob", "USAGE")]);
    const privileges = new Map([[objectKey(server), { object: server, acl }]]);
    expect(adopt({ ...live, privileges }, { context: PLAIN })).toEqual({
      text: '# Adopted\n\nroles:\n  bob: { shared: true }\n\n# not said: roles bob: no foreign server matches "crm*"\n',
      unsaid: ['roles bob: no foreign server matches "crm*"'],
    });
  });
});
